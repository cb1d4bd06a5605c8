/** Says what is stored about a person and who sees it, in counts, and asks before all of it is removed. */
import type { Absence, Person, PrivacyMode, Team } from "../../../core/team.ts";
import type { Instant, Zone } from "../../../core/time.ts";
import type { Element, Fact, Message } from "../../message.ts";
import type { Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import type { NamedExport } from "../check-in/check-in-view.ts";
import { sayDay } from "../schedule/schedule-words.ts";
import { sayEnds } from "./away-screen.ts";

/** How much is stored about a person in one team, in counts. */
export type KeptInTeam = {
  readonly team: Pick<Team, "name" | "privacy">;
  readonly observer: boolean;
  /** Names of the two workspaces of a linked team. */
  readonly sides?: readonly string[];
  /** Whether the person has left the team. */
  readonly past: boolean;
  readonly answers: number;
  /** How many questions these answers belong to. */
  readonly questions: number;
  readonly ownNotes: number;
  readonly sharedNotes: number;
  readonly evidence: number;
  readonly checkIns: number;
  readonly steps: number;
  /** The operator's newest export with names of the past year, where it holds something of the person. */
  readonly namedExport?: NamedExport;
};

/** What the value ledger of any team holds about a person. */
export type KeptInLedger = {
  /** The goals that they own, each with its team. */
  readonly goals: readonly KeptLedgerEntry[];
  /** The KPIs that they are asked for, each with its team. */
  readonly kpis: readonly KeptLedgerEntry[];
  /** How many readings they typed. */
  readonly readings: number;
};

/** A goal's sentence or a KPI's name, and the team that it belongs to. */
type KeptLedgerEntry = { readonly name: string; readonly team: string };

/** What is stored about a person. */
export type PrivacyData = {
  readonly person: Person;
  readonly zone?: Zone;
  /** Their absences that are not over. */
  readonly absences: readonly Absence[];
  readonly now: Instant;
  readonly teams: readonly KeptInTeam[];
  /** For how many months answers that no longer count are kept; undefined where they are kept for ever. */
  readonly answersKeptMonths?: number;
  readonly ledger: KeptInLedger;
  /** Names in the ledgers of their teams of owners without an account, who can't ask for themselves. */
  readonly namedOwners: readonly string[];
  /** What Microsoft Teams told of the person when the bot came into one of their teams; undefined where nothing is stored. */
  readonly directory?: { readonly id: string; readonly email?: string };
};

/** Says what is stored about the reader and who sees it, team by team, with buttons to export it and to have it removed. */
export function buildPrivacy(voice: Voice, data: PrivacyData): Message {
  return {
    locale: voice.locale,
    summary: voice.say("privacy.summary"),
    elements: [
      { kind: "heading", text: voice.say("privacy.title") },
      { kind: "facts", items: listPersonFacts(voice, data) },
      ...buildDirectory(voice, data),
      { kind: "paragraph", text: voice.say("privacy.person-seen"), tone: "quiet" },
      ...data.teams.flatMap((kept) => buildTeam(voice, kept, data.zone ?? "UTC")),
      ...(data.teams.length > 0 ? [{ kind: "paragraph" as const, text: sayHowLong(voice, data), tone: "quiet" as const }] : []),
      ...(data.teams.length === 0 ? [{ kind: "paragraph" as const, text: voice.say("privacy.teams-none") }] : []),
      ...buildLedger(voice, data),
      { kind: "paragraph", text: voice.say(isLinked(data) ? "privacy.outside-linked" : "privacy.outside"), tone: "quiet" },
      { kind: "paragraph", text: voice.say("privacy.operator"), tone: "quiet" },
      {
        kind: "buttons",
        buttons: [
          ...(data.teams.some(({ past }) => !past)
            ? [{ label: voice.say("privacy.button.export"), action: { act: "command" as const, line: "export json" as const } }]
            : []),
          { label: voice.say("privacy.button.forget"), action: { act: "command", line: "forget me" }, style: "danger" },
        ],
      },
    ],
  };
}

function sayHowLong(voice: Voice, { answersKeptMonths: months }: PrivacyData): Text {
  return months === undefined ? voice.runs("privacy.kept-always") : voice.runs("privacy.kept-months", { months });
}

function isLinked({ teams }: PrivacyData): boolean {
  return teams.some(({ sides = [] }) => sides.length > 0);
}

function buildDirectory(voice: Voice, { directory }: PrivacyData): readonly Element[] {
  if (!directory) return [];
  const { id, email = voice.say("privacy.email-none") } = directory;
  return [
    {
      kind: "facts",
      items: [
        { label: voice.say("privacy.email"), value: email },
        { label: voice.say("privacy.account"), value: id },
      ],
    },
    { kind: "paragraph", text: voice.say("privacy.directory"), tone: "quiet" },
  ];
}

function listPersonFacts(voice: Voice, { person, zone, absences, now }: PrivacyData): readonly Fact[] {
  const reminders = voice.say(`words.reminders.${person.reminders}`);
  const nudges = voice.say(person.nudges ? "personal.nudges.on" : "personal.nudges.off");
  const begun = absences.find(({ from }) => from <= now);
  const planned = absences
    .filter(({ from }) => from > now)
    .map((each) => voice.say("privacy.absence", sayEnds(voice, each, zone ?? "UTC")));
  const settings =
    begun === undefined
      ? voice.say("privacy.settings-value", { reminders, nudges })
      : voice.say("privacy.settings-away", { reminders, nudges, date: sayDay(voice, begun.until, zone ?? "UTC") });
  return [
    { label: voice.say("privacy.name"), value: person.name },
    { label: voice.say("privacy.language"), value: voice.say(`words.language.${voice.locale}`) },
    { label: voice.say("privacy.zone"), value: zone ?? voice.say("privacy.zone-unknown") },
    { label: voice.say("privacy.settings"), value: settings },
    ...(planned.length === 0 ? [] : [{ label: voice.say("privacy.absences"), value: planned.join("; ") }]),
  ];
}

function buildTeam(voice: Voice, kept: KeptInTeam, zone: Zone): readonly Element[] {
  const { team, past, observer, answers } = kept;
  const name = past ? voice.say("privacy.team.past", { team: team.name }) : team.name;
  const head: readonly Element[] = [
    { kind: "divider" },
    { kind: "paragraph", text: [{ text: name, style: "bold" }] },
    ...buildSides(voice, kept),
  ];
  if (observer && answers === 0) {
    return [...head, { kind: "paragraph", text: voice.say("privacy.team.answers-observer"), tone: "quiet" }];
  }
  return [
    ...head,
    { kind: "facts", items: listTeamFacts(voice, kept, zone) },
    { kind: "paragraph", text: sayWhoSees(voice, team.privacy), tone: team.privacy === "open" ? "warning" : "quiet" },
  ];
}

/** Nothing is said to who has nothing there, and whose teams name nobody. */
function buildLedger(voice: Voice, { ledger: { goals, kpis, readings }, namedOwners }: PrivacyData): readonly Element[] {
  const list = (entries: readonly KeptLedgerEntry[]) =>
    voice.series(entries.map((entry) => voice.say("privacy.ledger.entry", entry)));
  const facts: readonly Fact[] = [
    ...(goals.length > 0 ? [{ label: voice.say("privacy.ledger.goals"), value: list(goals) }] : []),
    ...(kpis.length > 0 ? [{ label: voice.say("privacy.ledger.kpis"), value: list(kpis) }] : []),
    ...(readings > 0
      ? [{ label: voice.say("privacy.ledger.readings"), value: voice.say("privacy.ledger.readings-count", { count: readings }) }]
      : []),
  ];
  const named: readonly Element[] =
    namedOwners.length === 0
      ? []
      : [{ kind: "paragraph", text: voice.say("privacy.ledger.named", { names: voice.series(namedOwners) }), tone: "quiet" }];
  if (facts.length === 0 && named.length === 0) return [];
  return [
    { kind: "divider" },
    { kind: "paragraph", text: [{ text: voice.say("privacy.ledger.title"), style: "bold" }] },
    ...(facts.length === 0
      ? []
      : ([
          { kind: "facts", items: facts },
          { kind: "paragraph", text: voice.say("privacy.ledger.seen"), tone: "quiet" },
        ] as const)),
    ...named,
  ];
}

/** Quietly in a private team; in open mode the others see who answered what. */
function buildSides(voice: Voice, { team, past, sides = [] }: KeptInTeam): readonly Element[] {
  if (sides.length === 0 || past) return [];
  const text = voice.runs(`privacy.team.linked-${team.privacy}`, { sides: voice.list(sides) });
  return [{ kind: "paragraph", text, tone: team.privacy === "open" ? "warning" : "normal" }];
}

function sayWhoSees(voice: Voice, privacy: PrivacyMode): Text {
  return privacy === "open" ? voice.runs("privacy.team.answers-open") : voice.runs("privacy.team.answers-private");
}

function listTeamFacts(voice: Voice, kept: KeptInTeam, zone: Zone): readonly Fact[] {
  const row = (id: "answers" | "notes" | "evidence" | "check-ins" | "steps" | "exported", value: string): Fact => ({
    label: voice.say(`privacy.team.${id}`),
    value,
  });
  return [
    row("answers", voice.say("privacy.team.answers-count", { answers: kept.answers, questions: kept.questions })),
    row("notes", voice.say("privacy.team.notes-count", { own: kept.ownNotes, shared: kept.sharedNotes })),
    row("evidence", voice.say("privacy.team.evidence-count", { count: kept.evidence })),
    row("check-ins", voice.say("privacy.team.check-ins-count", { count: kept.checkIns })),
    row("steps", voice.say("privacy.team.steps-count", { count: kept.steps })),
    row("exported", sayNamedExport(voice, kept, zone)),
  ];
}

function sayNamedExport(voice: Voice, { namedExport }: KeptInTeam, zone: Zone): string {
  if (!namedExport) return voice.say("privacy.team.exported-never");
  const notes = namedExport.privateNotes ? "yes" : "no";
  return voice.say("privacy.team.exported-on", { date: voice.date(namedExport.at, zone), notes });
}

/** What removing a person would change for others. */
export type ForgetData = {
  readonly teams: number;
  readonly answers: number;
  /** Names of the teams that only this person leads. */
  readonly leaderless: readonly string[];
  /** Names of the teams that have nobody else. */
  readonly ends: readonly string[];
  /** Where else they have an account that is forgotten with this one, in words. */
  readonly otherSide?: string;
};

/**
 * Asks whether to remove everything about the reader. Names first which of their teams will have no lead, and which
 * will end.
 */
export function buildForgetQuestion(voice: Voice, { teams, answers, leaderless, ends, otherSide }: ForgetData): Message {
  const consequences = [
    ...leaderless.map((team) => voice.say("privacy.forget.leaderless", { team })),
    ...ends.map((team) => voice.say("privacy.forget.ends", { team })),
  ];
  return {
    locale: voice.locale,
    summary: voice.say("privacy.forget.summary"),
    elements: [
      { kind: "heading", text: voice.say("privacy.forget.title") },
      { kind: "paragraph", text: voice.say("privacy.forget.removes", { teams, answers }) },
      ...consequences.map((text): Element => ({ kind: "paragraph", text, tone: "warning" })),
      { kind: "paragraph", text: voice.say("privacy.forget.remains"), tone: "quiet" },
      {
        kind: "paragraph",
        text:
          otherSide === undefined
            ? voice.say("privacy.forget.messages")
            : voice.say("privacy.forget.messages-both", { side: otherSide }),
        tone: "quiet",
      },
      {
        kind: "buttons",
        buttons: [
          { label: voice.say("privacy.forget.yes"), action: { act: "confirm-forget" }, style: "danger" },
          { label: voice.say("privacy.forget.no"), action: { act: "dismiss" } },
        ],
      },
    ],
  };
}
