/** What a team already said about a step: which are not suggested again, and which dependencies are still to come. */
import type { Rating } from "../catalogue/catalogue.ts";
import { DAY_MS, type Instant, type LocalDate } from "../time.ts";
import type { Step } from "./step.ts";

/** A step that was done is not suggested again for as long as its question stays at the same answer, at most this long. */
export const DONE_RESTS_MS = 90 * DAY_MS;

type Of = { readonly questionId: string; readonly fromRating: Rating };
type Known = { readonly steps: readonly Step[]; readonly today: LocalDate };

/**
 * Taken: nothing of its question is suggested. Snoozed: nothing of it until the date has come. Declined, or done within 90
 * days: not this one; the step from another answer may come.
 */
export function isSettled(of: Of, { steps, today, at }: Known & { readonly at: Instant }): boolean {
  return steps.some((step) => {
    if (step.questionId !== of.questionId) return false;
    switch (step.status) {
      case "taken":
        return true;
      case "snoozed":
        return isSnoozed(step, today);
      case "declined":
        return step.fromRating === of.fromRating;
      case "done":
        return step.fromRating === of.fromRating && step.doneAt !== undefined && at - step.doneAt <= DONE_RESTS_MS;
      default:
        return step.status satisfies never;
    }
  });
}

/**
 * Whether a weak question that is not suggested holds back what depends on it. It does while a step for it is taken, snoozed
 * or put off; not where the team said that it is done already, another's, or wrong.
 */
export function holdsBack(questionId: string, { steps, today }: Known): boolean {
  return steps.some(
    (step) =>
      step.questionId === questionId &&
      (step.status === "taken" || isSnoozed(step, today) || (step.status === "declined" && step.declineReason === "not-now")),
  );
}

function isSnoozed(step: Step, today: LocalDate): boolean {
  return step.status === "snoozed" && step.snoozedUntil !== undefined && step.snoozedUntil > today;
}
