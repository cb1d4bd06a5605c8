/** Everything that a use case needs from outside: stores, clock, ids, directory and voice. */
import type { Locale } from "../../core/locale.ts";
import type { IsHoliday } from "../../core/schedule/calendar.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { AnswerStore } from "./answer-store.ts";
import type { AuditStore } from "./audit-store.ts";
import type { CatalogueStore } from "./catalogue-store.ts";
import type { CheckInStore } from "./check-in-store.ts";
import type { Clock, Ids } from "./clock.ts";
import type { Directory } from "./directory.ts";
import type { DraftStore } from "./draft-store.ts";
import type { ExpiryStore } from "./expiry-store.ts";
import type { ExportFiles } from "./export-files.ts";
import type { ExportStore } from "./export-store.ts";
import type { InstallationStore } from "./installation-store.ts";
import type { GoalStore, KpiStore, ReadingStore, ValueConfirmationStore } from "./ledger-store.ts";
import type { LinkRequestStore } from "./link-request-store.ts";
import type { MembershipStore } from "./membership-store.ts";
import type { NudgeStore } from "./nudge-store.ts";
import type { OutboxStore } from "./outbox-store.ts";
import type { PersonStore } from "./person-store.ts";
import type { PostStore } from "./post-store.ts";
import type { PublicationStore } from "./publication-store.ts";
import type { RoundStore, TurnStore } from "./round-store.ts";
import type { InboxStore, SettingStore } from "./setting-store.ts";
import type { FrontEndPostStore } from "./shown-post-store.ts";
import type { MilestoneStore, StandingStore } from "./standing-store.ts";
import type { StepStore } from "./step-store.ts";
import type { TeamReader } from "./team-reader.ts";
import type { TeamStandingStore } from "./team-standing-store.ts";
import type { TeamGroupStore, TeamHomeStore, TeamStore } from "./team-store.ts";
import type { TeamsConversationStore } from "./teams-conversation-store.ts";
import type { ConfirmationStore, ValueRecordStore } from "./value-store.ts";
import type { WorkspaceStore } from "./workspace-store.ts";

/**
 * All stores of one unit of work. What is not found is `undefined`; a write that lost a race throws `lost-race`.
 * Everything is asynchronous, so that another database engine can take SQLite's place.
 */
export type Stores = {
  readonly workspaces: WorkspaceStore;
  readonly people: PersonStore;
  readonly teams: TeamStore;
  readonly homes: TeamHomeStore;
  readonly groups: TeamGroupStore;
  readonly links: LinkRequestStore;
  readonly memberships: MembershipStore;
  readonly audit: AuditStore;
  readonly catalogues: CatalogueStore;
  readonly checkIns: CheckInStore;
  readonly answers: AnswerStore;
  /** Deletes what is older than the operator keeps answers. */
  readonly expiry: ExpiryStore;
  readonly rounds: RoundStore;
  readonly turns: TurnStore;
  readonly standings: StandingStore;
  readonly teamStandings: TeamStandingStore;
  readonly publications: PublicationStore;
  readonly steps: StepStore;
  /** Value records of the earlier kind, in free text. */
  readonly values: ValueRecordStore;
  readonly goals: GoalStore;
  readonly kpis: KpiStore;
  readonly readings: ReadingStore;
  readonly valueConfirmations: ValueConfirmationStore;
  readonly confirmations: ConfirmationStore;
  readonly milestones: MilestoneStore;
  readonly settings: SettingStore;
  /** Writes what was worked out about large teams beside the program. */
  readonly drafts: DraftStore;
  readonly exports: ExportStore;
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

/** Opens units of work over the database. */
export interface Storage {
  /**
   * One transaction: all is kept or nothing. Never await the network inside. A unit that erased a person or a workspace
   * resolves when no file of the database holds what was erased.
   */
  work<T>(task: (stores: Stores) => Promise<T>): Promise<T>;
}

/** Somebody whom the operator lists as a programme lead: an account (the workspace by the platform's id or ours), or an e-mail. */
export type ListedLead =
  | { readonly kind: "account"; readonly workspace: string; readonly userId: string }
  | { readonly kind: "email"; readonly email: string };

/** The values of `TEAM_CREATION`. */
export const TEAM_CREATIONS = ["everyone", "programme"] as const;
/** Who may set up a team: everybody with a full account, or programme leads alone. */
export type TeamCreation = (typeof TEAM_CREATIONS)[number];

/** Everything that a use case needs from outside; tests and the simulation pass their own. */
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
  /** Whom the operator's configuration makes programme leads; nobody without it. */
  readonly programmeLeads?: readonly ListedLead[];
  /** `everyone` without it. */
  readonly teamCreation?: TeamCreation;
  /** For how many months answers that no longer count are kept (`RETENTION_ANSWERS_MONTHS`); for ever without it. */
  readonly answersKeptMonths?: number;
  /** Told after a commit that queued an export, so that its file is begun at once; without it the next tick begins it. */
  readonly onExport?: () => void;
  /** The files of exports; without it exports wait for a process that has them. */
  readonly exportFiles?: ExportFiles;
  /** Reads large teams beside the program; without it they are read in the unit of work that needs them. */
  readonly teamReader?: TeamReader;
  /** The public holidays of an ISO 3166 country, undefined where none are known; without it only a team's own days off are kept. */
  readonly holidays?: (country: string) => IsHoliday | undefined;
};
