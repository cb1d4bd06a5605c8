/**
 * Rows of next steps, value and evidence: one type for each table. Flags are 0 or 1, and instants are in milliseconds
 * since 1970 UTC.
 */
import type { DeclineReason, StepStatus } from "../../core/next-steps/step.ts";
import type { Rating } from "../../core/rating.ts";

/** A row of the table `steps`; `due` and `snoozed_until` are local dates. */
export type StepRow = {
  id: string;
  team_id: string;
  question_id: string;
  from_rating: Rating;
  status: StepStatus;
  owner_id: string | null;
  offered_to: string | null;
  due: string | null;
  snoozed_until: string | null;
  decline_reason: DeclineReason | null;
  taken_at: number | null;
  done_at: number | null;
  from_nudge: number;
  overdue_count: number;
  raised_at: number | null;
  created_at: number;
  revision: number;
};

/** A row of the table `value_records`; `measured_on` is a local date. */
export type ValueRecordRow = {
  id: string;
  team_id: string;
  goal: string;
  kpi: string;
  before: string;
  after: string;
  measured_on: string;
  link: string | null;
  question_id: string | null;
  added_by: string;
  added_at: number;
  removed_at: number | null;
};

/** A row of the table `confirmations`: a lead confirmed a link as evidence for a question. */
export type ConfirmationRow = {
  id: string;
  team_id: string;
  question_id: string;
  evidence: string;
  confirmed_by: string;
  at: number;
};
