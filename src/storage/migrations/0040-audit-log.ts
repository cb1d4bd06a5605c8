/** The audit log: who changed what, and when. It refers to nothing, so that it outlives the people and teams that it names. */
import type { Migration } from "./migrate.ts";

/** Creates the table of the audit log, empty. */
export const auditLog: Migration = {
  number: 40,
  name: "audit-log",
  sql: `
    CREATE TABLE audit_log (
      id TEXT PRIMARY KEY,
      at INTEGER NOT NULL,
      workspace_id TEXT NOT NULL,
      team_id TEXT,
      author TEXT NOT NULL CHECK (author IN ('person', 'operator', 'platform')),
      author_id TEXT,
      through TEXT NOT NULL,
      act TEXT NOT NULL,
      subject_id TEXT,
      details TEXT NOT NULL CHECK (json_valid(details)),
      CHECK ((author = 'person') = (author_id IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX audit_log_by_age ON audit_log (at, id);
    CREATE INDEX audit_log_of_team ON audit_log (team_id, at, id) WHERE team_id IS NOT NULL;
    CREATE INDEX audit_log_of_workspace ON audit_log (workspace_id, at, id);
    CREATE TRIGGER audit_log_never_changes
      BEFORE UPDATE OF id, at, workspace_id, team_id, author, through, act, details ON audit_log
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  `,
};
