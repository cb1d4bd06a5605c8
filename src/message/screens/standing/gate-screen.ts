/**
 * Shows the gate criterion by criterion: what is unmet in detail, what is met in one line, and where each condition
 * comes from.
 */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import { toAnswerNumber } from "../../../core/rating.ts";
import type { MaskedGate } from "../../../core/standing/mask-gate.ts";
import type { Button, Element, Message } from "../../message.ts";
import type { Run, Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { buildNextAct } from "../value/next-act.ts";
import { type JudgedKpi, sayOpenLinks } from "../value/value-words.ts";
import { type Conditions, groupBySubject, isMet, isUnmet, nameKey, originOf, sayUnmet, subjectOfKey } from "./gate-words.ts";
import { buildWhyButtons } from "./names.ts";

/** A link that was given with a gate question, and whether a lead confirmed it. */
export type Evidence = { readonly questionId: string; readonly link: string; readonly confirmed: boolean };

/** The gate of one team, masked for the reader. */
export type GateData = {
  readonly teamId: string;
  readonly teamName: string;
  readonly catalogue: Catalogue;
  readonly gate: MaskedGate;
  readonly evidence: readonly Evidence[];
  /** The team's KPIs, of which one that shows value proves the questions that take value. */
  readonly kpis: readonly JudgedKpi[];
  /** How many people rated at least one question. */
  readonly respondents: number;
  /** Whether the reader is a lead, who may confirm evidence and add goals and KPIs. */
  readonly lead: boolean;
  /** Whether the team has a goal that wasn't retired. */
  readonly hasGoal: boolean;
  /** The reader's person id, by which they are a KPI's reader or its goal's owner. */
  readonly personId: string;
  /** Whether the reader is a member, who is offered next steps. */
  readonly asked: boolean;
};

const ORIGINS = ["model", "implied", "threshold"] as const;

/**
 * Shows the verdict, then what is unmet by where it comes from, then what is met. Leads also see the links that wait
 * for confirmation.
 */
export function buildGate(voice: Voice, data: GateData): Message {
  const { gate, catalogue, teamName } = data;
  const level = catalogue.level + 1;
  const groups = groupBySubject(gate.criteria);
  return {
    locale: voice.locale,
    summary: voice.say("gate.summary", { team: teamName, met: gate.metCount, total: gate.total, level }),
    elements: [
      { kind: "heading", text: voice.say("gate.title", { team: teamName, level }) },
      ...buildVerdict(voice, data),
      ...ORIGINS.flatMap((origin) => buildOpen(voice, data, { origin, groups })),
      ...buildValue(voice, data),
      ...buildConfirming(voice, data),
      ...buildMet(voice, data, groups),
      buildOrigins(voice, catalogue),
      { kind: "buttons", buttons: buildButtons(voice, data) },
    ],
  };
}

function buildVerdict(voice: Voice, { gate, catalogue, respondents }: GateData): readonly Element[] {
  const values = { met: gate.metCount, total: gate.total, level: catalogue.level + 1 };
  if (gate.met) return [{ kind: "paragraph", text: voice.runs("gate.passed", values), tone: "good" }];
  const withheld: readonly Element[] =
    gate.withheld === 0 || respondents === 0
      ? []
      : [{ kind: "paragraph", text: voice.say("gate.withheld", { count: gate.withheld }), tone: "quiet" }];
  const label = voice.say("gate.progress", values);
  return [{ kind: "progress", done: gate.metCount, total: gate.total, label }, ...withheld];
}

function buildOpen(
  voice: Voice,
  { catalogue, gate, teamId }: GateData,
  { origin, groups }: { readonly origin: (typeof ORIGINS)[number]; readonly groups: readonly Conditions[] },
): readonly Element[] {
  const open = groups.filter((group) => originOf(catalogue, group) === origin && group.criteria.some(isUnmet));
  if (gate.met || open.length === 0) return [];
  const items = open.map((group): Text => sayGroup(voice, catalogue, group));
  const ways = buildWhyButtons(
    voice,
    { catalogue, teamId },
    open.map(({ key }) => subjectOfKey(key)),
  );
  if (origin === "threshold") {
    return [
      {
        kind: "fold",
        title: voice.say("gate.open-sections", { count: open.length }),
        elements: [{ kind: "list", items }, ...ways],
      },
    ];
  }
  return [
    { kind: "paragraph", text: [{ text: voice.say(`gate.origin.${origin}`), style: "bold" }] },
    { kind: "list", items },
    ...ways,
  ];
}

function sayGroup(voice: Voice, catalogue: Catalogue, { key, criteria }: Conditions): readonly Run[] {
  const lacking = sayUnmet(voice, criteria).join(voice.say("gate.joint"));
  return voice.runs("gate.lacking", { name: nameKey(voice, catalogue, key), lacking });
}

/**
 * While a question waits for proof that value can give: the KPI that is nearest to proving it, what that KPI lacks, and the next
 * act for whoever may do it. A KPI that counts for another question alone is no help here.
 */
function buildValue(voice: Voice, { teamId, gate, kpis, lead, personId, hasGoal }: GateData): readonly Element[] {
  const waiting = listWaitingForValue(gate, kpis);
  if (gate.met || waiting.size === 0) return [];
  const counting = kpis.filter(
    ({ verdict, record: { kpi } }) => !verdict.shows && (kpi.questionId === undefined || waiting.has(kpi.questionId)),
  );
  const [nearest] = counting.toSorted((one, other) => one.verdict.open.length - other.verdict.open.length);
  if (!nearest) {
    const add: Button = hasGoal
      ? { label: voice.say("kpi.button.add"), action: { act: "open-form", form: { form: "kpi", teamId } }, style: "primary" }
      : {
          label: voice.say("kpi.button.add-goal"),
          action: { act: "open-form", form: { form: "goal", teamId } },
          style: "primary",
        };
    const buttons: readonly Element[] = lead ? [{ kind: "buttons", buttons: [add] }] : [];
    return [{ kind: "paragraph", text: voice.runs(hasGoal ? "gate.value.no-kpi" : "gate.value.none") }, ...buttons];
  }
  const { kpi } = nearest.record;
  const values = { name: kpi.name, links: sayOpenLinks(voice, nearest.verdict) };
  const act = buildNextAct(voice, nearest, { lead, personId });
  const open: Button = { label: voice.say("kpi.button.open"), action: { act: "show-kpi", kpiId: kpi.id } };
  return [
    { kind: "paragraph", text: voice.runs("gate.value.nearest", values) },
    { kind: "buttons", buttons: act ? [act, open] : [open] },
  ];
}

/** Returns the ids of the questions that lack a proof which value could give. Those that only wait for answers are none. */
function listWaitingForValue({ criteria }: MaskedGate, kpis: readonly JudgedKpi[]): ReadonlySet<string> {
  const proven = kpis.filter(({ verdict }) => verdict.shows).map(({ record }) => record.kpi.questionId);
  return new Set(
    criteria.flatMap((each) => {
      const proof = isUnmet(each) && each.shown && each.criterion.kind === "question-proof" ? each.criterion : undefined;
      const waits = proof?.required.includes("value") && !proven.includes(undefined) && !proven.includes(proof.questionId);
      return proof && waits ? [proof.questionId] : [];
    }),
  );
}

/** Shows leads the links that wait for confirmation and those that were confirmed. */
function buildConfirming(voice: Voice, data: GateData): readonly Element[] {
  if (!data.lead || data.evidence.length === 0) return [];
  const waiting = data.evidence.filter(({ confirmed }) => !confirmed);
  const confirmed = data.evidence.filter((evidence) => evidence.confirmed);
  const title: Element = { kind: "paragraph", text: voice.runs("gate.confirm.title", { count: waiting.length }) };
  return [
    ...(waiting.length > 0 ? [title, ...waiting.flatMap((evidence) => buildEvidence(voice, data, evidence))] : []),
    ...(confirmed.length > 0
      ? [
          {
            kind: "fold",
            title: voice.say("gate.confirm.confirmed", { count: confirmed.length }),
            elements: confirmed.flatMap((evidence) => buildEvidence(voice, data, evidence)),
          } as const,
        ]
      : []),
  ];
}

function buildEvidence(voice: Voice, { teamId, catalogue }: GateData, evidence: Evidence): readonly Element[] {
  const { questionId, link, confirmed } = evidence;
  const name = nameKey(voice, catalogue, `question:${questionId}`);
  const text: readonly Run[] = [{ text: name, style: "bold" }, { text: " " }, { text: link, href: link }];
  const button: Button = {
    label: voice.say(confirmed ? "gate.button.withdraw" : "gate.button.confirm"),
    action: { act: "confirm-evidence", teamId, questionId, evidence: link, confirm: !confirmed },
    ...(!confirmed && { style: "primary" }),
  };
  return [
    { kind: "paragraph", text },
    { kind: "buttons", buttons: [button] },
  ];
}

function buildMet(voice: Voice, { catalogue }: GateData, groups: readonly Conditions[]): readonly Element[] {
  const items = groups.flatMap((group): readonly Text[] => {
    const met = group.criteria.filter(isMet).length;
    if (met === 0) return [];
    const total = group.criteria.length;
    return [
      voice.say(met === total ? "gate.met-all" : "gate.met-of", { name: nameKey(voice, catalogue, group.key), met, total }),
    ];
  });
  if (items.length === 0) return [];
  return [{ kind: "fold", title: voice.say("gate.met-title"), elements: [{ kind: "list", items }] }];
}

/** The model's conditions, our reading and our thresholds, told apart. */
function buildOrigins(voice: Voice, catalogue: Catalogue): Element {
  const { question, section } = catalogue.gate;
  const items = [
    voice.runs("gate.about.model"),
    voice.runs("gate.about.implied"),
    voice.runs("gate.about.threshold-question", {
      answer: toAnswerNumber(question.minRating),
      mean: voice.percent(readShare(question.minMean)),
      coverage: voice.percent(readShare(question.minCoverage)),
    }),
    voice.runs("gate.about.threshold-section", {
      score: voice.percent(readShare(section.minScore)),
      coverage: voice.percent(readShare(section.minCoverage)),
    }),
  ];
  return { kind: "fold", title: voice.say("gate.about.title"), elements: [{ kind: "list", items }] };
}

function buildButtons(voice: Voice, { teamId, asked }: GateData): readonly Button[] {
  const value: Button = { label: voice.say("gate.button.value"), action: { act: "command", line: "kpi", teamId } };
  const next: Button = { label: voice.say("standing.button.next"), action: { act: "command", line: "next", teamId } };
  return [
    ...(asked ? [next] : []),
    { label: voice.say("standing.button.why"), action: { act: "command", line: "why", teamId } },
    value,
  ];
}

function readShare(text: string): number {
  const [numerator = 0, denominator = 1] = text.split("/").map(Number);
  return numerator / denominator;
}
