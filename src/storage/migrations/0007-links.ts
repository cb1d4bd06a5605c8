/**
 * One team on two platforms: second homes, one-time codes by their hash, and wrong tries. An answer passes to another
 * membership only while the two stand in `mergers`: its author proved to be one person.
 */
import type { Migration } from "./migrate.ts";

/** Creates the tables of second homes, link requests, wrong codes and mergers, and lets an answer pass to a merged membership. */
export const links: Migration = {
  number: 7,
  name: "links",
  sql: `
    CREATE TABLE team_homes (
      team_id TEXT NOT NULL REFERENCES teams (id),
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      channel_id TEXT,
      former_team_id TEXT REFERENCES teams (id),
      since INTEGER NOT NULL,
      PRIMARY KEY (team_id, workspace_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX team_homes_of_workspace ON team_homes (workspace_id, channel_id);
    CREATE INDEX team_homes_of_former_team ON team_homes (former_team_id) WHERE former_team_id IS NOT NULL;

    CREATE TABLE link_requests (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      code_hash TEXT NOT NULL UNIQUE,
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      person_id TEXT NOT NULL,
      team_id TEXT REFERENCES teams (id),
      created_at INTEGER NOT NULL,
      claimed_workspace_id TEXT REFERENCES workspaces (id),
      claimed_by TEXT,
      claimed_at INTEGER,
      claimed_channel_id TEXT,
      claimed_team_id TEXT REFERENCES teams (id),
      settled_at INTEGER
    ) STRICT;
    CREATE INDEX link_requests_of_person ON link_requests (person_id);
    CREATE INDEX link_requests_claimed ON link_requests (claimed_by) WHERE claimed_by IS NOT NULL;
    CREATE INDEX link_requests_by_age ON link_requests (created_at);

    CREATE TABLE wrong_codes (person_id TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
    CREATE INDEX wrong_codes_of_person ON wrong_codes (person_id, at);
    CREATE INDEX wrong_codes_by_age ON wrong_codes (at);

    CREATE TABLE mergers (from_id TEXT PRIMARY KEY, into_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
    DROP TRIGGER answers_never_change;
    CREATE TRIGGER answers_never_change
      BEFORE UPDATE OF sequence, id, team_id, question_id, edition, check_in_id, reply, rating, reason, note, note_shared, evidence, at
      ON answers
      BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
    CREATE TRIGGER answers_keep_their_author BEFORE UPDATE OF membership_id ON answers
      WHEN NOT EXISTS (SELECT 1 FROM mergers WHERE from_id = OLD.membership_id AND into_id = NEW.membership_id)
      BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
  `,
};
