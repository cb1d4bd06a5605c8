/** Stores where the bot may write in Microsoft Teams, and the people whom it met there. */
import type { TeamsConversation, TeamsConversationStore, TeamsUser } from "../../app/ports/teams-conversation-store.ts";
import { parsePresent } from "../rows/row.ts";
import type { TeamsConversationRow, TeamsUserRow } from "../rows/sending-rows.ts";
import { prepare, type Db } from "../sqlite/unit-driver.ts";
import { findForgotten } from "./forgotten-accounts.ts";

/** Creates the store of conversations and users in Teams over the database. */
export function createTeamsConversationStore(db: Db): TeamsConversationStore {
  const all = db.selectFrom("teams_conversations").selectAll();
  const users = db.selectFrom("teams_users").selectAll();
  const byId = prepare(db, ({ workspaceId, conversationId }: { workspaceId: string; conversationId: string }) =>
    all.where("workspace_id", "=", workspaceId).where("conversation_id", "=", conversationId),
  );
  const direct = prepare(db, ({ workspaceId, userId }: { workspaceId: string; userId: string }) =>
    all.where("workspace_id", "=", workspaceId).where("user_id", "=", userId).orderBy("seen_at", "desc").limit(1),
  );
  const latest = prepare(db, ({ workspaceId }: { workspaceId: string }) =>
    all.where("workspace_id", "=", workspaceId).orderBy("seen_at", "desc").limit(1),
  );
  const userById = prepare(db, ({ workspaceId, userId }: { workspaceId: string; userId: string }) =>
    users.where("workspace_id", "=", workspaceId).where("user_id", "=", userId),
  );
  const save = prepare(db, (row: TeamsConversationRow) =>
    db
      .insertInto("teams_conversations")
      .values(row)
      .onConflict((conflict) => conflict.columns(["workspace_id", "conversation_id"]).doUpdateSet(row)),
  );
  return {
    async find(workspaceId, conversationId) {
      const row = byId.first({ workspaceId, conversationId });
      return row && parseConversation(row);
    },
    async findDirect(workspaceId, userId) {
      const row = direct.first({ workspaceId, userId });
      return row && parseConversation(row);
    },
    async latest(workspaceId) {
      const row = latest.first({ workspaceId });
      return row && parseConversation(row);
    },
    async listShared(workspaceId) {
      const shared = all.where("workspace_id", "=", workspaceId).where("kind", "!=", "direct");
      return (await shared.orderBy("name").orderBy("conversation_id").execute()).map(parseConversation);
    },
    async listOfTeam(workspaceId, teamId) {
      const ofTeam = all.where("workspace_id", "=", workspaceId).where("team_id", "=", teamId);
      return (await ofTeam.orderBy("conversation_id").execute()).map(parseConversation);
    },
    async save(conversation) {
      const { workspaceId, userId } = conversation;
      if (userId !== undefined && (await findForgotten(db, { workspaceId, platformUserId: userId })) !== undefined) return;
      save.run(toRow(conversation));
    },
    async remove(workspaceId, conversationId) {
      await db
        .deleteFrom("teams_conversations")
        .where("workspace_id", "=", workspaceId)
        .where("conversation_id", "=", conversationId)
        .execute();
    },
    async findUser(workspaceId, userId) {
      const row = userById.first({ workspaceId, userId });
      return row && parseUser(row);
    },
    async listUsers(workspaceId) {
      return (await users.where("workspace_id", "=", workspaceId).orderBy("name").orderBy("user_id").execute()).map(parseUser);
    },
    async saveUser(user) {
      if ((await findForgotten(db, { workspaceId: user.workspaceId, platformUserId: user.userId })) !== undefined) return;
      const row = toUserRow(user);
      await db
        .insertInto("teams_users")
        .values(row)
        .onConflict((conflict) => conflict.columns(["workspace_id", "user_id"]).doUpdateSet(row))
        .execute();
    },
    async removeUser(workspaceId, teamsId) {
      await db.deleteFrom("teams_users").where("workspace_id", "=", workspaceId).where("teams_id", "=", teamsId).execute();
    },
  };
}

function parseConversation(row: TeamsConversationRow): TeamsConversation {
  return parsePresent({
    workspaceId: row.workspace_id,
    conversationId: row.conversation_id,
    kind: row.kind,
    serviceUrl: row.service_url,
    botId: row.bot_id,
    name: row.name,
    teamId: row.team_id,
    userId: row.user_id,
    greetedAt: row.greeted_at,
    seenAt: row.seen_at,
  });
}

function toRow(conversation: TeamsConversation): TeamsConversationRow {
  return {
    workspace_id: conversation.workspaceId,
    conversation_id: conversation.conversationId,
    kind: conversation.kind,
    service_url: conversation.serviceUrl,
    bot_id: conversation.botId,
    name: conversation.name ?? null,
    team_id: conversation.teamId ?? null,
    user_id: conversation.userId ?? null,
    greeted_at: conversation.greetedAt ?? null,
    seen_at: conversation.seenAt,
  };
}

function parseUser(row: TeamsUserRow): TeamsUser {
  return parsePresent({
    workspaceId: row.workspace_id,
    userId: row.user_id,
    teamsId: row.teams_id,
    name: row.name,
    email: row.email,
    kind: row.kind,
  });
}

function toUserRow(user: TeamsUser): TeamsUserRow {
  return {
    workspace_id: user.workspaceId,
    user_id: user.userId,
    teams_id: user.teamsId,
    name: user.name,
    email: user.email ?? null,
    kind: user.kind ?? null,
  };
}
