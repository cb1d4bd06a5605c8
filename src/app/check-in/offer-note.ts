/** Offers text that is not a command as a note to the open question. Nothing is kept until the person presses the button. */
import { MAX_NOTE_LENGTH } from "../../core/answer.ts";
import { findQuestion } from "../../core/catalogue/catalogue.ts";
import type { QuestionItem } from "../../core/check-in/check-in.ts";
import { type Action, encodeAction } from "../../message/action.ts";
import type { Button } from "../../message/message.ts";
import { spellCommand } from "../../message/slash-command.ts";
import { type Call, catalogueOf } from "../call.ts";
import { buildHelpButton, type Nearly } from "../commands/command-line.ts";
import { answerWith } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { type AskedQuestion, findAskedQuestion } from "./asked-question.ts";
import { findOwnCheckIn, walk } from "./walk-check-in.ts";

/** A button's payload must fit the tightest platform: 2,000 characters. */
const MAX_ACTION_LENGTH = 1900;

/**
 * Offers the text as a note to the question that is open, and refuses text that is too long for one. A question gets one
 * such offer; what is written after that is not answered. If no question is open, the text is answered as a command that
 * went wrong.
 */
export async function offerAsNote(call: Call, text: string, nearly?: Nearly): Promise<Outcome> {
  const note = text.trim();
  const asked = await findAskedQuestion(call);
  if (note === "")
    return answerWith(call.voice, call.voice.runs("check-in.text.files"), {
      buttons: asked ? [buildRemarkButton(call, asked)] : [],
    });
  if (!asked) return nearly?.outcome ?? answerNoCommand(call);
  if (!(await isFirstOffer(call, asked))) return nearly?.outcome ?? {};
  const keep = (shared: boolean): Action => ({
    act: "keep-note",
    checkInId: asked.checkIn.id,
    questionId: asked.questionId,
    text: note,
    shared,
  });
  if (note.length > MAX_NOTE_LENGTH || encodeAction(keep(false)).length > MAX_ACTION_LENGTH) {
    return answerWith(call.voice, call.voice.runs("errors.text-too-long", { length: note.length, max: MAX_NOTE_LENGTH }), {
      buttons: [buildRemarkButton(call, asked)],
    });
  }
  const catalogue = await catalogueOf(call, asked.checkIn.edition);
  const question = findQuestion(catalogue, asked.questionId);
  const values = { code: question?.code ?? asked.questionId, title: question ? call.voice.of(question.title) : "" };
  return answerWith(call.voice, call.voice.runs("check-in.text.offer", values), {
    buttons: [
      { label: call.voice.say("check-in.text.keep-private"), action: keep(false), style: "primary" },
      { label: call.voice.say("check-in.text.keep-shared"), action: keep(true) },
      ...(nearly ? [{ label: nearly.run.label, action: nearly.run.action }] : []),
      { label: call.voice.say("check-in.button.leave-it"), action: { act: "dismiss" } },
    ],
  });
}

/** The inbox remembers for as long as a check-in stays open. */
function isFirstOffer({ stores, now }: Call, { checkIn, questionId }: AskedQuestion): Promise<boolean> {
  return stores.inbox.claim(`note ${checkIn.id} ${questionId}`, now);
}

function buildRemarkButton({ voice }: Call, { checkIn, questionId }: AskedQuestion): Button {
  const form = { form: "remark" as const, checkInId: checkIn.id, questionId, revision: checkIn.revision };
  return { label: voice.say("check-in.button.remark"), action: { act: "open-form", form } };
}

function answerNoCommand(call: Call): Outcome {
  const values = { command: spellCommand(call.workspace, "help") };
  return answerWith(call.voice, call.voice.runs("check-in.text.no-question", values), { buttons: [buildHelpButton(call)] });
}

/** Keeps the offered text as a note on the question that it was offered for, even if the check-in has moved on since then. */
export async function keepNote(call: Call, action: Extract<Action, { act: "keep-note" }>): Promise<Outcome> {
  const found = await findOwnCheckIn(call, action.checkInId);
  if (found.kind === "refused") return found.outcome;
  const { checkIn } = found;
  const item = checkIn.items.find(
    (candidate): candidate is QuestionItem => candidate.kind === "question" && candidate.questionId === action.questionId,
  );
  const remark = { note: action.text, noteShared: action.shared, ...(item?.evidence && { evidence: item.evidence }) };
  const outcome = await walk(call, {
    checkInId: checkIn.id,
    revision: checkIn.revision,
    event: { do: "remark", questionId: action.questionId, remark },
  });
  if (outcome.notice) return { notice: outcome.notice };
  const catalogue = await catalogueOf(call, checkIn.edition);
  const code = findQuestion(catalogue, action.questionId)?.code ?? action.questionId;
  return answerWith(
    call.voice,
    call.voice.runs(item?.reply ? "check-in.remark.kept" : "check-in.remark.kept-until-answered", { code }),
  );
}
