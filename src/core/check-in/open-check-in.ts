/** How a check-in begins, and how it grows when a new team's member chooses to answer everything at once. */
import type { AgendaItem, CheckIn } from "./check-in.ts";
import { findQuestionItem, firstPending, positionOf } from "./items.ts";

export type NewCheckIn = Omit<CheckIn, "status" | "position" | "revision" | "finishedAt" | "sealedAt"> & {
  /** A new team's first round: everything now, or spread over the rounds? */
  readonly offersBaseline?: boolean;
};

/** Open at its first item, or at the offer. Without items there is nothing to ask: it is finished at once. */
export function buildCheckIn({ offersBaseline = false, ...fields }: NewCheckIn): CheckIn {
  const first = firstPending(fields.items);
  if (!first) return { ...fields, status: "finished", position: { on: "summary" }, revision: 1, finishedAt: fields.openedAt };
  return { ...fields, status: "open", position: offersBaseline ? { on: "offer" } : positionOf(first), revision: 1 };
}

/** After `extend-agenda`: what was answered, skipped or reported stays, the rest becomes `items`. Keeps the revision. */
export function extendAgenda(checkIn: CheckIn, items: readonly AgendaItem[]): CheckIn {
  const kept = checkIn.items.filter((item) => item.kind === "step" || item.outcome !== "pending");
  const added = items.filter((item) => item.kind === "question" && !findQuestionItem(kept, item.questionId));
  const all = [...kept, ...added];
  const first = firstPending(all);
  return { ...checkIn, items: all, position: first ? positionOf(first) : checkIn.position };
}
