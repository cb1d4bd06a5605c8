/** What front ends keep for themselves, in their own words: the playground's messages, Teams' conversations, Slack's tokens. */
import type { Instant } from "../core/time.ts";
import type { Message } from "../message/message.ts";

/** One entry of a front end that keeps its messages itself (the playground); `ref` is unique. */
export type FrontEndPost = {
  readonly ref: string;
  /** The front end's own word for a direct message or channel. */
  readonly conversation: string;
  readonly message: Message;
  readonly shownAt: Instant;
  readonly editedAt?: Instant;
};

export interface FrontEndPostStore {
  find(ref: string): Promise<FrontEndPost | undefined>;
  /** Replaces nothing: an entry of this ref that is there already stays as it is. */
  add(post: FrontEndPost): Promise<void>;
  /** False when there is no such entry. */
  replace(ref: string, message: Message, editedAt: Instant): Promise<boolean>;
  remove(ref: string): Promise<void>;
  /** The newest `limit`, oldest first. */
  listOf(conversation: string, limit: number): Promise<readonly FrontEndPost[]>;
}

/** A conversation of Microsoft Teams in which the bot may speak: where to send, and as whom. */
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

/** Somebody met in Teams; `userId` is the directory's object id, `teamsId` Teams' own. */
export type TeamsUser = {
  readonly workspaceId: string;
  readonly userId: string;
  readonly teamsId: string;
  readonly name: string;
  readonly email?: string;
};

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

/** What an installation left with us, encrypted: its front end alone can read it. `key` is the platform's id of the place. */
export type InstallationRecord = { readonly key: string; readonly sealed: string; readonly at: Instant };

export interface InstallationStore {
  find(key: string): Promise<InstallationRecord | undefined>;
  save(record: InstallationRecord): Promise<void>;
  remove(key: string): Promise<void>;
}
