/** Every cell of the table of rights, played over a platform's own wire: who tries what, and what they must hear. */
import type { Stores } from "../../src/app/ports/world.ts";
import {
  type AccountName,
  ACCOUNTS,
  type Audience,
  COMMAND_AUDIENCES,
  FORM_AUDIENCES,
  isFor,
  PRESS_AUDIENCES,
  type Role,
  ROLES,
  takesKind,
} from "../../src/app/rights.ts";
import type { Action } from "../../src/message/action.ts";
import type { CommandWord } from "../../src/message/command-word.ts";
import type { FormContext } from "../../src/message/form-context.ts";
import { nameInCast } from "../../src/simulation/cast.ts";
import { aMembership, aPerson, aTeam } from "./team.ts";
import { aGoal, aKpi, aReading } from "./value.ts";

const TEAM_ID = "team-speed";

/** Somebody with one role and one account. */
export type Cell = { readonly role: Role; readonly account: AccountName };

/** The id of whoever stands for a cell, in the platform's words and in ours. */
export function idOf({ role, account }: Cell): string {
  return `${role}-${account}`;
}

/** Stores a team with somebody of each cell, whatever could never have come about by the bot's own forms. Apps are stored nowhere. */
export async function seedCells(stores: Stores, { workspaceId, cells }: { workspaceId: string; cells: readonly Cell[] }) {
  await stores.teams.save(aTeam({ id: TEAM_ID, workspaceId, name: "Speed", channelId: "C-home", createdAt: 1 }));
  for (const cell of cells.filter(({ account }) => account !== "bot")) {
    const { role, account } = cell;
    const id = idOf(cell);
    const isLead = role === "programme-lead";
    await stores.people.save(
      aPerson({ id, workspaceId, name: nameInCast(id), programmeLead: isLead, ...(isLead && { programmeLeadBy: "operator" }) }),
    );
    await stores.people.saveAccount({ workspaceId, platformUserId: id, personId: id });
    const part = { lead: role === "lead", kind: role === "observer" ? ("observer" as const) : ("member" as const) };
    if (["lead", "member", "observer"].includes(role))
      await stores.memberships.save(aMembership({ id: `m-${id}`, teamId: TEAM_ID, personId: id, ...part }));
    if (role !== "business") continue;
    await stores.goals.save(aGoal({ id: `goal-${account}`, teamId: TEAM_ID, ownerId: id }));
    await stores.kpis.save(aKpi({ id: `kpi-${account}`, teamId: TEAM_ID, goalId: `goal-${account}`, readerId: id }));
    await stores.readings.add(TEAM_ID, aReading({ id: `reading-${account}`, kpiId: `kpi-${account}`, addedBy: id }));
  }
}

/** What is tried: whom it is for by the table, what it is about, and what reaches the bot. */
export type Try = {
  readonly name: string;
  readonly audience: Audience;
  readonly about: "command" | "team" | "kpi" | "step" | "programme";
  readonly does: { readonly says: string } | { readonly presses: (cell: Cell) => Action };
};

/** Words after a command, where it would do more than show something without them. */
const LINES: Partial<Record<CommandWord, string>> = {
  pause: "pause sometime",
  link: "link 000000",
  away: "away sometime",
};

/** Every command of the table. */
export const COMMANDS: readonly Try[] = Object.entries(COMMAND_AUDIENCES).map(([word, audience]) => ({
  name: word,
  audience,
  about: audience === "overseers" ? "programme" : "command",
  does: { says: Object.entries(LINES).find(([known]) => known === word)?.[1] ?? word },
}));

const revision = 1;
const teamId = TEAM_ID;
const personId = "member-full";

const PRESSES: Partial<{ readonly [A in Action["act"] & keyof typeof PRESS_AUDIENCES]: (kpiId: string) => Action & { act: A } }> =
  {
    "show-values": () => ({ act: "show-values", teamId, page: 0 }),
    "show-kpi": (kpiId) => ({ act: "show-kpi", kpiId }),
    "ask-owner": (kpiId) => ({ act: "ask-owner", kpiId }),
    "keep-reading": (kpiId) => ({ act: "keep-reading", kpiId, value: "11", on: "2026-10-02" }),
    "snooze-step": () => ({ act: "snooze-step", teamId, questionId: "cluster-metrics", fromRating: 1 }),
    "confirm-evidence": () => ({
      act: "confirm-evidence",
      teamId,
      questionId: "cluster-metrics",
      evidence: "https://example.com",
      confirm: true,
    }),
    "show-people": () => ({ act: "show-people", list: "members", teamId, page: 1 }),
    "keep-member": () => ({ act: "keep-member", teamId, personId }),
    "save-schedule": () => ({ act: "save-schedule", teamId, revision: 99, schedule: "{}" }),
    "set-nudges": () => ({ act: "set-nudges", on: true }),
  };

const FORMS: Partial<{ readonly [F in FormContext["form"]]: (kpiId: string) => FormContext & { form: F } }> = {
  setup: () => ({ form: "setup" }),
  goal: () => ({ form: "goal", teamId }),
  kpi: () => ({ form: "kpi", teamId }),
  "kpi-money": (kpiId) => ({ form: "kpi-money", kpiId }),
  "kpi-details": (kpiId) => ({ form: "kpi-details", kpiId }),
  reading: (kpiId) => ({ form: "reading", kpiId }),
  "confirm-value": (kpiId) => ({ form: "confirm-value", kpiId }),
  "take-step": () => ({ form: "take-step", teamId, questionId: "cluster-metrics", fromRating: 1 }),
  schedule: () => ({ form: "schedule", teamId, revision }),
  members: () => ({ form: "members", teamId, revision }),
  "take-out": () => ({ form: "take-out", teamId, page: 1 }),
  "find-member": () => ({ form: "find-member", teamId }),
  roles: () => ({ form: "roles", teamId, personId, revision }),
  pause: () => ({ form: "pause", teamId }),
  away: () => ({ form: "away" }),
  milestone: () => ({ form: "milestone", teamId }),
  programme: () => ({ form: "programme" }),
  "appoint-lead": () => ({ form: "appoint-lead", teamId }),
};

/** Buttons and forms that name what exists, as somebody could forge them who knows every id. */
export const FORGED: readonly Try[] = [
  ...Object.entries(PRESSES).map(([act, build]) => forge(act, PRESS_AUDIENCES[act as keyof typeof PRESSES], (kpi) => build(kpi))),
  ...Object.entries(FORMS).map(([form, build]) =>
    forge(`the form ${form}`, FORM_AUDIENCES[form as keyof typeof FORMS], (kpi) => ({ act: "open-form", form: build(kpi) })),
  ),
];

/** A KPI names one person: each business person has their own, and everybody else tries the one of the full account. */
function forge(name: string, audience: Audience, build: (kpiId: string) => Action): Try {
  const kpiOf = ({ role, account }: Cell) => `kpi-${role === "business" ? account : "full"}`;
  const about = JSON.stringify(build("kpi-any")).includes("kpi-any") ? "kpi" : name.includes("step") ? "step" : "team";
  return {
    name,
    audience,
    about: audience === "programme-leads" ? "programme" : about,
    does: { presses: (cell) => build(kpiOf(cell)) },
  };
}

/** The refusals, each by words that stand in no other sentence of the bot. */
const REFUSALS = {
  nobody: "whose account is open",
  guests: "needs a full account",
  "no-team": "not on a team yet",
  "not-your-team": "not on that team",
  "leads-only": "Only leads of",
  "members-only": "Only members of",
  "reporters-only": "Only team leads, observers",
  "programme-leads-only": "Only programme leads",
  "not-your-kpi": "'s leads and the person who",
  "no-such-kpi": "That KPI doesn't exist anymore",
} as const;
type Refusal = keyof typeof REFUSALS | "none" | "silence";

/** Which refusal stands in what somebody heard; `silence` where they heard nothing at all. */
export function readRefusal(heard: string): Refusal {
  if (heard.trim() === "") return "silence";
  for (const [name, words] of Object.entries(REFUSALS)) if (heard.includes(words)) return name as Refusal;
  return "none";
}

/** What the table says that whoever stands for the cell hears. */
export function expectedRefusal({ audience, about }: Try, { role, account }: Cell): Refusal {
  if (isFor(audience, { role, account })) return "none";
  const kind = ACCOUNTS[account];
  if (kind === undefined) return "nobody";
  if (!takesKind(audience, kind)) return "guests";
  if (about === "programme") return "programme-leads-only";
  if (audience === "reporters") return "reporters-only";
  const isInTeam = role === "lead" || role === "member" || role === "observer";
  if (about === "kpi") return isInTeam || role === "business" ? "not-your-kpi" : "no-such-kpi";
  if (!isInTeam) return about === "command" ? "no-team" : "not-your-team";
  return audience === "leads" ? "leads-only" : "members-only";
}

/** Every role with each of these accounts. */
export function listCells(accounts: readonly AccountName[]): readonly Cell[] {
  return ROLES.flatMap((role) => accounts.map((account) => ({ role, account })));
}
