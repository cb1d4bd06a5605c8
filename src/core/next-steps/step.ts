/** A concrete action for a weak question, from suggestion to outcome, as it is stored. */
import type { Rating } from "../rating.ts";
import type { Instant, LocalDate } from "../time.ts";

/** What became of a step. A suggestion that nobody acted on is not stored. */
export type StepStatus = "taken" | "done" | "snoozed" | "declined";

/** The reasons for declining a step, in the order in which they are offered. */
export const DECLINE_REASONS = ["not-now", "not-ours", "done-already", "disagree"] as const;

/** One of the reasons for declining a step. */
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** A concrete action for a weak question, as it is stored. */
export type Step = {
  readonly id: string;
  readonly teamId: string;
  readonly questionId: string;
  /** The answer, 0 to 2, whose next step this is. */
  readonly fromRating: Rating;
  readonly status: StepStatus;
  /** The person who accepted it; undefined while the whole team has snoozed or declined it. */
  readonly ownerId?: string;
  /** The person to whom it was offered and who has not accepted yet. */
  readonly offeredTo?: string;
  readonly due?: LocalDate;
  /** From this day on a step that was snoozed or declined is suggested again. */
  readonly snoozedUntil?: LocalDate;
  readonly declineReason?: DeclineReason;
  readonly takenAt?: Instant;
  readonly doneAt?: Instant;
  /** Whether it began with a nudge. */
  readonly fromNudge: boolean;
  /** How often its due date passed while it was not done. At two the leads are told, once. */
  readonly overdueCount: number;
  readonly raisedAt?: Instant;
  readonly createdAt: Instant;
  /** Grows by one with each change, so that a press on an old card can be recognized. */
  readonly revision: number;
};
