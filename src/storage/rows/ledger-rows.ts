/** Rows of the value ledger: one type for each table. Instants are in milliseconds since 1970 UTC, numbers decimals as text. */
import type { Direction, ReadingRhythm } from "../../core/value/kpi.ts";

/** A row of the table `goals`. */
export type GoalRow = {
  id: string;
  team_id: string;
  sentence: string;
  owner_id: string | null;
  owner_name: string | null;
  added_by: string;
  added_at: number;
  retired_at: number | null;
  revision: number;
};

/** A row of the table `kpis`; the dates are local, `money` and `moved_by` are JSON. */
export type KpiRow = {
  id: string;
  team_id: string;
  goal_id: string;
  name: string;
  unit: string;
  wanted: Direction;
  source: string | null;
  baseline_value: string | null;
  baseline_on: string | null;
  target_value: string | null;
  target_on: string | null;
  reader_id: string | null;
  rhythm: ReadingRhythm;
  money: string | null;
  question_id: string | null;
  moved_by: string;
  added_by: string;
  added_at: number;
  retired_at: number | null;
  next_ask_at: number | null;
  revision: number;
};

/** A row of the table `readings`; `read_on` is a local date. */
export type ReadingRow = {
  id: string;
  team_id: string;
  kpi_id: string;
  value: string;
  read_on: string;
  note: string | null;
  link: string | null;
  added_by: string | null;
  added_at: number;
  superseded_by: string | null;
  withdrawn_at: number | null;
};

/** A row of the table `reading_asks`: a question that waits for a number. */
export type ReadingAskRow = {
  id: string;
  kpi_id: string;
  person_id: string;
  workspace_id: string;
  read_on: string;
  asked_at: number;
};

/** A row of the table `value_confirmations`; `confirmed_on` is a local date. */
export type ValueConfirmationRow = {
  id: string;
  team_id: string;
  kpi_id: string;
  reading_id: string;
  how: string;
  owner_name: string;
  recorded_by: string;
  confirmed_on: string;
  link: string | null;
  at: number;
};
