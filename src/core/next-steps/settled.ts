/** Tells which steps a team has already decided about, so that they are not suggested again. */
import type { Rating } from "../rating.ts";
import { DAY_MS, type Instant, type LocalDate } from "../time.ts";
import type { Step } from "./step.ts";

/** How long a suggestion that one person declined is not made again to the team, in days. Then it is suggested once more. */
export const DECLINED_RESTS_DAYS = 90;

/** How long a step that was done is not suggested again while its question keeps the same answer, in milliseconds. */
export const DONE_RESTS_MS = 90 * DAY_MS;

type Of = { readonly questionId: string; readonly fromRating: Rating };
type Known = { readonly steps: readonly Step[]; readonly today: LocalDate };

/**
 * Tells whether the team has already decided about this step. A step that is taken or snoozed blocks every suggestion
 * for its question; one that was declined or done within 90 days blocks only the step from the same answer.
 */
export function isStepSettled(of: Of, { steps, today, at }: Known & { readonly at: Instant }): boolean {
  return steps.some((step) => {
    if (step.questionId !== of.questionId) return false;
    switch (step.status) {
      case "taken":
        return true;
      case "snoozed":
        return isPutAside(step, today);
      case "declined":
        return step.fromRating === of.fromRating && isPutAside(step, today);
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
      (step.status === "taken" || (isPutAside(step, today) && (step.status === "snoozed" || step.declineReason === "not-now"))),
  );
}

/** Tells whether the team put the suggestion aside, by "not now" or by declining it, and that is still in force. */
export function isPutAside({ status, snoozedUntil }: Step, today: LocalDate): boolean {
  if (status === "declined") return snoozedUntil === undefined || snoozedUntil > today;
  return status === "snoozed" && snoozedUntil !== undefined && snoozedUntil > today;
}
