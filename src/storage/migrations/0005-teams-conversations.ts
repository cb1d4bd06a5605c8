/** Where the bot is installed in Microsoft Teams, and the people it met there. */
import type { Migration } from "./migrate.ts";

/** Creates the tables of conversations and users in Microsoft Teams. */
export const teamsConversations: Migration = {
  number: 5,
  name: "teams-conversations",
  sql: `
    CREATE TABLE teams_conversations (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      conversation_id TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('direct', 'group', 'channel')),
      service_url TEXT NOT NULL,
      bot_id TEXT NOT NULL,
      name TEXT,
      team_id TEXT,
      user_id TEXT,
      greeted_at INTEGER,
      seen_at INTEGER NOT NULL,
      PRIMARY KEY (workspace_id, conversation_id),
      CHECK ((kind = 'direct') = (user_id IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX teams_conversations_of_user ON teams_conversations (workspace_id, user_id) WHERE user_id IS NOT NULL;
    CREATE INDEX teams_conversations_of_team ON teams_conversations (workspace_id, team_id) WHERE team_id IS NOT NULL;

    CREATE TABLE teams_users (
      workspace_id TEXT NOT NULL REFERENCES workspaces (id),
      user_id TEXT NOT NULL,
      teams_id TEXT NOT NULL,
      name TEXT NOT NULL,
      email TEXT,
      PRIMARY KEY (workspace_id, user_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX teams_users_by_teams_id ON teams_users (workspace_id, teams_id);
  `,
};
