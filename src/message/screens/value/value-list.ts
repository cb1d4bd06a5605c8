/** The team's value ledger as a list with pages: what every KPI shows, and what is missing. */
import type { ValueRecord } from "../../../core/standing/records.ts";
import type { Goal } from "../../../core/value/kpi.ts";
import { addSavings } from "../../../core/value/saving.ts";
import type { Button, Element, Message } from "../../message.ts";
import type { Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { type JudgedKpi, nameOwner, type PeopleNames, sayAmount, sayCourse, sayOpenLinks } from "./value-words.ts";

/** The value ledger of a team, and whether the reader leads it. */
export type ValueListData = {
  readonly teamId: string;
  readonly teamName: string;
  /** Without the retired ones: those that show value last, so that what needs somebody comes first. */
  readonly kpis: readonly JudgedKpi[];
  /** The goals that no KPI serves yet. */
  readonly bareGoals: readonly Goal[];
  /** Records of the earlier kind that nobody completed. */
  readonly earlier: readonly ValueRecord[];
  readonly names: PeopleNames;
  /** From 0 on; a page beyond the last shows the last. */
  readonly page: number;
  readonly lead: boolean;
};

/** How many KPIs a page shows. */
const KPIS_A_PAGE = 5;

/** Shows the team's KPIs, a page at a time. Leads get buttons to add goals and KPIs and to complete earlier records. */
export function buildValueList(voice: Voice, data: ValueListData): Message {
  const { teamName, kpis } = data;
  const shown = kpis.filter(({ verdict }) => verdict.shows).length;
  return {
    locale: voice.locale,
    summary: voice.say("kpi.summary", { team: teamName, count: kpis.length, shown }),
    elements: [
      { kind: "heading", text: voice.say("kpi.title", { team: teamName }) },
      { kind: "paragraph", text: voice.runs("kpi.intro"), tone: "quiet" },
      ...buildNone(voice, data),
      ...buildTotals(voice, kpis),
      ...buildPage(voice, data),
      ...buildBareGoals(voice, data),
      ...buildEarlier(voice, data),
      ...buildAdding(voice, data),
    ],
  };
}

function buildNone(voice: Voice, { kpis, bareGoals, lead }: ValueListData): readonly Element[] {
  if (kpis.length > 0 || bareGoals.length > 0) return [];
  return [{ kind: "paragraph", text: voice.runs(lead ? "kpi.none" : "kpi.none-lead") }];
}

function buildTotals(voice: Voice, kpis: readonly JudgedKpi[]): readonly Element[] {
  return addSavings(kpis.flatMap(({ saving }) => saving ?? [])).map(({ currency, perYear }): Element => {
    const isLoss = perYear.compare(0) < 0;
    const amount = sayAmount(voice, perYear.abs(), currency);
    return {
      kind: "paragraph",
      text: voice.runs(isLoss ? "kpi.total-loss" : "kpi.total", { amount }),
      tone: isLoss ? "warning" : "good",
    };
  });
}

function buildPage(voice: Voice, data: ValueListData): readonly Element[] {
  const { kpis, teamId } = data;
  const last = Math.max(0, Math.ceil(kpis.length / KPIS_A_PAGE) - 1);
  const page = Math.min(data.page, last);
  const first = page * KPIS_A_PAGE;
  const lines = kpis.slice(first, first + KPIS_A_PAGE);
  if (last === 0) return lines.flatMap((kpi) => buildLine(voice, kpi));
  const text = voice.runs("kpi.page", { first: first + 1, last: first + lines.length, total: kpis.length });
  const turn = (to: number, label: Button["label"]): Button => ({ label, action: { act: "show-values", teamId, page: to } });
  const buttons: readonly Button[] = [
    ...(page > 0 ? [turn(page - 1, voice.say("kpi.button.previous"))] : []),
    ...(page < last ? [turn(page + 1, voice.say("kpi.button.next"))] : []),
  ];
  return [
    ...lines.flatMap((kpi) => buildLine(voice, kpi)),
    { kind: "divider" },
    { kind: "paragraph", text, tone: "quiet" },
    { kind: "buttons", buttons },
  ];
}

function buildLine(voice: Voice, judged: JudgedKpi): readonly Element[] {
  const { record, verdict } = judged;
  const { kpi, goal } = record;
  const name = goal
    ? voice.runs("kpi.line.name", { name: kpi.name, goal: goal.sentence })
    : voice.runs("kpi.line.name-only", { name: kpi.name });
  const state = verdict.shows
    ? voice.runs("kpi.line.shows")
    : voice.runs("kpi.line.missing", { links: sayOpenLinks(voice, verdict) });
  return [
    { kind: "divider" },
    { kind: "paragraph", text: name },
    { kind: "paragraph", text: sayCourse(voice, judged) },
    { kind: "paragraph", text: state, tone: verdict.shows ? "good" : "quiet" },
    { kind: "buttons", buttons: [{ label: voice.say("kpi.button.open"), action: { act: "show-kpi", kpiId: kpi.id } }] },
  ];
}

function buildBareGoals(voice: Voice, { bareGoals, names, teamId, lead }: ValueListData): readonly Element[] {
  if (bareGoals.length === 0) return [];
  const lines = bareGoals.flatMap((goal): readonly Element[] => {
    const owner = nameOwner(voice, { goal }, names);
    const text: Text =
      owner === undefined
        ? voice.runs("kpi.goal-line-unowned", { goal: goal.sentence })
        : voice.runs("kpi.goal-line", { goal: goal.sentence, owner });
    const buttons: readonly Button[] = [
      {
        label: voice.say("kpi.button.add"),
        action: { act: "open-form", form: { form: "kpi", teamId, goalId: goal.id } },
        style: "primary",
      },
      { label: voice.say("kpi.button.edit-goal"), action: { act: "open-form", form: { form: "goal", teamId, goalId: goal.id } } },
    ];
    return [{ kind: "paragraph", text }, ...(lead ? [{ kind: "buttons", buttons } as const] : [])];
  });
  return [{ kind: "divider" }, { kind: "paragraph", text: voice.runs("kpi.goals-without-kpi"), tone: "quiet" }, ...lines];
}

function buildEarlier(voice: Voice, { earlier, teamId, lead }: ValueListData): readonly Element[] {
  if (earlier.length === 0) return [];
  const records = earlier.flatMap((record): readonly Element[] => {
    const { goal, kpi, before, after } = record;
    const text = voice.runs("kpi.earlier.item", { goal, kpi, before, after, date: voice.localDate(record.measuredOn) });
    const buttons: readonly Button[] = [
      {
        label: voice.say("kpi.button.complete"),
        action: { act: "open-form", form: { form: "goal", teamId, valueId: record.id } },
      },
      {
        label: voice.say("kpi.button.remove"),
        action: { act: "remove-value", valueId: record.id },
        style: "danger",
        confirm: {
          title: voice.say("kpi.remove.title"),
          text: voice.say("kpi.remove.text", { goal }),
          yes: voice.say("kpi.button.remove"),
          no: voice.say("words.cancel"),
        },
      },
    ];
    return [{ kind: "paragraph", text }, ...(lead ? [{ kind: "buttons", buttons } as const] : [])];
  });
  const intro: Element = { kind: "paragraph", text: voice.runs("kpi.earlier.intro"), tone: "quiet" };
  const title = voice.say("kpi.earlier.title", { count: earlier.length });
  return [{ kind: "divider" }, { kind: "fold", title, elements: [intro, ...records] }];
}

function buildAdding(voice: Voice, { teamId, kpis, lead }: ValueListData): readonly Element[] {
  if (!lead) return [];
  const goal: Button = { label: voice.say("kpi.button.add-goal"), action: { act: "open-form", form: { form: "goal", teamId } } };
  const kpi: Button = { label: voice.say("kpi.button.add"), action: { act: "open-form", form: { form: "kpi", teamId } } };
  return [{ kind: "buttons", buttons: kpis.length > 0 ? [kpi, goal] : [goal] }];
}
