/** What the use cases need of the world beyond the core's ports: one unit of work, all its stores, people as platforms know them. */

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
import type { Voice } from "../message/voice.ts";
import type { Directory } from "./directory.ts";
import type { FrontEndPostStore, InstallationStore, TeamsConversationStore } from "./front-end-stores.ts";
import type { OutboxStore, PostStore } from "./outbox.ts";

export type { Directory, Profile } from "./directory.ts";

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
