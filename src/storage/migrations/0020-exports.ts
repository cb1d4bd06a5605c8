/** Exports that people asked for and that have not arrived yet. */
import type { Migration } from "./migrate.ts";

/** Creates the table of exports. Of the same export, one at most is queued or being written. */
export const exportsUnderWay: Migration = {
  number: 20,
  name: "exports",
  sql: `
    CREATE TABLE exports (
      id TEXT PRIMARY KEY,
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      person_id TEXT NOT NULL REFERENCES people (id),
      team_id TEXT NOT NULL REFERENCES teams (id),
      scope TEXT NOT NULL CHECK (scope IN ('team', 'own')),
      format TEXT NOT NULL CHECK (format IN ('csv', 'json', 'md')),
      locale TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('queued', 'writing', 'ready')),
      attempt INTEGER NOT NULL,
      not_before INTEGER NOT NULL,
      asked_at INTEGER NOT NULL,
      ready_at INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX exports_under_way ON exports (person_id, workspace_id, team_id, scope, format) WHERE status <> 'ready';
    CREATE INDEX exports_queue ON exports (workspace_id, status, not_before) WHERE status <> 'ready';
    CREATE INDEX exports_in_order ON exports (asked_at, id) WHERE status <> 'ready';
    CREATE INDEX exports_ready ON exports (ready_at, id) WHERE status = 'ready';
    CREATE INDEX exports_of_team ON exports (team_id);
  `,
};
