/** What is to be sent, nudges, what was shown, events that were handled, and single values of the installation. */
import type { Migration } from "./migrate.ts";

/** Creates the tables of posts, the outbox, nudges, shown posts, handled events and settings. */
export const delivery: Migration = {
  number: 4,
  name: "delivery",
  sql: `
    CREATE TABLE posts (
      id TEXT PRIMARY KEY,
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      target_person_id TEXT,
      target_workspace_id TEXT,
      target_channel_id TEXT,
      purpose TEXT NOT NULL,
      subject_id TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      platform_ref TEXT,
      removed_at INTEGER,
      CHECK ((target_person_id IS NULL) = (target_channel_id IS NOT NULL)),
      CHECK ((target_workspace_id IS NULL) = (target_channel_id IS NULL))
    ) STRICT;
    CREATE INDEX posts_of_subject ON posts (purpose, subject_id, created_at, id);
    CREATE INDEX posts_by_platform_ref ON posts (workspace_id, platform_ref) WHERE platform_ref IS NOT NULL;
    CREATE INDEX posts_of_person ON posts (target_person_id) WHERE target_person_id IS NOT NULL;

    CREATE TABLE outbox (
      id TEXT PRIMARY KEY,
      post_id TEXT NOT NULL REFERENCES posts (id),
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      lane TEXT NOT NULL,
      operation TEXT NOT NULL,
      message TEXT NOT NULL CHECK (json_valid(message)),
      unsolicited INTEGER NOT NULL CHECK (unsolicited IN (0, 1)),
      person_id TEXT,
      not_before INTEGER NOT NULL,
      expires_at INTEGER,
      still_wanted TEXT CHECK (json_valid(still_wanted)),
      status TEXT NOT NULL,
      attempt INTEGER NOT NULL,
      lease_until INTEGER,
      failure TEXT,
      created_at INTEGER NOT NULL,
      sent_at INTEGER
    ) STRICT;
    CREATE INDEX outbox_due ON outbox (not_before, id, workspace_id) WHERE status = 'pending';
    CREATE INDEX outbox_due_of_workspace ON outbox (workspace_id, not_before, id) WHERE status = 'pending';
    CREATE INDEX outbox_lane ON outbox (lane, created_at, id) WHERE status = 'pending';
    CREATE INDEX outbox_leased ON outbox (lease_until, id, workspace_id) WHERE status = 'sending';
    CREATE INDEX outbox_busy ON outbox (lane) WHERE status = 'sending';
    CREATE INDEX outbox_sent ON outbox (sent_at, id) WHERE sent_at IS NOT NULL;
    CREATE INDEX outbox_of_post ON outbox (post_id, operation, status);
    CREATE INDEX outbox_settled ON outbox (status, id) WHERE status NOT IN ('pending', 'sending');
    CREATE INDEX outbox_unsolicited ON outbox (person_id, status, sent_at) WHERE unsolicited = 1;

    CREATE TABLE nudges (
      id TEXT PRIMARY KEY,
      team_id TEXT NOT NULL REFERENCES teams (id),
      person_id TEXT NOT NULL REFERENCES people (id),
      about TEXT NOT NULL,
      key TEXT NOT NULL,
      question_id TEXT NOT NULL,
      step_id TEXT,
      at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX nudges_of_person ON nudges (person_id, at, id);
    CREATE INDEX nudges_of_team ON nudges (team_id);

    CREATE TABLE shown_posts (
      sequence INTEGER PRIMARY KEY,
      ref TEXT NOT NULL UNIQUE,
      conversation TEXT NOT NULL,
      message TEXT NOT NULL CHECK (json_valid(message)),
      shown_at INTEGER NOT NULL,
      edited_at INTEGER
    ) STRICT;
    CREATE INDEX shown_posts_in_order ON shown_posts (conversation, sequence);

    CREATE TABLE inbox (key TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX inbox_by_age ON inbox (at);

    CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
};
