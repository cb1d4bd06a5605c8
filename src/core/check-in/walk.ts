/**
 * The walk as a stored state machine: a check-in and an event give a check-in and effects. Nothing else is remembered,
 * so it goes on at the same question after any break. Refusals change nothing and say why.
 */
import { type Reply, sameReply } from "../reply.ts";
import type { Instant } from "../time.ts";
import type { AgendaItem, CheckIn, QuestionItem, StepItem, WalkEffect, WalkEvent, WalkRefusal, WalkResult } from "./check-in.ts";
import {
  findCurrentIndex,
  findQuestionItem,
  firstPending,
  isAt,
  positionOf,
  replaceItem,
  dropRemark,
  remarkOf,
  sameRemark,
} from "./items.ts";

/** When an event happened, and on which card. */
export type WalkMoment = {
  readonly now: Instant;
  /** The revision of the card that was pressed. */
  readonly revision: number;
};

/**
 * Carries out one event and returns the changed check-in with its effects. It refuses everything once sealed, a press
 * on a card that is out of date (`already-saved` when it asks for what is already stored), and a question that is not
 * on the agenda. A remark belongs to its question, so it is kept even when the walk has moved on. The check-in is
 * finished with its last item.
 */
export function step(checkIn: CheckIn, event: WalkEvent, { now, revision }: WalkMoment): WalkResult {
  const reason = findRefusal(checkIn, event, revision);
  return reason ? refuse(checkIn, reason) : move(checkIn, event, now);
}

function move(checkIn: CheckIn, event: WalkEvent, now: Instant): WalkResult {
  switch (event.do) {
    case "answer":
      return answer(checkIn, { questionId: event.questionId, reply: event.reply, now });
    case "unchanged":
      return keepEarlier(checkIn, event.questionId, now);
    case "skip":
      return skip(checkIn, event.questionId, now);
    case "back":
      return goBack(checkIn);
    case "change":
      return moved({ ...checkIn, position: { on: "question", questionId: event.questionId } });
    case "remark":
      return remark(checkIn, event);
    case "step-report":
      return reportStep(checkIn, event, now);
    case "pause":
      return moved({ ...checkIn, status: "paused" });
    case "resume":
      return moved({ ...checkIn, status: "open" });
    case "finish":
      return finish(checkIn, [], now);
    case "choose-baseline":
      return chooseBaseline(checkIn, event.choice, now);
    case "seal":
      return moved({ ...checkIn, status: checkIn.status === "finished" ? "finished" : "closed", sealedAt: now });
    default:
      return event satisfies never;
  }
}

type Given = { readonly questionId: string; readonly reply: Reply; readonly now: Instant };

function answer(checkIn: CheckIn, { questionId, reply, now }: Given): WalkResult {
  const item = findQuestionItem(checkIn.items, questionId);
  if (!item) return refuse(checkIn, "unknown-question");
  return goOn(withItem(checkIn, { ...item, outcome: "answered", reply }), {
    from: item,
    effects: record(checkIn, item, reply),
    now,
  });
}

/**
 * Gives the earlier reply again, with its note unless the member wrote another. The earlier link is already beside
 * the question.
 */
function keepEarlier(checkIn: CheckIn, questionId: string, now: Instant): WalkResult {
  const item = findQuestionItem(checkIn.items, questionId);
  if (!item?.before) return refuse(checkIn, "no-earlier-answer");
  const { note, noteShared } = remarkOf(item).note ? item : item.before;
  const remarked = { ...dropRemark(item), ...remarkOf({ ...item, ...(note && { note, noteShared: noteShared === true }) }) };
  return answer(withItem(checkIn, remarked), { questionId, reply: item.before.reply, now });
}

/** Goes on without an answer. One that was given before is kept. */
function skip(checkIn: CheckIn, questionId: string, now: Instant): WalkResult {
  const item = findQuestionItem(checkIn.items, questionId);
  if (!item) return refuse(checkIn, "unknown-question");
  const skipped: QuestionItem = item.outcome === "pending" ? { ...item, outcome: "skipped" } : item;
  return goOn(withItem(checkIn, skipped), { from: item, effects: [], now });
}

function goBack(checkIn: CheckIn): WalkResult {
  const current = findCurrentIndex(checkIn);
  const before = checkIn.items[(current < 0 ? checkIn.items.length : current) - 1];
  return before ? moved({ ...checkIn, position: positionOf(before) }) : refuse(checkIn, "nothing-before");
}

/** Keeps the remark beside the question and, where that was answered, records the answer again with it. */
function remark(checkIn: CheckIn, event: Extract<WalkEvent, { do: "remark" }>): WalkResult {
  const item = findQuestionItem(checkIn.items, event.questionId);
  if (!item) return refuse(checkIn, "unknown-question");
  const remarked: QuestionItem = { ...dropRemark(item), ...remarkOf(event.remark) };
  const effects = remarked.outcome === "answered" && remarked.reply ? record(checkIn, remarked, remarked.reply) : [];
  return moved(withItem(checkIn, remarked), effects);
}

/** After "done" the question is asked again at once where it is meant for the member. */
function reportStep(checkIn: CheckIn, event: Extract<WalkEvent, { do: "step-report" }>, now: Instant): WalkResult {
  const item = checkIn.items.find((other): other is StepItem => other.kind === "step" && other.stepId === event.stepId);
  if (!item) return refuse(checkIn, "unknown-question");
  const outcome = STEP_OUTCOMES[event.report];
  if (item.outcome === outcome) return goOn(checkIn, { from: item, effects: [], now });
  const reported = withItem(checkIn, { ...item, outcome });
  const effects: readonly WalkEffect[] = [{ do: "report-step", stepId: event.stepId, report: event.report }];
  return goOn(outcome === "done" ? askAgain(reported, item) : reported, { from: item, effects, now });
}

function askAgain(checkIn: CheckIn, { stepId, again }: StepItem): CheckIn {
  if (!again || checkIn.status === "finished" || findQuestionItem(checkIn.items, again.questionId)) return checkIn;
  const items = checkIn.items.flatMap((item) => (item.kind === "step" && item.stepId === stepId ? [item, again] : [item]));
  return { ...checkIn, items };
}

function chooseBaseline(checkIn: CheckIn, choice: "all" | "spread", now: Instant): WalkResult {
  const next = firstPending(checkIn.items);
  if (!next) return finish(checkIn, [], now);
  return moved({ ...checkIn, position: positionOf(next) }, choice === "all" ? [{ do: "extend-agenda" }] : []);
}

type Going = { readonly from: AgendaItem; readonly effects: readonly WalkEffect[]; readonly now: Instant };

/** Goes to the next pending item after this one, else to the first pending one. A finished check-in returns to its summary. */
function goOn(checkIn: CheckIn, { from, effects, now }: Going): WalkResult {
  if (checkIn.status === "finished") return moved({ ...checkIn, position: { on: "summary" } }, effects);
  const place = checkIn.items.findIndex((item) => isAt(positionOf(from), item));
  const next = firstPending(checkIn.items.slice(place + 1)) ?? firstPending(checkIn.items);
  return next ? moved({ ...checkIn, position: positionOf(next) }, effects) : finish(checkIn, effects, now);
}

function finish(checkIn: CheckIn, effects: readonly WalkEffect[], now: Instant): WalkResult {
  const finished: CheckIn = { ...checkIn, status: "finished", finishedAt: now, position: { on: "summary" } };
  return moved(finished, [...effects, { do: "finished" }]);
}

function record(checkIn: CheckIn, item: QuestionItem, reply: Reply): readonly WalkEffect[] {
  const recorded: WalkEffect = { do: "record-answer", questionId: item.questionId, reply, remark: remarkOf(item) };
  return checkIn.status === "finished" ? [recorded, { do: "answers-changed-after-finish" }] : [recorded];
}

function withItem(checkIn: CheckIn, item: AgendaItem): CheckIn {
  return { ...checkIn, items: replaceItem(checkIn.items, item) };
}

function moved(checkIn: CheckIn, effects: readonly WalkEffect[] = []): WalkResult {
  return { kind: "moved", checkIn: { ...checkIn, revision: checkIn.revision + 1 }, effects };
}

function refuse(checkIn: CheckIn, reason: WalkRefusal): WalkResult {
  return { kind: "refused", reason, checkIn };
}

type Does = WalkEvent["do"];
type Place = CheckIn["position"]["on"];

/** Moves that a card at this place offers; `seal` comes from the round and is possible anywhere until it happened. */
const OPEN_MOVES: Readonly<Record<Place, readonly Does[]>> = {
  offer: ["choose-baseline", "pause"],
  question: ["answer", "unchanged", "skip", "back", "remark", "pause", "finish"],
  step: ["step-report", "back", "remark", "pause", "finish"],
  summary: ["change", "back", "remark", "finish"],
};
/** Moves that are possible after finishing: every answer can be changed until the round is sealed. */
const FINISHED_MOVES: Readonly<Record<Place, readonly Does[]>> = {
  offer: [],
  question: ["answer", "unchanged", "skip", "back", "remark"],
  step: ["step-report", "back", "remark"],
  summary: ["change", "back", "remark"],
};

/** The outcome that each report on a step leaves on its item. */
const STEP_OUTCOMES = { done: "done", "not-yet": "not-yet", drop: "dropped" } as const;

/**
 * Returns why the event is refused, or undefined when it may be carried out. `revision` is that of the card that was
 * pressed; a remark is accepted from an older card too.
 */
function findRefusal(checkIn: CheckIn, event: WalkEvent, revision: number): WalkRefusal | undefined {
  if (checkIn.sealedAt !== undefined) return "sealed";
  if (checkIn.status === "closed" || checkIn.status === "cancelled") return "not-open";
  if (event.do === "seal") return undefined;
  if (!isKnown(checkIn, event)) return "unknown-question";
  const isCurrent = revision === checkIn.revision || event.do === "remark";
  if (isDoneAlready(checkIn, event, isCurrent)) return "already-saved";
  if (!isCurrent || !isOffered(checkIn, event)) return "stale";
  return undefined;
}

function isKnown({ items }: CheckIn, event: WalkEvent): boolean {
  if ("questionId" in event) return findQuestionItem(items, event.questionId) !== undefined;
  return event.do !== "step-report" || items.some((item) => item.kind === "step" && item.stepId === event.stepId);
}

/**
 * Recognizes a second click, or the same press delivered again. On a current card it is one only where it would
 * change nothing.
 */
function isDoneAlready(checkIn: CheckIn, event: WalkEvent, isCurrent: boolean): boolean {
  if (event.do === "finish") return checkIn.status === "finished";
  if (event.do === "remark") return sameRemark(findQuestionItem(checkIn.items, event.questionId) ?? {}, event.remark);
  return !isCurrent && isInPlace(checkIn, event);
}

function isInPlace(checkIn: CheckIn, event: WalkEvent): boolean {
  const item = "questionId" in event ? findQuestionItem(checkIn.items, event.questionId) : undefined;
  switch (event.do) {
    case "answer":
      return item?.outcome === "answered" && sameReply(item.reply, event.reply);
    case "unchanged":
      return item?.outcome === "answered" && sameReply(item.reply, item.before?.reply);
    case "skip":
      return item?.outcome !== "pending";
    case "change":
      return isAt(checkIn.position, item);
    case "step-report":
      return checkIn.items.some(
        (other) => other.kind === "step" && other.stepId === event.stepId && other.outcome === STEP_OUTCOMES[event.report],
      );
    case "pause":
      return checkIn.status === "paused";
    case "resume":
      return checkIn.status === "open";
    case "choose-baseline":
      return checkIn.position.on !== "offer";
    default:
      return false;
  }
}

/** Tells whether the card as it is now offers this move for the item that it shows. */
function isOffered({ status, position, items }: CheckIn, event: WalkEvent): boolean {
  if (status === "paused") return event.do === "resume";
  const moves = status === "finished" ? FINISHED_MOVES : OPEN_MOVES;
  if (!moves[position.on].includes(event.do)) return false;
  if (event.do === "step-report") return position.on === "step" && position.stepId === event.stepId;
  if (event.do !== "answer" && event.do !== "unchanged" && event.do !== "skip") return true;
  return isAt(position, findQuestionItem(items, event.questionId));
}
