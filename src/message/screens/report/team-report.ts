/**
 * The report of a team for whoever decides about it: first the answer, then what it rests on. Everything in it was masked for
 * people outside the team.
 */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { Step } from "../../../core/next-steps/step.ts";
import type { Change } from "../../../core/standing/change.ts";
import type { MaskedGate } from "../../../core/standing/mask-gate.ts";
import type { MaskedStanding } from "../../../core/standing/masked-standing.ts";
import type { PrivacyMode } from "../../../core/team.ts";
import type { LocalDate } from "../../../core/time.ts";
import { addSavings } from "../../../core/value/saving.ts";
import type { Paper, PaperElement } from "../../paper.ts";
import type { Text } from "../../text.ts";
import type { PromptTaking, Voice } from "../../voice/voice.ts";
import { listScopeSplits, listSplits } from "../standing/attention.ts";
import type { Evidence } from "../standing/gate-screen.ts";
import { type Conditions, groupBySubject, isUnmet, nameKey, originOf, sayUnmet } from "../standing/gate-words.ts";
import { buildNumber, hasNumber, sayMovement } from "../standing/headline.ts";
import { nameQuestion } from "../standing/names.ts";
import { buildDimensionRows } from "../standing/score-rows.ts";
import { buildTrendPicture, type TrendMoment } from "../standing/standing-pictures.ts";
import { wordDue, wordStep } from "../steps/step-words.ts";
import { type JudgedKpi, nameOwner, type PeopleNames, sayAmount, sayOpenLinks } from "../value/value-words.ts";

/** Everything that the report of a team is written from, masked for people outside it. */
export type TeamReportData = {
  readonly teamId: string;
  readonly teamName: string;
  readonly privacy: PrivacyMode;
  readonly catalogue: Catalogue;
  readonly standing: MaskedStanding;
  readonly before?: MaskedStanding;
  /** Since the round before, over what was counted in both. */
  readonly change?: Change;
  /** The day in words. */
  readonly moment: string;
  readonly today: LocalDate;
  readonly gate: MaskedGate;
  /** Oldest first, ending with now. */
  readonly path: readonly TrendMoment[];
  /** Those that weren't retired. */
  readonly kpis: readonly JudgedKpi[];
  readonly steps: readonly Step[];
  readonly evidence: readonly Evidence[];
  /** By person id. */
  readonly names: PeopleNames;
};

/** From this many moments on a course is worth a picture. */
const COURSE_FROM = 3;
const MOST_NAMED = 3;
const MOST_STEPS = 12;

/** Builds the report of a team. A section with nothing to say is left out, but for value and the gate, where that is news. */
export function buildTeamReport(voice: Voice, data: TeamReportData): Paper {
  const { teamName, catalogue, moment } = data;
  return {
    locale: voice.locale,
    title: voice.say("report.title", { team: teamName, level: catalogue.level }),
    subtitle: voice.say("report.subtitle", { date: moment, edition: voice.of(catalogue.title) }),
    elements: [
      ...section(voice, "report.answer.heading", [{ kind: "list", items: sayAnswer(voice, data) }]),
      ...section(voice, "report.standing.heading", buildStanding(voice, data)),
      ...section(voice, "report.gate.heading", buildGate(voice, data)),
      ...section(voice, "report.value.heading", buildValue(voice, data)),
      ...section(voice, "report.steps.heading", buildSteps(voice, data)),
      ...section(voice, "report.talk.heading", buildTalk(voice, data)),
      ...section(voice, "report.evidence.heading", buildProof(voice, data)),
      ...section(voice, "report.how.heading", [{ kind: "list", items: explainNumbers(voice, data) }]),
    ],
  };
}

function section(voice: Voice, title: PromptTaking, elements: readonly PaperElement[]): readonly PaperElement[] {
  return elements.length === 0 ? [] : [{ kind: "heading", text: voice.say(title) }, ...elements];
}

/** Where we are, what it brought, what we need: a line each. */
function sayAnswer(voice: Voice, data: TeamReportData): readonly Text[] {
  const { standing, privacy, gate, catalogue } = data;
  const count = { met: gate.metCount, total: gate.total };
  const [number] = buildNumber(voice, { standing, privacy, gate: count, level: catalogue.level });
  const where = number?.kind === "paragraph" ? number.text : "";
  return [where, sayBrought(voice, data), sayNeed(voice, data)];
}

function sayBrought(voice: Voice, { kpis }: TeamReportData): Text {
  const proven = kpis.filter(({ verdict }) => verdict.shows);
  if (proven.length === 0) return voice.runs("report.answer.brought-none", { count: kpis.length });
  const names = voice.list(proven.slice(0, MOST_NAMED).map(({ record }) => record.kpi.name));
  const savings = addSavings(proven.flatMap(({ saving }) => saving ?? []));
  const amounts = savings.map(({ currency, perYear }) => sayAmount(voice, perYear, currency));
  if (amounts.length === 0) return voice.runs("report.answer.brought", { count: proven.length, names });
  return voice.runs("report.answer.brought-money", { count: proven.length, names, money: voice.list(amounts) });
}

function sayNeed(voice: Voice, data: TeamReportData): Text {
  const { gate, catalogue } = data;
  const level = catalogue.level + 1;
  if (gate.met) return voice.runs("report.answer.need-nothing", { level });
  const open = listOpen(gate).filter(({ key }) => key.startsWith("question:"));
  const names = open.slice(0, MOST_NAMED).map(({ key }) => nameKey(voice, catalogue, key));
  if (names.length === 0) return voice.runs("report.answer.need-score", { level });
  return voice.runs("report.answer.need", { level, count: open.length, names: voice.list(names) });
}

function buildStanding(voice: Voice, data: TeamReportData): readonly PaperElement[] {
  const { standing, before, catalogue, path, teamName, teamId } = data;
  if (!hasNumber(standing)) return [{ kind: "paragraph", text: voice.say("report.standing.none") }];
  const scores = { catalogue, now: standing, ...(before && { before }) };
  const rows = buildDimensionRows(voice, scores, teamId).map(({ action: _, ...row }) => row);
  const moved = sayMovement(voice, data);
  return [
    { kind: "scores", rows },
    ...(moved === undefined ? [] : [{ kind: "paragraph", text: moved } as const]),
    ...(path.length < COURSE_FROM ? [] : [buildTrendPicture(voice, { teamName, catalogue, path })]),
  ];
}

/** What is unmet, each question or section once, in the model's order: questions before sections. */
function listOpen({ criteria }: MaskedGate): readonly Conditions[] {
  const open = groupBySubject(criteria).filter((each) => each.criteria.some(isUnmet));
  return open.toSorted((one, other) => Number(one.key.startsWith("section:")) - Number(other.key.startsWith("section:")));
}

function buildGate(voice: Voice, { gate, catalogue }: TeamReportData): readonly PaperElement[] {
  const values = { met: gate.metCount, total: gate.total, level: catalogue.level + 1 };
  if (gate.met) return [{ kind: "paragraph", text: voice.runs("gate.passed", values), tone: "good" }];
  const rows = listOpen(gate).map(({ key, criteria }): readonly Text[] => [
    nameKey(voice, catalogue, key),
    voice.say(`report.gate.origin.${originOf(catalogue, { key })}`),
    sayUnmet(voice, criteria).join(voice.say("gate.joint")),
  ]);
  const columns = (["condition", "whose", "missing"] as const).map((column) => voice.say(`report.gate.${column}`));
  return [
    { kind: "paragraph", text: voice.say("gate.progress", values) },
    { kind: "table", columns, rows },
  ];
}

function buildValue(voice: Voice, { kpis, names }: TeamReportData): readonly PaperElement[] {
  if (kpis.length === 0) return [{ kind: "paragraph", text: voice.say("report.value.none") }];
  const columns = (["kpi", "owner", "baseline", "now", "target", "saving", "state"] as const).map((column) =>
    voice.say(`report.value.${column}`),
  );
  const rows = kpis.map((judged): readonly Text[] => {
    const { record, verdict, saving } = judged;
    const { kpi } = record;
    const { baseline, target, unit } = kpi;
    return [
      kpi.name,
      nameOwner(voice, record, names) ?? "–",
      baseline ? sayAmount(voice, baseline.value, unit) : "–",
      verdict.latest ? sayAmount(voice, verdict.latest.value, unit) : "–",
      target
        ? voice.say("report.value.by", { amount: sayAmount(voice, target.value, unit), date: voice.localDate(target.on) })
        : "–",
      saving && verdict.shows ? sayAmount(voice, saving.perYear, saving.currency) : "–",
      verdict.shows ? voice.say("report.value.shows") : voice.say("report.value.lacks", { links: sayOpenLinks(voice, verdict) }),
    ];
  });
  return [{ kind: "table", columns, rows }];
}

function buildSteps(voice: Voice, { steps, catalogue, names, today }: TeamReportData): readonly PaperElement[] {
  const taken = steps
    .filter(({ status }) => status === "taken")
    .toSorted((one, other) => compare(one.due ?? "9", other.due ?? "9"));
  const done = steps.filter(({ status }) => status === "done").length;
  if (taken.length + done === 0) return [];
  const late = taken.filter(({ due }) => due !== undefined && due < today).length;
  const rows = taken.slice(0, MOST_STEPS).map((step): readonly Text[] => {
    const { name, step: words } = wordStep(voice, catalogue, step);
    const owner = step.ownerId === undefined ? "–" : (names.get(step.ownerId) ?? voice.say("kpi.forgotten"));
    return [voice.say("report.steps.named", { name, step: words }), owner, wordDue(voice, step.due)];
  });
  const columns = (["step", "owner", "due"] as const).map((column) => voice.say(`report.steps.${column}`));
  return [
    { kind: "paragraph", text: voice.say("report.steps.count", { taken: taken.length, done, late }) },
    ...(rows.length === 0 ? [] : [{ kind: "table", columns, rows } as const]),
  ];
}

function buildTalk(voice: Voice, { standing, catalogue }: TeamReportData): readonly PaperElement[] {
  const items = [...listSplits(standing), ...listScopeSplits(standing)].map((id) => nameQuestion(voice, catalogue, id));
  if (items.length === 0) return [];
  return [
    { kind: "paragraph", text: voice.say("report.talk.intro") },
    { kind: "list", items },
  ];
}

function buildProof(voice: Voice, { evidence, catalogue }: TeamReportData): readonly PaperElement[] {
  const items = evidence
    .filter(({ confirmed }) => confirmed)
    .map(({ questionId, link }): Text => [
      { text: nameQuestion(voice, catalogue, questionId), style: "bold" },
      { text: " " },
      { text: link, href: link },
    ]);
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

function explainNumbers(voice: Voice, { privacy }: TeamReportData): readonly Text[] {
  return [
    voice.say("report.how.score"),
    voice.say("report.how.coverage"),
    voice.say("report.how.change"),
    voice.say(`report.how.privacy-${privacy}`),
    voice.say("report.how.gate"),
  ];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
