/** A concrete action for a weak question, from suggestion to outcome, as it is stored. */
import type { Rating } from "../catalogue/catalogue.ts";
import type { Instant, LocalDate } from "../time.ts";

/** suggested → taken → done; or snoozed, declined. A suggestion that nobody touched is not stored. */
export type StepStatus = "taken" | "done" | "snoozed" | "declined";
export const DECLINE_REASONS = ["not-now", "not-ours", "done-already", "disagree"] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

export type Step = {
  readonly id: string;
  readonly teamId: string;
  readonly questionId: string;
  /** The answer whose next step this is: 0–2. */
  readonly fromRating: Rating;
  readonly status: StepStatus;
  /** The person who accepted it; undefined for a snooze or a decline of the whole team. */
  readonly ownerId?: string;
  /** Handed to someone who has not accepted yet. */
  readonly offeredTo?: string;
  readonly due?: LocalDate;
  readonly snoozedUntil?: LocalDate;
  readonly declineReason?: DeclineReason;
  readonly takenAt?: Instant;
  readonly doneAt?: Instant;
  /** The nudge that led to it, if one did. */
  readonly fromNudge: boolean;
  /** How often its due date passed undone. At two it is raised to the leads, once. */
  readonly overdueCount: number;
  readonly raisedAt?: Instant;
  readonly createdAt: Instant;
  readonly revision: number;
};
