/** Finding one's way among the items of an agenda: by id, never by a remembered index. */
import type { AgendaItem, CheckIn, Position, QuestionItem } from "./check-in.ts";

export function positionOf(item: AgendaItem): Position {
  return item.kind === "step" ? { on: "step", stepId: item.stepId } : { on: "question", questionId: item.questionId };
}

export function isAt(position: Position, item: AgendaItem | undefined): boolean {
  if (position.on === "question") return item?.kind === "question" && item.questionId === position.questionId;
  return position.on === "step" && item?.kind === "step" && item.stepId === position.stepId;
}

/** −1 on the offer and the summary. */
export function findCurrentIndex({ items, position }: Pick<CheckIn, "items" | "position">): number {
  return items.findIndex((item) => isAt(position, item));
}

export function findQuestionItem(items: readonly AgendaItem[], questionId: string): QuestionItem | undefined {
  return items.find((item): item is QuestionItem => item.kind === "question" && item.questionId === questionId);
}

export function firstPending(items: readonly AgendaItem[]): AgendaItem | undefined {
  return items.find((item) => item.outcome === "pending");
}

export function replaceItem(items: readonly AgendaItem[], changed: AgendaItem): readonly AgendaItem[] {
  return items.map((item) => (isAt(positionOf(item), changed) ? changed : item));
}
