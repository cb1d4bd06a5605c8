/** Workspaces, people, teams and who belongs where. */
import type { EditionKey, RoleId } from "./catalogue/catalogue.ts";
import type { Locale } from "./locale.ts";
import type { Schedule } from "./schedule/cadence.ts";
import type { Instant, Zone } from "./time.ts";

export type Platform = "slack" | "teams" | "playground";
export type ReminderLevel = "off" | "light" | "standard";

/** One Slack workspace, one Teams tenant, or the playground. No data crosses from one to another except by a link. */
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

/** A human being. May own an account on a second platform; counts once. */
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
  readonly awayUntil?: Instant;
  readonly programmeLead: boolean;
  /** Why the bot cannot reach this person; undefined while it can. */
  readonly unreachable?: UnreachableReason;
  /** First contact was made: who added you, how long, who sees what, how to leave. */
  readonly greetedAt?: Instant;
};

export type UnreachableReason = "not-installed" | "direct-messages-closed" | "deactivated" | "left-workspace";

/**
 * Not asked until the platform tells of them again. What a member can mend alone is tried again with each round: nobody else would
 * tell us that it was mended.
 */
export function isLost({ unreachable }: Pick<Person, "unreachable">): boolean {
  return unreachable === "deactivated" || unreachable === "left-workspace";
}

/** Where a person is met: one row a platform account. */
export type Account = {
  readonly workspaceId: string;
  readonly platformUserId: string;
  readonly personId: string;
};

/** `open`: everyone sees who said what; `private`: individual ratings are seen by their author alone. */
export type PrivacyMode = "private" | "open";

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

/** A second home of a team, in a workspace of the other platform; the first stands in the team itself. */
export type TeamHome = {
  readonly teamId: string;
  readonly workspaceId: string;
  readonly channelId?: string;
  /** This side's own team of before, which rests while the link lasts. */
  readonly formerTeamId?: string;
  readonly since: Instant;
};

/** A user group of a Slack workspace that a team is linked to: who leaves it is offered to the leads for removal. */
export type TeamGroup = {
  readonly teamId: string;
  readonly workspaceId: string;
  /** The platform's id. */
  readonly groupId: string;
  /** Its name after the @, as it was heard last. */
  readonly handle: string;
  readonly since: Instant;
};

export type MembershipKind = "member" | "observer";

/**
 * One person in one team during `[since, until)`. Who comes back gets a new interval in the same membership;
 * `intervals` are ascending and never overlap.
 */
export type Membership = {
  readonly id: string;
  readonly teamId: string;
  readonly personId: string;
  /** Members answer and count; observers see digests, are never asked, never counted. */
  readonly kind: MembershipKind;
  readonly lead: boolean;
  /** Whom the catalogue asks what; empty: everything. */
  readonly roles: readonly RoleId[];
  readonly intervals: readonly { readonly since: Instant; readonly until?: Instant }[];
};

/** Whether the membership counts at `at`: it has begun and has not ended. */
export function isActiveAt(membership: Pick<Membership, "intervals">, at: Instant): boolean {
  return membership.intervals.some(({ since, until }) => since <= at && (until === undefined || at < until));
}

/** Those who answer and count at `at`: observers never do. */
export function listMembersAt(memberships: readonly Membership[], at: Instant): readonly Membership[] {
  return memberships.filter((membership) => membership.kind === "member" && isActiveAt(membership, at));
}

/** Leading the programme is a matter of the workspace that a person belongs to; an account elsewhere gives no right there. */
export function leadsProgrammeOf(person: Person, workspaceId: string): boolean {
  return person.programmeLead && person.workspaceId === workspaceId;
}
