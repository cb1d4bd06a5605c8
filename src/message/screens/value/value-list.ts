/** The team's value ledger as a list with pages: what every KPI shows, and what is missing. */
import type { ValueRecord } from "../../../core/standing/records.ts";
import type { Goal } from "../../../core/value/kpi.ts";
import { addSavings } from "../../../core/value/saving.ts";
import type { Button, Element, Message } from "../../message.ts";
import { buildPager, takePage } from "../../pages.ts";
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

/** How many KPIs, goals and earlier records a page shows. */
const ENTRIES_ON_PAGE = 5;

/** Shows the team's KPIs, goals without one and earlier records, a page at a time. Leads get buttons to add goals and KPIs and to complete earlier records. */
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

/** One entry of the ledger's list. */
type Entry =
  | { readonly kind: "kpi"; readonly judged: JudgedKpi }
  | { readonly kind: "goal"; readonly goal: Goal }
  | { readonly kind: "earlier"; readonly record: ValueRecord };

function listEntries({ kpis, bareGoals, earlier }: ValueListData): readonly Entry[] {
  return [
    ...kpis.map((judged): Entry => ({ kind: "kpi", judged })),
    ...bareGoals.map((goal): Entry => ({ kind: "goal", goal })),
    ...earlier.map((record): Entry => ({ kind: "earlier", record })),
  ];
}

function buildPage(voice: Voice, data: ValueListData): readonly Element[] {
  const { teamId } = data;
  const page = takePage(listEntries(data), data.page + 1, ENTRIES_ON_PAGE);
  const pager = buildPager(voice, page, (number) => ({ act: "show-values", teamId, page: number - 1 }));
  return [
    ...page.items.flatMap((entry, at) => [...buildIntro(voice, entry, page.items[at - 1]), ...buildEntry(voice, data, entry)]),
    ...(pager.length > 0 ? [{ kind: "divider" } as const, ...pager] : []),
  ];
}

/** What is said where a page comes to another kind of entries. */
function buildIntro(voice: Voice, { kind }: Entry, before: Entry | undefined): readonly Element[] {
  if (kind === "kpi" || before?.kind === kind) return [];
  const text = kind === "goal" ? voice.runs("kpi.goals-without-kpi") : voice.runs("kpi.earlier.intro");
  return [{ kind: "divider" }, { kind: "paragraph", text, tone: "quiet" }];
}

function buildEntry(voice: Voice, data: ValueListData, entry: Entry): readonly Element[] {
  switch (entry.kind) {
    case "kpi":
      return buildLine(voice, entry.judged);
    case "goal":
      return buildBareGoal(voice, data, entry.goal);
    case "earlier":
      return buildEarlier(voice, data, entry.record);
    default:
      return entry satisfies never;
  }
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

function buildBareGoal(voice: Voice, { names, teamId, lead }: ValueListData, goal: Goal): readonly Element[] {
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
}

function buildEarlier(voice: Voice, { teamId, lead }: ValueListData, record: ValueRecord): readonly Element[] {
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
}

function buildAdding(voice: Voice, { teamId, kpis, lead }: ValueListData): readonly Element[] {
  if (!lead) return [];
  const goal: Button = { label: voice.say("kpi.button.add-goal"), action: { act: "open-form", form: { form: "goal", teamId } } };
  const kpi: Button = { label: voice.say("kpi.button.add"), action: { act: "open-form", form: { form: "kpi", teamId } } };
  return [{ kind: "buttons", buttons: kpis.length > 0 ? [kpi, goal] : [goal] }];
}
