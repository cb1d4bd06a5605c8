/** How a check-in begins, and how it grows when a new team's member chooses to answer everything at once. */
import type { AgendaItem, CheckIn } from "./check-in.ts";
import { findQuestionItem, firstPending, positionOf } from "./items.ts";

/** The fields of a check-in that its caller decides. Status, position and revision follow from them. */
export type NewCheckIn = Omit<CheckIn, "status" | "position" | "revision" | "finishedAt" | "sealedAt"> & {
  /** True: the first card asks whether to answer everything now or to spread it over the rounds. */
  readonly offersBaseline?: boolean;
};

/**
 * Returns an open check-in at its first pending item, or at the offer, with revision 1. Without a pending item there
 * is nothing to ask, so it is finished at once.
 */
export function buildCheckIn({ offersBaseline = false, ...fields }: NewCheckIn): CheckIn {
  const first = firstPending(fields.items);
  if (!first) return { ...fields, status: "finished", position: { on: "summary" }, revision: 1, finishedAt: fields.openedAt };
  return { ...fields, status: "open", position: offersBaseline ? { on: "offer" } : positionOf(first), revision: 1 };
}

/**
 * Returns the check-in with `items` as its remaining agenda, as the effect `extend-agenda` asks for. What was
 * answered, skipped or reported on is kept, and so is the revision.
 */
export function extendAgenda(checkIn: CheckIn, items: readonly AgendaItem[]): CheckIn {
  const kept = checkIn.items.filter((item) => item.kind === "step" || item.outcome !== "pending");
  const added = items.filter((item) => item.kind === "question" && !findQuestionItem(kept, item.questionId));
  const all = [...kept, ...added];
  const first = firstPending(all);
  return { ...checkIn, items: all, position: first ? positionOf(first) : checkIn.position };
}
