/** Reports are prepared like exports: a team's, or the programme's, which is about no team. */
import type { Migration } from "./migrate.ts";

/** Lets the table of exports hold reports, by making it anew: SQLite changes no CHECK of a table. */
export const reportsInChat: Migration = {
  number: 121,
  name: "reports-in-chat",
  sql: `
    CREATE TABLE exports_next (
      id TEXT PRIMARY KEY,
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      person_id TEXT NOT NULL REFERENCES people (id),
      team_id TEXT REFERENCES teams (id),
      scope TEXT NOT NULL CHECK (scope IN ('team', 'own', 'report', 'programme')),
      format TEXT NOT NULL CHECK (format IN ('csv', 'json', 'md', 'pdf', 'html')),
      locale TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('queued', 'writing', 'ready')),
      attempt INTEGER NOT NULL,
      not_before INTEGER NOT NULL,
      asked_at INTEGER NOT NULL,
      ready_at INTEGER,
      CHECK ((scope = 'programme') = (team_id IS NULL))
    ) STRICT;
    INSERT INTO exports_next SELECT id, workspace_id, person_id, team_id, scope, format, locale, status, attempt, not_before,
      asked_at, ready_at FROM exports;
    DROP TABLE exports;
    ALTER TABLE exports_next RENAME TO exports;
    CREATE UNIQUE INDEX exports_under_way ON exports (person_id, workspace_id, coalesce(team_id, ''), scope, format)
      WHERE status <> 'ready';
    CREATE INDEX exports_queue ON exports (workspace_id, status, not_before) WHERE status <> 'ready';
    CREATE INDEX exports_in_order ON exports (asked_at, id) WHERE status <> 'ready';
    CREATE INDEX exports_ready ON exports (ready_at, id) WHERE status = 'ready';
    CREATE INDEX exports_of_team ON exports (team_id);
  `,
};
