/** Finds items of an agenda by id, never by a remembered index. */
import type { Remark } from "../answer.ts";
import type { AgendaItem, CheckIn, Position, QuestionItem } from "./check-in.ts";

/** Returns the position that points at this item. */
export function positionOf(item: AgendaItem): Position {
  return item.kind === "step" ? { on: "step", stepId: item.stepId } : { on: "question", questionId: item.questionId };
}

/**
 * Tells whether the position points at this item. The offer and the summary point at no item, and no position points
 * at undefined.
 */
export function isAt(position: Position, item: AgendaItem | undefined): boolean {
  if (position.on === "question") return item?.kind === "question" && item.questionId === position.questionId;
  return position.on === "step" && item?.kind === "step" && item.stepId === position.stepId;
}

/** Returns the index of the item that the check-in has reached, or −1 on the offer and the summary. */
export function findCurrentIndex({ items, position }: Pick<CheckIn, "items" | "position">): number {
  return items.findIndex((item) => isAt(position, item));
}

/** Returns the agenda's item for this question, or undefined when the question is not on it. */
export function findQuestionItem(items: readonly AgendaItem[], questionId: string): QuestionItem | undefined {
  return items.find((item): item is QuestionItem => item.kind === "question" && item.questionId === questionId);
}

/** Returns the first item that has not been answered, skipped or reported on, or undefined when none is left. */
export function firstPending(items: readonly AgendaItem[]): AgendaItem | undefined {
  return items.find((item) => item.outcome === "pending");
}

/** Tells whether the member did something about this item: answered, skipped or reported on it. */
export function isActed(item: AgendaItem): boolean {
  return item.outcome !== "pending";
}

/** Returns the items with the one of the same question or step replaced. The list is unchanged when it has no such item. */
export function replaceItem(items: readonly AgendaItem[], changed: AgendaItem): readonly AgendaItem[] {
  return items.map((item) => (isAt(positionOf(item), changed) ? changed : item));
}

/** Returns only the note and the evidence link. An empty note is dropped, and `noteShared` is set only beside a note. */
export function remarkOf({ note, noteShared, evidence }: Remark): Remark {
  return {
    ...(note && { note, noteShared: noteShared === true }),
    ...(evidence && { evidence }),
  };
}

/** Tells whether both hold the same note, the same sharing and the same link. An empty note equals none. */
export function sameRemark(left: Remark, right: Remark): boolean {
  const [one, other] = [remarkOf(left), remarkOf(right)];
  return one.note === other.note && one.noteShared === other.noteShared && one.evidence === other.evidence;
}

/** Returns everything but the note, its sharing and the evidence link. */
export function dropRemark<T extends Remark>({
  note: _note,
  noteShared: _shared,
  evidence: _link,
  ...rest
}: T): Omit<T, keyof Remark> {
  return rest;
}
