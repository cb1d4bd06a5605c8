/**
 * What the audit log says: who changed which team's roster, roles, privacy, schedule, links, appointments or value ledger, who took
 * an export away, and when. It names people by id alone and never holds an answer.
 */
import type { RoleId } from "./catalogue/catalogue.ts";
import { isActiveAt, type Membership, type Person, type Team } from "./team.ts";
import type { Instant } from "./time.ts";

/** Everything that the audit log records, in the words in which it is exported. */
export const AUDIT_ACTS = [
  ...["team-created", "team-deleted", "team-moved"],
  ...["member-added", "member-returned", "member-removed", "part-changed", "lead-appointed", "lead-ended", "roles-changed"],
  ...["settings-changed", "privacy-changed", "schedule-changed", "paused", "resumed"],
  ...["linked", "unlinked", "group-linked", "group-unlinked", "accounts-linked"],
  ...["programme-lead-appointed", "programme-lead-ended", "account-kind-changed"],
  ...["goal-added", "goal-changed", "kpi-added", "kpi-changed", "kpi-retired"],
  ...["reading-added", "reading-ended", "readings-imported", "value-confirmed"],
  ...["exported", "exported-with-names", "person-exported", "person-forgotten"],
] as const;
/** One thing that the audit log records. */
export type AuditAct = (typeof AUDIT_ACTS)[number];

/** Who did it: a person by their id, the operator at the command line, or the platform, which reported it. */
export type AuditAuthor =
  | { readonly kind: "person"; readonly personId: string }
  | { readonly kind: "operator" }
  | { readonly kind: "platform" };

/** Who acts in a unit of work, and through which command, button, form or event: `members`, `confirm-leave`. */
export type Acting = { readonly by: AuditAuthor; readonly through: string };

/** What more there is to say about an act: ids and words of the program, never a text that somebody wrote. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One line of the audit log. */
export type AuditEntry = {
  readonly id: string;
  readonly at: Instant;
  readonly workspaceId: string;
  readonly teamId?: string;
  readonly by: AuditAuthor;
  readonly through: string;
  readonly act: AuditAct;
  /** The person whom it concerns. */
  readonly subjectId?: string;
  readonly details: AuditDetails;
};

/** An act with its details, before anybody knows whose it is. */
export type AuditChange = { readonly act: AuditAct; readonly details: AuditDetails };

/** Lists what a saved membership changes at `now`; nothing where neither belonging, part nor roles changed. */
export function describeMembershipChange(
  before: Membership | undefined,
  after: Membership,
  now: Instant,
): readonly AuditChange[] {
  const was = before !== undefined && isActiveAt(before, now);
  const is = isActiveAt(after, now);
  if (!was) return is ? [{ act: before ? "member-returned" : "member-added", details: describePart(after) }] : [];
  if (!is) return [{ act: "member-removed", details: describePart(before) }];
  return [
    ...(before.kind === after.kind ? [] : [{ act: "part-changed", details: { kind: after.kind } } as const]),
    ...(before.lead === after.lead ? [] : [{ act: after.lead ? "lead-appointed" : "lead-ended", details: {} } as const]),
    ...(isSameRoles(before.roles, after.roles) ? [] : [{ act: "roles-changed", details: { roles: after.roles } } as const]),
  ];
}

function describePart({ kind, lead }: Membership): AuditDetails {
  return { kind, lead };
}

function isSameRoles(left: readonly RoleId[], right: readonly RoleId[]): boolean {
  return left.length === right.length && left.every((role) => right.includes(role));
}

const SETTINGS = ["name", "channelId", "locale", "questionsPerRound"] as const satisfies readonly (keyof Team)[];

/** Lists what a saved team changes at `now`. A setting is named without its value; privacy is told with both. */
export function describeTeamChange(before: Team | undefined, after: Team, now: Instant): readonly AuditChange[] {
  if (!before) return [{ act: "team-created", details: { privacy: after.privacy } }];
  const settings = SETTINGS.filter((key) => before[key] !== after[key]);
  const schedule = listScheduleChanges(before.schedule, after.schedule);
  const { privacy } = after;
  return [
    ...(before.workspaceId === after.workspaceId ? [] : [{ act: "team-moved", details: { from: before.workspaceId } } as const]),
    ...(settings.length === 0 ? [] : [{ act: "settings-changed", details: { changed: settings } } as const]),
    ...(before.privacy === privacy ? [] : [{ act: "privacy-changed", details: { from: before.privacy, to: privacy } } as const]),
    ...(schedule.length === 0 ? [] : [{ act: "schedule-changed", details: { changed: schedule } } as const]),
    ...describePause(before, after, now),
  ];
}

function listScheduleChanges(before: Team["schedule"], after: Team["schedule"]): readonly string[] {
  const [left, right] = [Object.entries(before), Object.entries(after)].map((entries) => new Map<string, unknown>(entries));
  const keys = new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])]);
  // The anchor follows from the cadence and the day of the change.
  return [...keys].filter((key) => key !== "anchor" && JSON.stringify(left?.get(key)) !== JSON.stringify(right?.get(key)));
}

function describePause(before: Team, after: Team, now: Instant): readonly AuditChange[] {
  const { pausedUntil } = after;
  if (before.pausedUntil === pausedUntil) return [];
  if (pausedUntil === undefined) return (before.pausedUntil ?? 0) > now ? [{ act: "resumed", details: {} }] : [];
  return [{ act: "paused", details: Number.isFinite(pausedUntil) ? { until: pausedUntil } : {} }];
}

/** Lists what a saved goal or KPI changes: by name the parts that are different now, never what they say. */
export function describeLedgerChange<T extends { readonly id: string; readonly retiredAt?: Instant }>(
  what: "goal" | "kpi",
  before: T | undefined,
  after: T,
): AuditChange | undefined {
  const details = { [what]: after.id };
  if (!before) return { act: `${what}-added`, details };
  if (what === "kpi" && before.retiredAt === undefined && after.retiredAt !== undefined) return { act: "kpi-retired", details };
  const [was, is] = [new Map<string, unknown>(Object.entries(before)), new Map<string, unknown>(Object.entries(after))];
  const keys = [...new Set([...was.keys(), ...is.keys()])].filter((key) => key !== "revision");
  const changed = keys.filter((key) => JSON.stringify(was.get(key)) !== JSON.stringify(is.get(key)));
  return changed.length === 0 ? undefined : { act: `${what}-changed`, details: { ...details, changed } };
}

/** Says whether a saved person begins or ceases to lead the programme; undefined where neither. */
export function describePersonChange(before: Person | undefined, after: Person): AuditChange | undefined {
  if ((before?.programmeLead ?? false) === after.programmeLead) return undefined;
  if (!after.programmeLead) return { act: "programme-lead-ended", details: {} };
  return { act: "programme-lead-appointed", details: after.programmeLeadBy ? { by: after.programmeLeadBy } : {} };
}
