/** The value ledger: goals, KPIs, readings, the questions that wait for one, and the goal owners' confirmations. */
import type { Migration } from "./migrate.ts";

/** Creates the tables of the value ledger. A stored number never changes: a trigger refuses that. */
export const valueLedger: Migration = {
  number: 70,
  name: "value-ledger",
  sql: `
    CREATE TABLE goals (
      id TEXT PRIMARY KEY,
      team_id TEXT NOT NULL REFERENCES teams (id),
      sentence TEXT NOT NULL,
      owner_id TEXT REFERENCES people (id),
      owner_name TEXT,
      added_by TEXT NOT NULL,
      added_at INTEGER NOT NULL,
      retired_at INTEGER,
      revision INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX goals_of_team ON goals (team_id, id);
    CREATE INDEX goals_of_owner ON goals (owner_id) WHERE owner_id IS NOT NULL;

    CREATE TABLE kpis (
      id TEXT PRIMARY KEY,
      team_id TEXT NOT NULL REFERENCES teams (id),
      goal_id TEXT NOT NULL REFERENCES goals (id),
      name TEXT NOT NULL,
      unit TEXT NOT NULL,
      wanted TEXT NOT NULL CHECK (wanted IN ('up', 'down')),
      source TEXT,
      baseline_value TEXT,
      baseline_on TEXT,
      target_value TEXT,
      target_on TEXT,
      reader_id TEXT REFERENCES people (id),
      rhythm TEXT NOT NULL CHECK (rhythm IN ('weekly', 'monthly', 'quarterly')),
      money TEXT CHECK (json_valid(money)),
      question_id TEXT,
      moved_by TEXT NOT NULL CHECK (json_valid(moved_by)),
      added_by TEXT NOT NULL,
      added_at INTEGER NOT NULL,
      retired_at INTEGER,
      next_ask_at INTEGER,
      revision INTEGER NOT NULL,
      CHECK ((baseline_value IS NULL) = (baseline_on IS NULL)),
      CHECK ((target_value IS NULL) = (target_on IS NULL))
    ) STRICT;
    CREATE INDEX kpis_of_team ON kpis (team_id, id);
    CREATE INDEX kpis_of_reader ON kpis (reader_id) WHERE reader_id IS NOT NULL;
    CREATE INDEX kpis_due ON kpis (next_ask_at, id) WHERE next_ask_at IS NOT NULL;

    CREATE TABLE readings (
      id TEXT PRIMARY KEY,
      team_id TEXT NOT NULL REFERENCES teams (id),
      kpi_id TEXT NOT NULL REFERENCES kpis (id),
      value TEXT NOT NULL,
      read_on TEXT NOT NULL,
      note TEXT,
      link TEXT,
      added_by TEXT,
      added_at INTEGER NOT NULL,
      superseded_by TEXT,
      withdrawn_at INTEGER
    ) STRICT;
    CREATE INDEX readings_of_kpi ON readings (kpi_id, read_on, id);
    CREATE INDEX readings_of_team ON readings (team_id, id);
    CREATE TRIGGER readings_never_change BEFORE UPDATE OF value, read_on, kpi_id ON readings
      BEGIN SELECT RAISE(ABORT, 'readings are append-only'); END;

    CREATE TABLE reading_asks (
      id TEXT PRIMARY KEY,
      kpi_id TEXT NOT NULL UNIQUE REFERENCES kpis (id) ON DELETE CASCADE,
      person_id TEXT NOT NULL REFERENCES people (id),
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      read_on TEXT NOT NULL,
      asked_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX reading_asks_of_person ON reading_asks (person_id, asked_at);

    CREATE TABLE value_confirmations (
      id TEXT PRIMARY KEY,
      team_id TEXT NOT NULL REFERENCES teams (id),
      kpi_id TEXT NOT NULL REFERENCES kpis (id),
      reading_id TEXT NOT NULL REFERENCES readings (id),
      how TEXT NOT NULL,
      owner_name TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      confirmed_on TEXT NOT NULL,
      link TEXT,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX value_confirmations_of_team ON value_confirmations (team_id, id);
  `,
};
