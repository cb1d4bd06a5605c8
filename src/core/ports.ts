/**
 * What the core needs of the world, in the words of the domain. All asynchronous, so that another database can follow.
 * Not found is `undefined`; a write that lost a race throws `lost-race`. Every store is bound to one unit of work.
 */
import type { Answer } from "./answer.ts";
import type { Catalogue, EditionKey } from "./catalogue/catalogue.ts";
import type { CheckIn } from "./check-in/check-in.ts";
import type { LinkRequest } from "./link.ts";
import type { Step } from "./next-steps/step.ts";
import type { Round, Turn } from "./schedule/round.ts";
import type { Confirmation, Milestone, ValueRecord } from "./standing/records.ts";
import type { StoredStanding } from "./standing/standing.ts";
import type { Account, Membership, Person, Platform, Team, TeamGroup, TeamHome, Workspace } from "./team.ts";
import type { Instant } from "./time.ts";

export interface Clock {
  now(): Instant;
}

/** Ids sort by creation and never repeat. */
export interface Ids {
  next(): string;
}

export interface WorkspaceStore {
  find(id: string): Promise<Workspace | undefined>;
  findByPlatform(platform: Platform, platformId: string): Promise<Workspace | undefined>;
  list(): Promise<readonly Workspace[]>;
  save(workspace: Workspace): Promise<void>;
  /**
   * After it removed the bot: its teams, with all that was answered and added in them, its people and its messages go. The
   * workspace itself stays known, and so does what belongs to another workspace's team.
   */
  erase(id: string): Promise<void>;
}

export interface PersonStore {
  find(id: string): Promise<Person | undefined>;
  findMany(ids: readonly string[]): Promise<readonly Person[]>;
  findByAccount(workspaceId: string, platformUserId: string): Promise<Person | undefined>;
  listOfWorkspace(workspaceId: string): Promise<readonly Person[]>;
  accountsOf(personId: string): Promise<readonly Account[]>;
  save(person: Person): Promise<void>;
  /** Throws `lost-race` when the account belongs to somebody else. */
  saveAccount(account: Account): Promise<void>;
  /** "forget me": the person, accounts, notes and evidence go; anonymous ratings of past rounds stay as counts in stored standings. */
  forget(personId: string): Promise<void>;
  /**
   * Everything of `from` becomes `into`'s, and `from` is gone. Where both are in a team, the membership of `from` dissolves in
   * the other: answers, check-ins and turns move over, except a turn of a round in which `into` has one. Throws where both
   * have a check-in open there.
   */
  merge(people: { readonly from: string; readonly into: string }): Promise<void>;
}

export interface TeamStore {
  find(id: string): Promise<Team | undefined>;
  listOfWorkspace(workspaceId: string): Promise<readonly Team[]>;
  /** Also by the channel of a second home. */
  findByChannel(workspaceId: string, channelId: string): Promise<Team | undefined>;
  /** The workspace's own teams, and those that have their second home in it. */
  listAtHome(workspaceId: string): Promise<readonly Team[]>;
  /** Inserts, or updates where the stored revision is one less; otherwise `lost-race`. */
  save(team: Team): Promise<void>;
  /** When the team's next round opens; undefined: paused or never. */
  setNextRoundAt(teamId: string, at: Instant | undefined): Promise<void>;
  nextRoundAt(teamId: string): Promise<Instant | undefined>;
  /** Ids of teams whose next round is due, earliest first: cost by what is due, not by how many exist. */
  listDue(now: Instant, limit: number): Promise<readonly string[]>;
}

/** Second homes; the first stands in the team itself. */
export interface TeamHomeStore {
  listOfTeam(teamId: string): Promise<readonly TeamHome[]>;
  listOfWorkspace(workspaceId: string): Promise<readonly TeamHome[]>;
  /** The link for which this team rests. */
  findOfFormerTeam(teamId: string): Promise<TeamHome | undefined>;
  save(home: TeamHome): Promise<void>;
  remove(teamId: string, workspaceId: string): Promise<void>;
}

/** User groups that teams are linked to: one for each team and workspace. */
export interface TeamGroupStore {
  find(teamId: string, workspaceId: string): Promise<TeamGroup | undefined>;
  listOfGroup(workspaceId: string, groupId: string): Promise<readonly TeamGroup[]>;
  /** Takes the place of the one before. */
  save(group: TeamGroup): Promise<void>;
  remove(teamId: string, workspaceId: string): Promise<void>;
}

/** Link codes by their hash, and who tried wrong ones. */
export interface LinkRequestStore {
  find(id: string): Promise<LinkRequest | undefined>;
  findByHash(codeHash: string): Promise<LinkRequest | undefined>;
  save(request: LinkRequest): Promise<void>;
  /** A new code takes the place of those that its issuer did not use. */
  removeUnused(personId: string, kind: LinkRequest["kind"]): Promise<void>;
  addWrongCode(personId: string, at: Instant): Promise<void>;
  countWrongCodes(personId: string, since: Instant): Promise<number>;
  /** Forgets requests and wrong codes older than that. */
  removeBefore(at: Instant): Promise<void>;
}

export interface MembershipStore {
  find(id: string): Promise<Membership | undefined>;
  findOfPerson(teamId: string, personId: string): Promise<Membership | undefined>;
  /** Also those who left. */
  listOfTeam(teamId: string): Promise<readonly Membership[]>;
  listOfPerson(personId: string): Promise<readonly Membership[]>;
  save(membership: Membership): Promise<void>;
}

export interface CatalogueStore {
  find(key: EditionKey): Promise<Catalogue | undefined>;
  /** The newest version of an edition. */
  newest(edition: string): Promise<Catalogue | undefined>;
  /** Keeps it for ever; throws `catalogue-changed` when the same key was kept with other content. */
  keep(catalogue: Catalogue): Promise<void>;
}

export interface CheckInStore {
  find(id: string): Promise<CheckIn | undefined>;
  /** The one that is open or paused. */
  findOpen(membershipId: string): Promise<CheckIn | undefined>;
  /** Newest first. */
  listOfMembership(membershipId: string, limit: number): Promise<readonly CheckIn[]>;
  listOfRound(roundId: string): Promise<readonly CheckIn[]>;
  /** Throws `lost-race` when the membership has one open already. */
  insert(checkIn: CheckIn): Promise<void>;
  /** Writes where the stored revision is one less; otherwise `lost-race`. */
  update(checkIn: CheckIn): Promise<void>;
}

export interface AnswerStore {
  append(answer: Answer): Promise<void>;
  /** The latest answer of each membership to each question at `at`. */
  currentOfTeam(teamId: string, at: Instant): Promise<readonly Answer[]>;
  currentOfMembership(membershipId: string, at: Instant): Promise<readonly Answer[]>;
  /** Whole history in order of time, for export. */
  historyOfTeam(teamId: string): Promise<readonly Answer[]>;
  historyOfMembership(membershipId: string): Promise<readonly Answer[]>;
}

export interface RoundStore {
  find(id: string): Promise<Round | undefined>;
  latest(teamId: string): Promise<Round | undefined>;
  /** Newest first. */
  listOfTeam(teamId: string, limit: number): Promise<readonly Round[]>;
  /** Claims the slot: false when the team has a round of this slot already. */
  claim(round: Round): Promise<boolean>;
  update(round: Round): Promise<void>;
  listDue(now: Instant, limit: number): Promise<readonly Round[]>;
}

export interface TurnStore {
  find(id: string): Promise<Turn | undefined>;
  listOfRound(roundId: string): Promise<readonly Turn[]>;
  findOfCheckIn(checkInId: string): Promise<Turn | undefined>;
  /** False when the member has a turn in this round already. */
  claim(turn: Turn): Promise<boolean>;
  update(turn: Turn): Promise<void>;
  listDue(now: Instant, limit: number): Promise<readonly Turn[]>;
}

export interface StandingStore {
  save(stored: StoredStanding): Promise<void>;
  findOfRound(roundId: string): Promise<StoredStanding | undefined>;
  findOfMilestone(milestoneId: string): Promise<StoredStanding | undefined>;
  /** Of closed rounds, newest first. */
  listOfTeam(teamId: string, limit: number): Promise<readonly StoredStanding[]>;
}

export interface StepStore {
  find(id: string): Promise<Step | undefined>;
  listOfTeam(teamId: string): Promise<readonly Step[]>;
  listOfOwner(personId: string): Promise<readonly Step[]>;
  /** Inserts, or updates where the stored revision is one less; otherwise `lost-race`. */
  save(step: Step): Promise<void>;
}

export interface ValueRecordStore {
  find(id: string): Promise<ValueRecord | undefined>;
  listOfTeam(teamId: string): Promise<readonly ValueRecord[]>;
  save(record: ValueRecord): Promise<void>;
}

export interface ConfirmationStore {
  listOfTeam(teamId: string): Promise<readonly Confirmation[]>;
  save(confirmation: Confirmation): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface MilestoneStore {
  listOfTeam(teamId: string): Promise<readonly Milestone[]>;
  save(milestone: Milestone): Promise<void>;
}

/** Small facts of the installation, such as the playground's clock offset. */
export interface SettingStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
}

/** Platform events that were handled: a repeated delivery is recognised, also after a restart. */
export interface InboxStore {
  /** True for the first who claims the key. */
  claim(key: string, at: Instant): Promise<boolean>;
  /** Nothing came of it: the next who claims the key is the first again. */
  release(key: string): Promise<void>;
  removeBefore(at: Instant): Promise<void>;
}
