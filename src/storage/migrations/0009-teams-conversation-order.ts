/** Conversations in Teams by who is in them and by when they were seen: without these a whole tenant was read for one person. */
import type { Migration } from "./migrate.ts";

export const teamsConversationOrder: Migration = {
  number: 9,
  name: "teams-conversation-order",
  sql: `
    DROP INDEX teams_conversations_of_user;
    CREATE INDEX teams_conversations_of_user ON teams_conversations (user_id, workspace_id, seen_at) WHERE user_id IS NOT NULL;
    CREATE INDEX teams_conversations_latest ON teams_conversations (workspace_id, seen_at);
  `,
};
