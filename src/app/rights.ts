/**
 * Who may do what: every command, button and form with its audience, and every audience with the roles and the kinds of account
 * that it takes. The code decides by this table, docs/commands.md is held to it, and tests try each cell on both platforms.
 */
import type { AccountKind, Membership } from "../core/team.ts";
import type { Action } from "../message/action.ts";
import type { CommandWord } from "../message/command-word.ts";
import type { FormName } from "../message/form-fields.ts";

/**
 * What somebody can be: the first three in a team; `business` is whom a KPI names as its reader, or its goal as its owner, without
 * being in the team; `programme-lead` leads the workspace's programme; `nobody` is none of these. One person may be several.
 */
export const ROLES = ["lead", "member", "observer", "business", "programme-lead", "nobody"] as const;
/** One of the things that somebody can be. */
export type Role = (typeof ROLES)[number];

/** The accounts that platforms know, each with what it counts as; `undefined` may do nothing at all. */
export const ACCOUNTS = {
  full: "full",
  "single-channel-guest": "guest",
  "multi-channel-guest": "guest",
  external: "guest",
  bot: undefined,
  closed: undefined,
} as const satisfies Readonly<Record<string, AccountKind | undefined>>;
/** An account as the platforms tell them apart. */
export type AccountName = keyof typeof ACCOUNTS;

type Takes = { readonly roles: readonly Role[]; readonly guests: boolean };

/** For each audience whoever belongs to it: one of these roles, with a full account or, where `guests` is true, that of a guest. */
export const AUDIENCES = {
  /** Anybody of the workspace; no team is needed. */
  all: { roles: ROLES, guests: true },
  /** The same without guests. */
  "full-accounts": { roles: ROLES, guests: false },
  /** Whoever is in the team. */
  viewers: { roles: ["lead", "member", "observer"], guests: true },
  /** The team's members and leads. */
  members: { roles: ["lead", "member"], guests: true },
  /** Whoever is in the team or is named by the KPI. */
  "kpi-viewers": { roles: ["lead", "member", "observer", "business"], guests: true },
  /** The team's leads and whoever is named by the KPI. */
  "kpi-people": { roles: ["lead", "business"], guests: true },
  /** Whoever gets check-ins in the team: not a lead who only observes. */
  asked: { roles: ["lead", "member"], guests: true },
  /** The team's leads. */
  leads: { roles: ["lead"], guests: false },
  /** Whoever gets a report: of the team that they lead or observe, or of the programme that they lead. */
  reporters: { roles: ["lead", "observer", "programme-lead"], guests: false },
  /** Whoever sees several teams side by side: programme leads all of them, observers those that they are in. */
  overseers: { roles: ["observer", "programme-lead"], guests: false },
  /** The programme leads of the workspace. */
  "programme-leads": { roles: ["programme-lead"], guests: false },
} as const satisfies Readonly<Record<string, Takes>>;
/** Whom something is for. */
export type Audience = keyof typeof AUDIENCES;

/** Whom each command is for. */
export const COMMAND_AUDIENCES = {
  help: "all",
  setup: "full-accounts",
  checkin: "asked",
  assess: "asked",
  status: "viewers",
  why: "viewers",
  gate: "viewers",
  next: "members",
  steps: "members",
  kpi: "viewers",
  export: "members",
  report: "reporters",
  digest: "leads",
  milestone: "leads",
  schedule: "leads",
  members: "leads",
  roles: "leads",
  pause: "leads",
  resume: "leads",
  group: "leads",
  link: "full-accounts",
  "link me": "all",
  away: "all",
  reminders: "all",
  language: "all",
  privacy: "all",
  leave: "viewers",
  "forget me": "all",
  overview: "overseers",
} as const satisfies Readonly<Record<CommandWord, Audience>>;

/** Whom each button is for. A command or a form that a button opens says by itself whom it is for. */
export const PRESS_AUDIENCES = {
  walk: "members",
  "show-check-in": "members",
  "take-step": "members",
  "decline-step": "members",
  "snooze-step": "members",
  "restore-step": "members",
  "step-done": "members",
  "step-later": "members",
  "step-drop": "members",
  "accept-step": "members",
  "confirm-evidence": "leads",
  "show-values": "viewers",
  "show-kpi": "kpi-viewers",
  "show-home": "all",
  "retire-kpi": "leads",
  "keep-reading": "kpi-people",
  "undo-reading": "kpi-people",
  "ask-owner": "leads",
  "remove-value": "leads",
  "keep-note": "members",
  dismiss: "all",
  "set-reminders": "all",
  "remove-absence": "all",
  "set-nudges": "all",
  "set-language": "all",
  "confirm-leave": "viewers",
  "confirm-forget": "all",
  "show-people": "leads",
  "remove-member": "leads",
  "keep-member": "leads",
  "add-group": "leads",
  "save-schedule": "leads",
  "confirm-link": "all",
} as const satisfies Readonly<Record<Exclude<Action["act"], "command" | "open-form">, Audience>>;

/** Whom each form is for, when it is opened and when it is sent. Without a team, `setup` is for every full account. */
export const FORM_AUDIENCES = {
  setup: "full-accounts",
  remark: "members",
  "not-applicable": "members",
  goal: "leads",
  kpi: "leads",
  "kpi-money": "leads",
  "kpi-details": "leads",
  reading: "kpi-people",
  "confirm-value": "kpi-people",
  "take-step": "members",
  "hand-over": "members",
  schedule: "leads",
  members: "leads",
  "take-out": "leads",
  "find-member": "leads",
  roles: "leads",
  pause: "leads",
  away: "all",
  milestone: "leads",
  programme: "programme-leads",
  "import-teams": "programme-leads",
  "appoint-lead": "programme-leads",
} as const satisfies Readonly<Record<FormName, Audience>>;

/** True where one of the roles belongs to the audience. The kind of the account is asked after by `takesKind`. */
export function takesRole(audience: Audience, ...roles: readonly Role[]): boolean {
  const taken: readonly Role[] = AUDIENCES[audience].roles;
  return roles.some((role) => taken.includes(role));
}

/** True where an account of this kind may belong to the audience. */
export function takesKind(audience: Audience, kind: AccountKind): boolean {
  return kind === "full" || AUDIENCES[audience].guests;
}

/**
 * True where somebody with this role and this account may do what is for the audience: a cell of the table. A guest who is stored
 * as a lead counts as a member.
 */
export function isFor(audience: Audience, { role, account }: { readonly role: Role; readonly account: AccountName }): boolean {
  const kind = ACCOUNTS[account];
  const counts = role === "lead" && kind === "guest" ? "member" : role;
  return kind !== undefined && takesKind(audience, kind) && takesRole(audience, counts);
}

/** True where the membership belongs to the audience. */
export function admits(audience: Audience, membership: Pick<Membership, "kind" | "lead">): boolean {
  return (audience !== "asked" || membership.kind === "member") && takesRole(audience, roleIn(membership));
}

/** Returns what a membership makes somebody in its team. */
function roleIn({ kind, lead }: Pick<Membership, "kind" | "lead">): Role {
  return lead ? "lead" : kind;
}
