/** Where the bot may speak in Microsoft Teams, and the people it met there. */
import type { AccountKind } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";

/** A conversation in Microsoft Teams where the bot may write, with the addresses that it needs for that. */
export type TeamsConversation = {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly kind: "direct" | "group" | "channel";
  readonly serviceUrl: string;
  readonly botId: string;
  readonly name?: string;
  /** The Teams team that a channel belongs to. */
  readonly teamId?: string;
  /** Whose direct message it is: the platform user id. */
  readonly userId?: string;
  /** The bot introduced itself here. */
  readonly greetedAt?: Instant;
  readonly seenAt: Instant;
};

/**
 * A person whom the bot has met in Teams. `userId` is the object id in the directory, and `teamsId` the id that Teams
 * itself uses.
 */
export type TeamsUser = {
  readonly workspaceId: string;
  readonly userId: string;
  readonly teamsId: string;
  readonly name: string;
  readonly email?: string;
  /** Undefined until Teams told it, as a list of members does and a message does not. */
  readonly kind?: AccountKind;
};

/** Stores where the bot may write in Microsoft Teams, and which users it has met there. */
export interface TeamsConversationStore {
  find(workspaceId: string, conversationId: string): Promise<TeamsConversation | undefined>;
  findDirect(workspaceId: string, userId: string): Promise<TeamsConversation | undefined>;
  /** The one heard of last: it knows where the tenant is served. */
  latest(workspaceId: string): Promise<TeamsConversation | undefined>;
  /** Channels and group chats, by name. */
  listShared(workspaceId: string): Promise<readonly TeamsConversation[]>;
  listOfTeam(workspaceId: string, teamId: string): Promise<readonly TeamsConversation[]>;
  save(conversation: TeamsConversation): Promise<void>;
  remove(workspaceId: string, conversationId: string): Promise<void>;
  findUser(workspaceId: string, userId: string): Promise<TeamsUser | undefined>;
  /** By name. */
  listUsers(workspaceId: string): Promise<readonly TeamsUser[]>;
  saveUser(user: TeamsUser): Promise<void>;
  removeUser(workspaceId: string, teamsId: string): Promise<void>;
}
