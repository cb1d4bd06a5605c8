/** Workspaces, people, teams and who belongs where. */
import type { EditionKey, RoleId } from "./catalogue/catalogue.ts";
import type { Locale } from "./locale.ts";
import type { Schedule } from "./schedule/cadence.ts";
import type { Instant, Zone } from "./time.ts";

/** Where a workspace lives. The playground is the local front end for trying the bot. */
export type Platform = "slack" | "teams" | "playground";

/** How often a member wants to be reminded of an open check-in: never, once, or twice. */
export type ReminderLevel = "off" | "light" | "standard";

/**
 * One Slack workspace, one Teams tenant, or the playground. No data crosses from one to another except by a link
 * between teams.
 */
export type Workspace = {
  readonly id: string;
  readonly platform: Platform;
  /** The platform's own id: team or enterprise id, tenant id. */
  readonly platformId: string;
  readonly name: string;
  readonly locale: Locale;
  readonly installedAt: Instant;
  readonly uninstalledAt?: Instant;
};

/** A time in which a person is asked nothing, from `from` on and before `until`. Its `from` is 0 where only the end was ever given. */
export type Absence = { readonly from: Instant; readonly until: Instant };

/** A human being, who may own accounts on two platforms and still counts once. */
export type Person = {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  /** Chosen by the person with `language`; wins over the platform's. */
  readonly chosenLocale?: Locale;
  /** As the platform reports them. */
  readonly platformLocale?: Locale;
  readonly zone?: Zone;
  readonly reminders: ReminderLevel;
  readonly nudges: boolean;
  /** The end of the absence that has begun. Ask `awayUntilAt`, which also knows of those that were planned. */
  readonly awayUntil?: Instant;
  /** Absences entered beforehand, sorted; absent where there is none. */
  readonly plannedAbsences?: readonly Absence[];
  readonly programmeLead: boolean;
  /** How they came to lead the programme; present only while they do. */
  readonly programmeLeadBy?: ProgrammeLeadSource;
  /** Why the bot cannot reach this person; undefined while it can. */
  readonly unreachable?: UnreachableReason;
  /** The platform's own word for it, where it gave one. Present only together with `unreachable`. */
  readonly unreachableCode?: string;
  /** Somebody chose this account in a form; until they make contact, `name` stands for a name that nobody knows. */
  readonly notMet?: boolean;
  /** First contact was made: who added you, how long, who sees what, how to leave. */
  readonly greetedAt?: Instant;
};

/**
 * How somebody came to lead the programme: appointed by the operator at the command line or in the configuration, by another
 * programme lead, or by being the first to set up a team, which counts in the playground and did elsewhere before version 0.2.
 */
export type ProgrammeLeadSource = "first" | "operator" | "configuration" | "programme-lead";

/** Why the bot cannot send a person messages. `refused` is any reason that the platform gives and nobody has foreseen. */
export type UnreachableReason =
  | "not-installed"
  | "direct-messages-closed"
  | "deactivated"
  | "left-workspace"
  | "blocked-by-administrator"
  | "missing-permission"
  | "other-organisation"
  | "refused";

/** Why a channel does not take the bot's messages. `refused` is any reason that nobody has foreseen. */
export type ChannelTroubleReason =
  | "not-in-channel"
  | "posting-restricted"
  | "archived"
  | "blocked-by-administrator"
  | "missing-permission"
  | "refused";

/**
 * Tells whether the person is deactivated or has left, so that they are not asked until the platform reports them
 * again. For the other reasons every round tries again, since nobody would report that the cause is gone.
 */
export function isLost({ unreachable }: Pick<Person, "unreachable">): boolean {
  return unreachable === "deactivated" || unreachable === "left-workspace";
}

/**
 * What an account is in its workspace: `full`, or `guest` for guests and people of other organisations. Guests lead nothing and
 * set up nothing.
 */
export type AccountKind = "full" | "guest";

/** Where a person is reached: one entry per platform account. */
export type Account = {
  readonly workspaceId: string;
  readonly platformUserId: string;
  readonly personId: string;
  /** Undefined until the platform has told it. */
  readonly kind?: AccountKind;
};

/** `open`: everyone in the team sees who answered what. `private`: only its author sees an individual rating. */
export type PrivacyMode = "private" | "open";

/** The people who are assessed together, with their settings. */
export type Team = {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  /** The home channel's platform id; undefined until one is chosen. */
  readonly channelId?: string;
  readonly locale: Locale;
  readonly schedule: Schedule;
  readonly questionsPerRound: number;
  readonly privacy: PrivacyMode;
  readonly edition: EditionKey;
  readonly createdAt: Instant;
  /** No rounds before this instant; `Infinity` is stored as the year 9999. */
  readonly pausedUntil?: Instant;
  /** Raised by each change of settings: a stale form is recognised. */
  readonly revision: number;
};

/** A team's second home, in a workspace of the other platform. The first home is part of the team itself. */
export type TeamHome = {
  readonly teamId: string;
  readonly workspaceId: string;
  readonly channelId?: string;
  /** This side's own team of before, which rests while the link lasts. */
  readonly formerTeamId?: string;
  readonly since: Instant;
};

/** The Slack user group that a team is linked to. When somebody leaves the group, the leads are asked whether to remove them. */
export type TeamGroup = {
  readonly teamId: string;
  readonly workspaceId: string;
  /** The platform's id. */
  readonly groupId: string;
  /** Its name after the @, as it was heard last. */
  readonly handle: string;
  readonly since: Instant;
};

/** Members answer questions and count; observers see digests and are never asked. */
export type MembershipKind = "member" | "observer";

/** What somebody is in a team: a member who is asked or an observer who is not, and whether they lead it. */
export type Part = { readonly kind: MembershipKind; readonly lead: boolean };

/**
 * One person in one team. Somebody who comes back gets a new interval `[since, until)` in the same membership; the
 * intervals are ascending and never overlap.
 */
export type Membership = {
  readonly id: string;
  readonly teamId: string;
  readonly personId: string;
  /** Members answer and count; observers see digests, are never asked, never counted. */
  readonly kind: MembershipKind;
  readonly lead: boolean;
  /** The roles that decide which questions the member is asked. Empty: they are asked everything. */
  readonly roles: readonly RoleId[];
  readonly intervals: readonly { readonly since: Instant; readonly until?: Instant }[];
};

/** Tells whether the membership counts at `at`. The start of an interval is part of it, its end is not. */
export function isActiveAt(membership: Pick<Membership, "intervals">, at: Instant): boolean {
  return membership.intervals.some(({ since, until }) => since <= at && (until === undefined || at < until));
}

/** Returns the memberships that answer and count at `at`, without observers. */
export function listMembersAt(memberships: readonly Membership[], at: Instant): readonly Membership[] {
  return memberships.filter((membership) => membership.kind === "member" && isActiveAt(membership, at));
}

/**
 * Tells whether the person leads the programme of this workspace. The right holds only in the workspace that they
 * belong to, not where they have a second account.
 */
export function leadsProgrammeOf(person: Person, workspaceId: string): boolean {
  return person.programmeLead && person.workspaceId === workspaceId;
}
