/** Explains why a number moved, with each question's part in it, largest first. The parts add up exactly to the change. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import { type Rating, toAnswerNumber, TOP_RATING } from "../../../core/rating.ts";
import type { Cause, Change, RatingSum } from "../../../core/standing/change.ts";
import type { Explanation } from "../../../core/standing/explanation.ts";
import type { Zone } from "../../../core/time.ts";
import type { Element } from "../../message.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameQuestion } from "./names.ts";
import { sayFinePoints } from "./score-rows.ts";

/** An explanation whose change is to be shown. */
export type ChangeData = { readonly catalogue: Catalogue; readonly zone: Zone; readonly explanation: Explanation };

/** The number of causes that are listed. The smaller ones are summed up. */
const MAX_CAUSES = 8;

/**
 * Shows each question's part in a change, the largest first, which add up exactly to it. Eight causes are listed and
 * the others summed up. Where the value before is missing or one of the two is hidden, it says so.
 */
export function buildChange(voice: Voice, { catalogue, zone, explanation }: ChangeData): readonly Element[] {
  const { change } = explanation;
  if (!change) return [];
  const date = voice.date(change.since, zone);
  if (!change.told) {
    if (change.because === "no-value-now") return [];
    return [{ kind: "paragraph", text: voice.say(`standing.why.change.${change.because}`, { date }), tone: "quiet" }];
  }
  const { amount, causes } = change;
  if (amount.equals(0) && causes.length === 0) {
    const none = voice.say("standing.why.change.none", { date, questions: change.questions });
    return [{ kind: "paragraph", text: none, tone: "quiet" }, ...buildUncompared(voice, catalogue, change)];
  }
  const shown = causes.slice(0, MAX_CAUSES);
  const others = causes.slice(MAX_CAUSES);
  const lines = [
    ...shown.map((cause) => sayCause(voice, catalogue, cause)),
    ...(others.length > 0 ? [sayOthers(voice, others)] : []),
  ];
  const points = sayFinePoints(amount);
  const title =
    explanation.of === "question"
      ? voice.runs("standing.why.change.title-question", { points, date })
      : voice.runs("standing.why.change.title", { points, date, questions: change.questions });
  return [
    { kind: "paragraph", text: title },
    ...(explanation.of === "question" ? [] : [{ kind: "list", items: lines } as const]),
    ...buildUncompared(voice, catalogue, change),
  ];
}

/** Names what is no part of the change: questions that came, left or were reworded, and those that are not shown both times. */
function buildUncompared(voice: Voice, catalogue: Catalogue, { entered, left, reworded, hidden }: Change): readonly Element[] {
  const kinds = { entered, left, "reworded-since": reworded };
  const named = (["entered", "left", "reworded-since"] as const).flatMap((kind) => {
    const names = voice.list(kinds[kind].map((id) => nameQuestion(voice, catalogue, id)));
    return names === "" ? [] : [voice.say(`standing.why.change.${kind}`, { names })];
  });
  const items = [...named, ...(hidden > 0 ? [voice.say("standing.why.change.rest", { questions: hidden })] : [])];
  return items.map((text) => ({ kind: "paragraph", text, tone: "quiet" }) as const);
}

function sayOthers(voice: Voice, others: readonly Cause[]): string {
  const total = others.map(({ amount }) => amount).reduce((sum, amount) => sum.add(amount));
  return voice.say("standing.why.change.others", { questions: others.length, points: sayFinePoints(total) });
}

/** "+2.1 TEC-03 Logs: 3, 3, 2 → 4, 3, 3" */
function sayCause(voice: Voice, catalogue: Catalogue, { questionId, kind, amount, before, now }: Cause): string {
  return voice.say(`standing.why.cause.${kind}`, {
    points: sayFinePoints(amount),
    name: nameQuestion(voice, catalogue, questionId),
    before: sayRatings(voice, before),
    now: sayRatings(voice, now),
  });
}

/** Returns answers as people see them, 1 to 4, the highest first: "4, 3, 3". */
export function sayAnswers(ratings: readonly Rating[]): string {
  return ratings.map(toAnswerNumber).reverse().join(", ");
}

/** The ratings one by one or, where they may not be told, their sum. */
function sayRatings(voice: Voice, before: RatingSum): string {
  if (before.count === 0) return "–";
  if (before.ratings) return sayAnswers(before.ratings);
  return voice.say("standing.why.points", { sum: before.sum, outOf: TOP_RATING * before.count });
}
