/** What the use cases need of the world beyond the core's ports: one unit of work, the outbox, people as platforms know them. */

import type { Locale } from "../core/locale.ts";
import type {
  AnswerStore,
  CatalogueStore,
  CheckInStore,
  Clock,
  ConfirmationStore,
  Ids,
  InboxStore,
  LinkRequestStore,
  MembershipStore,
  MilestoneStore,
  PersonStore,
  RoundStore,
  SettingStore,
  StandingStore,
  StepStore,
  TeamGroupStore,
  TeamHomeStore,
  TeamStore,
  TurnStore,
  ValueRecordStore,
  WorkspaceStore,
} from "../core/ports.ts";
import type { IsHoliday } from "../core/schedule/days-off.ts";
import type { Instant } from "../core/time.ts";
import type { Message } from "../message/message.ts";
import type { Voice } from "../message/voice.ts";
import type { Directory } from "./directory.ts";

export type { Directory, Profile } from "./directory.ts";

export type Target =
  | { readonly to: "person"; readonly personId: string }
  | { readonly to: "channel"; readonly workspaceId: string; readonly channelId: string };

export type Purpose = "check-in" | "reminder" | "digest" | "nudge" | "notice" | "greeting" | "raised-step" | "overview";

/** One message that was or will be shown somewhere; later edits and removals speak of it by id. */
export type Post = {
  readonly id: string;
  readonly target: Target;
  /** Whose limits and tokens it is sent under. */
  readonly workspaceId: string;
  readonly purpose: Purpose;
  /** The check-in, round or step that it shows. */
  readonly subjectId: string;
  readonly createdAt: Instant;
  /** Where the platform put it, in the front end's own words; undefined until it was sent. */
  readonly platformRef?: string;
  readonly removedAt?: Instant;
};

export type OutboxStatus = "pending" | "sending" | "sent" | "failed" | "ambiguous" | "dropped";

/** Checked again right before sending; what became pointless is dropped. */
export type StillWanted =
  | { readonly when: "check-in-open"; readonly checkInId: string }
  | { readonly when: "round-not-sealed"; readonly roundId: string };

/** One thing to be sent. `edit` and `remove` wait for the post's own sending. */
export type OutboxItem = {
  readonly id: string;
  readonly postId: string;
  readonly workspaceId: string;
  /** Person or channel: items of a lane go out in order, one at a time. */
  readonly lane: string;
  readonly operation: "post" | "edit" | "remove";
  readonly message: Message;
  /** Counts against the two a week. */
  readonly unsolicited: boolean;
  readonly notBefore: Instant;
  readonly expiresAt?: Instant;
  readonly stillWanted?: StillWanted;
  readonly status: OutboxStatus;
  readonly attempt: number;
  readonly leaseUntil?: Instant;
  /** The platform's reason, for the operator and the leads. */
  readonly failure?: string;
  readonly createdAt: Instant;
  readonly sentAt?: Instant;
};

export type SentMark = { readonly workspaceId: string; readonly lane: string; readonly at: Instant };

export interface PostStore {
  find(id: string): Promise<Post | undefined>;
  /** Newest first. */
  listOfSubject(purpose: Purpose, subjectId: string): Promise<readonly Post[]>;
  findByPlatformRef(workspaceId: string, platformRef: string): Promise<Post | undefined>;
  save(post: Post): Promise<void>;
}

export interface OutboxStore {
  add(item: OutboxItem): Promise<void>;
  /** A post's newest content. An edit of it that waits and was never tried says this instead; any other that waits is dropped. */
  addEdit(edit: OutboxItem): Promise<void>;
  find(id: string): Promise<OutboxItem | undefined>;
  statusOf(id: string): Promise<OutboxStatus | undefined>;
  /** The item that sends the post itself (`operation: "post"`). */
  findOfPost(postId: string): Promise<OutboxItem | undefined>;
  /** Whether it goes, when and how it went; not what it says. */
  update(item: OutboxItem): Promise<void>;
  /** What it says. */
  rewrite(id: string, message: Message): Promise<void>;
  /** Pending edits of a post that a newer one makes pointless become `dropped`. */
  dropPendingEdits(postId: string): Promise<void>;
  /** Everything pending for this person or channel becomes `dropped`. */
  dropLane(lane: string): Promise<void>;
  /**
   * Claims up to `limit` due items, the first (by creation) of each idle lane, under a lease: `sending`, `attempt` one more.
   * A lane with an item in `sending` is not idle. With `workspaceId` that workspace's alone.
   */
  claimDue(claim: {
    readonly now: Instant;
    readonly leaseMs: number;
    readonly limit: number;
    readonly busyLanes: readonly string[];
    readonly workspaceId?: string;
  }): Promise<readonly OutboxItem[]>;
  /** Claims up to `limit` items whose lease ran out while sending, under a new lease: their outcome is unknown. */
  claimLapsed(claim: { readonly now: Instant; readonly leaseMs: number; readonly limit: number }): Promise<readonly OutboxItem[]>;
  /** Workspaces with a pending item that is due or a lease that ran out; cost by what is due. */
  listDueWorkspaces(now: Instant): Promise<readonly string[]>;
  /** When the next pending item falls due or the next lease runs out; with `after`: strictly later than that. */
  nextDueAt(after?: Instant): Promise<Instant | undefined>;
  /** What was sent since then, so that pacing goes on after a restart. */
  listSentSince(since: Instant): Promise<readonly SentMark[]>;
  /** Unsolicited items sent or pending to a person since an instant. */
  countUnsolicited(personId: string, since: Instant): Promise<number>;
  /** When unsolicited messages were sent to this person from `since` on, in order. */
  listUnsolicitedSent(personId: string, since: Instant): Promise<readonly Instant[]>;
  listByStatus(status: OutboxStatus, limit: number): Promise<readonly OutboxItem[]>;
  countByStatus(): Promise<Readonly<Record<OutboxStatus, number>>>;
  /** Forgets what was sent, failed or dropped and is older than that, with its wording; keep at least the week that is counted. */
  removeSettledBefore(at: Instant): Promise<void>;
}

/** A message between rounds that suggested a next step or asked after an overdue one. */
export type Nudge = {
  readonly id: string;
  readonly teamId: string;
  readonly personId: string;
  readonly about: "suggestion" | "overdue";
  /** Names what was said, so that it is not said twice. */
  readonly key: string;
  readonly questionId: string;
  /** The overdue step. */
  readonly stepId?: string;
  readonly at: Instant;
};

/** Nudges that were sent, and when each member is next looked at. */
export interface NudgeStore {
  add(nudge: Nudge): Promise<void>;
  /** Over all teams, newest first. */
  listOfPerson(personId: string): Promise<readonly Nudge[]>;
  countOfTeam(teamId: string): Promise<number>;
  /** When this member is next looked at; undefined: not any more. */
  setNextLookAt(membershipId: string, at: Instant | undefined): Promise<void>;
  nextLookAt(membershipId: string): Promise<Instant | undefined>;
  /** Ids of memberships that are due, earliest first. */
  listDue(now: Instant, limit: number): Promise<readonly string[]>;
}

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

/** All stores of one unit of work. */
export type Stores = {
  readonly workspaces: WorkspaceStore;
  readonly people: PersonStore;
  readonly teams: TeamStore;
  readonly homes: TeamHomeStore;
  readonly groups: TeamGroupStore;
  readonly links: LinkRequestStore;
  readonly memberships: MembershipStore;
  readonly catalogues: CatalogueStore;
  readonly checkIns: CheckInStore;
  readonly answers: AnswerStore;
  readonly rounds: RoundStore;
  readonly turns: TurnStore;
  readonly standings: StandingStore;
  readonly steps: StepStore;
  readonly values: ValueRecordStore;
  readonly confirmations: ConfirmationStore;
  readonly milestones: MilestoneStore;
  readonly settings: SettingStore;
  readonly inbox: InboxStore;
  readonly posts: PostStore;
  readonly outbox: OutboxStore;
  readonly nudges: NudgeStore;
  /** What the playground shows. */
  readonly shown: FrontEndPostStore;
  /** Slack's tokens. */
  readonly slackInstallations: InstallationStore;
  /** Where the bot may speak in Teams. */
  readonly teamsConversations: TeamsConversationStore;
};

export interface Storage {
  /** One transaction: all is kept or nothing. Never await the network inside. */
  work<T>(task: (stores: Stores) => Promise<T>): Promise<T>;
}

/** Everything a use case is handed. */
export type World = {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly directory: Directory;
  readonly voice: (locale: Locale) => Voice;
  /** The key of the edition that new teams start with. */
  readonly edition: string;
  /** Told after a commit that may have queued something, so that delivery looks at once. */
  readonly onQueued: () => void;
  /** The public holidays of an ISO 3166 country, undefined where none are known; without it only a team's own days off are kept. */
  readonly holidays?: (country: string) => IsHoliday | undefined;
};
