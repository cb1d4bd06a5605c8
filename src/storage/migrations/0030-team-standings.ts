/** Each team's standing as it was written last, so that lists of teams cost what they show and not what was ever answered. */
import type { Migration } from "./migrate.ts";

/** Creates the table of team standings, with an empty row for each team that is due to be filled at once. */
export const teamStandings: Migration = {
  number: 30,
  name: "team-standings",
  sql: `
    CREATE TABLE team_standings (
      team_id TEXT PRIMARY KEY REFERENCES teams (id),
      at INTEGER NOT NULL,
      score REAL,
      coverage REAL,
      gate_met INTEGER NOT NULL,
      gate_total INTEGER NOT NULL,
      gate_passed INTEGER NOT NULL CHECK (gate_passed IN (0, 1)),
      content TEXT CHECK (json_valid(content)),
      due_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX team_standings_due ON team_standings (due_at, team_id) WHERE due_at IS NOT NULL;
    INSERT INTO team_standings (team_id, at, gate_met, gate_total, gate_passed, due_at)
      SELECT id, 0, 0, 0, 0, 0 FROM teams;
  `,
};
