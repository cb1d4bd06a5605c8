/** Takes a number that was typed instead of pressed as the answer to the question that is shown. */
import { findQuestion } from "../../core/catalogue/catalogue.ts";
import type { CheckIn } from "../../core/check-in/check-in.ts";
import { RATINGS } from "../../core/rating.ts";
import type { Button } from "../../message/message.ts";
import { type Call, catalogueOf } from "../call.ts";
import { buildNotice } from "../notices.ts";
import type { Outcome } from "../request.ts";
import type { AskedQuestion } from "./asked-question.ts";
import { walk } from "./walk-check-in.ts";

const PLACE = /^([1-4])[.)。]?$/u;

/**
 * Answers the question that is shown: 1 is the first of its four answers. Says which answer it took, with a button that
 * leads back to the question. Returns undefined for text that is no such number.
 */
export async function takeTypedAnswer(
  call: Call,
  text: string,
  { checkIn, questionId }: AskedQuestion,
): Promise<Outcome | undefined> {
  const [, place] = PLACE.exec(text.normalize("NFKC").trim()) ?? [];
  const rating = RATINGS[Number(place) - 1];
  if (rating === undefined) return undefined;
  const event = { do: "answer", questionId, reply: { kind: "rating", rating } } as const;
  const outcome = await walk(call, { checkInId: checkIn.id, revision: checkIn.revision, event });
  if (outcome.notice) return { notice: outcome.notice };
  const question = findQuestion(await catalogueOf(call, checkIn.edition), questionId);
  if (!question) return {};
  const { voice } = call;
  const said = { label: voice.of(question.answers[rating].label), code: question.code, title: voice.of(question.title) };
  const moved = await call.stores.checkIns.find(checkIn.id);
  const change = moved && buildChange(call, moved, { questionId, code: question.code });
  return {
    notice: buildNotice(voice, voice.runs("check-in.text.took", said), { tone: "good", buttons: change ? [change] : [] }),
  };
}

/** Leads back to the question; undefined where the walk did not go on to what comes right after it. */
function buildChange(
  { voice }: Call,
  { id, revision, items, position }: CheckIn,
  { questionId, code }: { readonly questionId: string; readonly code: string },
): Button | undefined {
  const label = voice.say("check-in.button.change", { code });
  if (position.on === "summary")
    return { label, action: { act: "walk", checkInId: id, revision, event: { do: "change", questionId } } };
  const current = items.findIndex((item) =>
    item.kind === "question"
      ? position.on === "question" && item.questionId === position.questionId
      : position.on === "step" && item.stepId === position.stepId,
  );
  const before = items[current - 1];
  if (before?.kind !== "question" || before.questionId !== questionId) return undefined;
  return { label, action: { act: "walk", checkInId: id, revision, event: { do: "back" } } };
}
