/** Tells which steps a team has already decided about, so that they are not suggested again. */
import type { Rating } from "../rating.ts";
import { DAY_MS, type Instant, type LocalDate } from "../time.ts";
import type { Step } from "./step.ts";

/** How long a step that was done is not suggested again while its question keeps the same answer, in milliseconds. */
export const DONE_RESTS_MS = 90 * DAY_MS;

type Of = { readonly questionId: string; readonly fromRating: Rating };
type Known = { readonly steps: readonly Step[]; readonly today: LocalDate };

/**
 * Tells whether the team has already decided about this step. A step that is taken or snoozed blocks every suggestion
 * for its question; one that was declined, or done within 90 days, blocks only the step from the same answer.
 */
export function isStepSettled(of: Of, { steps, today, at }: Known & { readonly at: Instant }): boolean {
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
 * Tells whether a weak question that is not suggested holds back the questions that depend on it. It does while its
 * step is taken, snoozed or declined as "not now", and not where the team called it done, another team's, or wrong.
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
