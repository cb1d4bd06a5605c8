/** The forms of a question: note, evidence link, and "not applicable". */
import { MAX_NOTE_LENGTH, type Remark } from "../../core/answer.ts";
import { findQuestion } from "../../core/catalogue/catalogue.ts";
import type { CheckIn, QuestionItem, WalkEvent } from "../../core/check-in/check-in.ts";
import { findQuestionItem } from "../../core/check-in/items.ts";
import { step } from "../../core/check-in/walk.ts";
import { NOT_APPLICABLE_REASONS } from "../../core/reply.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { FieldErrors, FormValues } from "../../message/form.ts";
import { buildNotApplicableForm, buildRemarkForm } from "../../message/screens/check-in/check-in-forms.ts";
import { spellCommand } from "../../message/slash-command.ts";
import { type Call, catalogueOf } from "../call.ts";
import { carriedOr, readChoice, readText, readToggle } from "../form-values.ts";
import { answerWith } from "../notices.ts";
import type { FormOutcome, Outcome } from "../request.ts";
import { findOwnCheckIn, walk } from "./walk-check-in.ts";

type RemarkContext = Extract<FormContext, { form: "remark" }>;
type NotApplicableContext = Extract<FormContext, { form: "not-applicable" }>;

const MAX_LINK_LENGTH = 1000;

/**
 * Opens the form for a note and an evidence link, filled in with what is kept. Refuses a check-in that belongs to
 * somebody else or is gone.
 */
export async function openRemarkForm(call: Call, context: RemarkContext): Promise<Outcome> {
  const found = await findOwnCheckIn(call, context.checkInId);
  if (found.kind === "refused") return found.outcome;
  return { form: buildRemarkForm(call.voice, context, findRemark(found.checkIn, context)) };
}

/**
 * Keeps the note and the evidence link for the question that the form was about, and says so where the card has moved on since.
 * A note that is too long, a link that is not https or is longer than 1,000 characters, and anything once the check-in has
 * ended, is refused at its field: then nothing is kept, and what was typed stays in the form.
 */
export async function submitRemark(
  call: Call,
  context: RemarkContext,
  values: FormValues<"remark">,
): Promise<FormOutcome<"remark">> {
  const found = await findOwnCheckIn(call, context.checkInId);
  if (found.kind === "refused") return found.outcome;
  const kept = findRemark(found.checkIn, context);
  const note = carriedOr(readText(values, "note"), kept.note ?? "");
  const evidence = carriedOr(readText(values, "evidence"), kept.evidence ?? "");
  const errors: FieldErrors<"remark"> = { ...checkNote(call, note), ...checkLink(call, evidence) };
  if (Object.keys(errors).length > 0) return { errors };
  const remark: Remark = {
    ...(note && { note, noteShared: carriedOr(readToggle(values, "shared"), kept.noteShared ?? false) }),
    ...(evidence && { evidence }),
  };
  const event = { do: "remark", questionId: context.questionId, remark } as const;
  const refused = findEnd(found.checkIn, event, call);
  if (refused) return { errors: { [note === "" ? "evidence" : "note"]: refused } };
  const outcome = await walk(call, { checkInId: context.checkInId, revision: context.revision, event });
  if (outcome.notice || isInFront(found.checkIn, context)) return outcome;
  return { ...outcome, ...(await sayKept(call, found.checkIn, { questionId: context.questionId, as: "kept" })) };
}

/** Why nothing can be kept with the check-in any more; undefined where it can. */
function findEnd(checkIn: CheckIn, event: WalkEvent, { now, voice, workspace }: Call): string | undefined {
  const result = step(checkIn, event, { now, revision: checkIn.revision });
  if (result.kind !== "refused" || (result.reason !== "sealed" && result.reason !== "not-open")) return undefined;
  return voice.say("check-in.remark.ended", { command: spellCommand(workspace, "checkin") });
}

function isInFront({ position }: CheckIn, { questionId }: RemarkContext): boolean {
  return position.on === "question" && position.questionId === questionId;
}

type Kept = { readonly questionId: string; readonly as: "kept" | "kept-alone" };

async function sayKept(call: Call, { edition, items }: CheckIn, { questionId, as }: Kept): Promise<Outcome> {
  const code = findQuestion(await catalogueOf(call, edition), questionId)?.code ?? questionId;
  const item = findQuestionItem(items, questionId);
  const id = as === "kept" && !item?.reply ? "kept-until-answered" : as;
  return answerWith(call.voice, call.voice.runs(`check-in.remark.${id}`, { code }));
}

/**
 * Opens the form that asks why a question does not apply; of a gate question it says what that means for the team. Refuses a
 * check-in that belongs to somebody else or is gone.
 */
export async function openNotApplicableForm(call: Call, context: NotApplicableContext): Promise<Outcome> {
  const found = await findOwnCheckIn(call, context.checkInId);
  if (found.kind === "refused") return found.outcome;
  const catalogue = await catalogueOf(call, found.checkIn.edition);
  const gateTo = findQuestion(catalogue, context.questionId)?.gate === undefined ? undefined : catalogue.level + 1;
  return { form: buildNotApplicableForm(call.voice, context, { gateTo }) };
}

/**
 * Answers the question with "not applicable" and keeps the note, if there is one, privately. A missing reason, a note that is
 * too long, and a note once the check-in has ended, are refused at their fields, and then nothing is kept. Where the card has
 * moved on meanwhile, the note alone is kept, and that is said.
 */
export async function submitNotApplicable(
  call: Call,
  context: NotApplicableContext,
  values: FormValues<"not-applicable">,
): Promise<FormOutcome<"not-applicable">> {
  const { checkInId, questionId, revision } = context;
  const reason = carriedOr(readChoice(values, "reason", NOT_APPLICABLE_REASONS), undefined);
  const note = carriedOr(readText(values, "note"), "");
  const errors: FieldErrors<"not-applicable"> = {
    ...(reason ? {} : { reason: call.voice.say("errors.required") }),
    ...checkNote(call, note),
  };
  if (!reason || Object.keys(errors).length > 0) return { errors };
  if (!note)
    return walk(call, { checkInId, revision, event: { do: "answer", questionId, reply: { kind: "not-applicable", reason } } });
  const event = { do: "remark", questionId, remark: { note, noteShared: false } } as const;
  const found = await findOwnCheckIn(call, checkInId);
  const ended = found.kind === "own" ? findEnd(found.checkIn, event, call) : undefined;
  if (ended !== undefined) return { errors: { note: ended } };
  const kept = await walk(call, { checkInId, revision, event });
  const current = await call.stores.checkIns.find(checkInId);
  if (kept.notice || !current) return kept;
  const answered = await walk(call, {
    checkInId,
    revision: current.revision,
    event: { do: "answer", questionId, reply: { kind: "not-applicable", reason } },
  });
  if (!answered.notice) return answered;
  return { ...answered, ...(await sayKept(call, current, { questionId, as: "kept-alone" })) };
}

/** What is kept with the question now, as far as the form is about it. */
function findRemark({ items }: CheckIn, { questionId }: RemarkContext): Remark {
  return items.find((candidate): candidate is QuestionItem => isQuestion(candidate, questionId)) ?? {};
}

function checkNote(call: Call, note: string): { readonly note?: string } {
  if (note.length <= MAX_NOTE_LENGTH) return {};
  return { note: call.voice.say("errors.text-too-long", { length: note.length, max: MAX_NOTE_LENGTH }) };
}

function checkLink(call: Call, link: string): { readonly evidence?: string } {
  if (link === "" || isHttps(link)) return {};
  return { evidence: call.voice.say("errors.link-not-https") };
}

function isHttps(link: string): boolean {
  return link.length <= MAX_LINK_LENGTH && URL.canParse(link) && new URL(link).protocol === "https:" && /^https:\/\//i.test(link);
}

function isQuestion(item: { readonly kind: string; readonly questionId: string }, questionId: string): boolean {
  return item.kind === "question" && item.questionId === questionId;
}
