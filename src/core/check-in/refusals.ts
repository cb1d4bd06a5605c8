/** Decides which events a check-in refuses and why, and nothing else. */
import { sameReply } from "../reply.ts";
import type { CheckIn, WalkEvent, WalkRefusal } from "./check-in.ts";
import { findQuestionItem, isAt, sameRemark } from "./items.ts";

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
export const STEP_OUTCOMES = { done: "done", "not-yet": "not-yet", drop: "dropped" } as const;

/**
 * Returns why the event is refused, or undefined when it may be carried out. `revision` is that of the card that was
 * pressed; a remark is accepted from an older card too.
 */
export function findRefusal(checkIn: CheckIn, event: WalkEvent, revision: number): WalkRefusal | undefined {
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
