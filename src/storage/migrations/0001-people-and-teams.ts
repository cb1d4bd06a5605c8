/** Workspaces, people with their accounts, teams, and who belongs where. */
import type { Migration } from "./migrate.ts";

/** Creates the tables of workspaces, people, accounts, teams and memberships. */
export const peopleAndTeams: Migration = {
  number: 1,
  name: "people-and-teams",
  sql: `
    CREATE TABLE workspaces (
      id TEXT PRIMARY KEY,
      platform TEXT NOT NULL,
      platform_id TEXT NOT NULL,
      name TEXT NOT NULL,
      locale TEXT NOT NULL,
      installed_at INTEGER NOT NULL,
      uninstalled_at INTEGER,
      UNIQUE (platform, platform_id)
    ) STRICT;

    CREATE TABLE people (
      id TEXT PRIMARY KEY,
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      name TEXT NOT NULL,
      chosen_locale TEXT,
      platform_locale TEXT,
      zone TEXT,
      reminders TEXT NOT NULL,
      nudges INTEGER NOT NULL CHECK (nudges IN (0, 1)),
      away_until INTEGER,
      programme_lead INTEGER NOT NULL CHECK (programme_lead IN (0, 1)),
      unreachable TEXT,
      greeted_at INTEGER
    ) STRICT;
    CREATE INDEX people_of_workspace ON people (workspace_id, id);

    CREATE TABLE accounts (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      platform_user_id TEXT NOT NULL,
      person_id TEXT NOT NULL REFERENCES people (id),
      PRIMARY KEY (workspace_id, platform_user_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX accounts_of_person ON accounts (person_id);

    CREATE TABLE teams (
      id TEXT PRIMARY KEY,
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      name TEXT NOT NULL,
      channel_id TEXT,
      locale TEXT NOT NULL,
      schedule TEXT NOT NULL CHECK (json_valid(schedule)),
      questions_per_round INTEGER NOT NULL,
      privacy TEXT NOT NULL,
      edition TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      paused_until INTEGER,
      revision INTEGER NOT NULL,
      next_round_at INTEGER
    ) STRICT;
    CREATE INDEX teams_of_workspace ON teams (workspace_id, id);
    CREATE INDEX teams_of_channel ON teams (workspace_id, channel_id, id) WHERE channel_id IS NOT NULL;
    CREATE INDEX teams_due ON teams (next_round_at, id) WHERE next_round_at IS NOT NULL;

    CREATE TABLE memberships (
      id TEXT PRIMARY KEY,
      team_id TEXT NOT NULL REFERENCES teams (id),
      person_id TEXT NOT NULL REFERENCES people (id),
      kind TEXT NOT NULL,
      lead INTEGER NOT NULL CHECK (lead IN (0, 1)),
      roles TEXT NOT NULL CHECK (json_valid(roles)),
      intervals TEXT NOT NULL CHECK (json_valid(intervals)),
      next_look_at INTEGER,
      UNIQUE (team_id, person_id)
    ) STRICT;
    CREATE INDEX memberships_of_person ON memberships (person_id);
    CREATE INDEX memberships_due ON memberships (next_look_at, id) WHERE next_look_at IS NOT NULL;
  `,
};
