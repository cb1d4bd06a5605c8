/**
 * Rows of what is asked and answered: one type for each table. Flags are 0 or 1, and instants are in milliseconds since
 * 1970 UTC.
 */
import type { CheckInKind, CheckInStatus } from "../../core/check-in/check-in.ts";
import type { Rating } from "../../core/rating.ts";
import type { NotApplicableReason, Reply } from "../../core/reply.ts";
import type { Excuse, RoundStatus, TurnState } from "../../core/schedule/round.ts";

/** A row of the table `catalogues`; `content` is the edition as JSON, and `digest` its SHA-256 hash. */
export type CatalogueRow = { key: string; edition: string; version: number; digest: string; content: string };

/** A row of the table `check_ins`; `items` and `position` are JSON. */
export type CheckInRow = {
  id: string;
  team_id: string;
  membership_id: string;
  person_id: string;
  round_id: string | null;
  kind: CheckInKind;
  dimension_id: string | null;
  edition: string;
  status: CheckInStatus;
  items: string;
  position: string;
  revision: number;
  opened_at: number;
  finished_at: number | null;
  sealed_at: number | null;
};

/** A row of the table `answers`. A rating or a reason is present when the reply is of that kind. */
export type AnswerRow = {
  id: string;
  team_id: string;
  membership_id: string;
  question_id: string;
  edition: string;
  check_in_id: string;
  reply: Reply["kind"];
  rating: Rating | null;
  reason: NotApplicableReason | null;
  note: string | null;
  note_shared: number | null;
  evidence: string | null;
  at: number;
};

/** A row of the table `rounds`. */
export type RoundRow = {
  id: string;
  team_id: string;
  number: number;
  slot: string;
  opens_at: number;
  closes_at: number;
  status: RoundStatus;
  closed_at: number | null;
  digest_at: number | null;
  sealed_at: number | null;
  next_action_at: number | null;
};

/** A row of the table `turns`. */
export type TurnRow = {
  id: string;
  round_id: string;
  team_id: string;
  membership_id: string;
  person_id: string;
  due_at: number;
  window_ends_at: number;
  state: TurnState;
  excuse: Excuse | null;
  check_in_id: string | null;
  asked_at: number | null;
  finished_at: number | null;
  reminders_sent: number;
  next_action_at: number | null;
};

/** A row of the table `standings`. It belongs to a round or to a milestone; `standing` is JSON, and `raw` 1 until it is rewritten. */
export type StandingRow = {
  id: string;
  team_id: string;
  round_id: string | null;
  milestone_id: string | null;
  gate_met: number;
  gate_total: number;
  at: number;
  standing: string;
  raw: number;
};

/** A row of the table `team_standings`; `content` is JSON, and null until the standing was written for the first time. */
export type TeamStandingRow = {
  team_id: string;
  at: number;
  score: number | null;
  coverage: number | null;
  gate_met: number;
  gate_total: number;
  gate_passed: number;
  content: string | null;
  due_at: number | null;
};

/** A row of the table `published_values`; `ratings` are digits, ascending, and `people` is JSON. */
export type PublishedValueRow = {
  team_id: string;
  question_id: string;
  number: number;
  at: number;
  ratings: string;
  people: string;
  known: number;
};

/** A row of the table `lapsed_answers`. */
export type LapsedAnswerRow = { team_id: string; membership_id: string; question_id: string; until: number };

/** A row of the table `milestones`. */
export type MilestoneRow = { id: string; team_id: string; name: string; at: number };
