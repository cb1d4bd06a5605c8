/**
 * Indexes for conversations in Teams by user and by when they were seen. Without them, a whole tenant was read to find
 * one person.
 */
import type { Migration } from "./migrate.ts";

/** Replaces the index of direct conversations and adds one of the latest conversations. */
export const teamsConversationOrder: Migration = {
  number: 9,
  name: "teams-conversation-order",
  sql: `
    DROP INDEX teams_conversations_of_user;
    CREATE INDEX teams_conversations_of_user ON teams_conversations (user_id, workspace_id, seen_at) WHERE user_id IS NOT NULL;
    CREATE INDEX teams_conversations_latest ON teams_conversations (workspace_id, seen_at);
  `,
};
