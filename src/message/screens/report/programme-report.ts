/** The report over all teams of a workspace: first the answer, then the teams, what they brought, and where they are stuck. */
import { addSavings, type Saving } from "../../../core/value/saving.ts";
import type { Element } from "../../message.ts";
import type { Paper, PaperElement } from "../../paper.ts";
import type { Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { buildOverview, type OverviewData } from "../programme/overview-screen.ts";
import { sayAmount } from "../value/value-words.ts";

/** What one team brought and what it is working on. */
export type TeamBrought = {
  readonly name: string;
  readonly kpis: number;
  /** How many of the KPIs show value. */
  readonly proven: number;
  /** Of the KPIs that show value. */
  readonly savings: readonly Saving[];
  readonly steps: { readonly taken: number; readonly late: number; readonly done: number };
};

/** Everything that the report of a programme is written from. Each team shows what it shows by itself. */
export type ProgrammeReportData = {
  readonly overview: OverviewData;
  readonly brought: readonly TeamBrought[];
  readonly edition: string;
};

const MOST_LATE = 5;

/** Builds the report of a programme. */
export function buildProgrammeReport(voice: Voice, data: ProgrammeReportData): Paper {
  const { overview, edition } = data;
  const title = voice.say("report.programme.title", { workspace: overview.workspaceName });
  const head = { locale: voice.locale, title, subtitle: voice.say("report.subtitle", { date: overview.moment, edition }) };
  if (overview.count === 0) return { ...head, elements: [{ kind: "paragraph", text: voice.runs("overview.none") }] };
  return {
    ...head,
    elements: [
      { kind: "heading", text: voice.say("report.answer.heading") },
      { kind: "list", items: sayAnswer(voice, data) },
      { kind: "heading", text: voice.say("report.standing.heading") },
      // The overview's own title is the report's.
      ...buildOverview(voice, overview).elements.slice(1).filter(isForPaper),
      { kind: "heading", text: voice.say("report.value.heading") },
      ...buildBrought(voice, data),
      { kind: "heading", text: voice.say("report.how.heading") },
      {
        kind: "list",
        items: (["score", "coverage", "change", "gate"] as const).map((line) => voice.say(`report.how.${line}`)),
      },
    ],
  };
}

function isForPaper(element: Element): element is PaperElement {
  return ["paragraph", "list", "table", "picture"].includes(element.kind);
}

function sayAnswer(voice: Voice, { overview, brought }: ProgrammeReportData): readonly Text[] {
  const { count, ready } = overview;
  const proven = brought.reduce((sum, team) => sum + team.proven, 0);
  const teams = brought.filter((team) => team.proven > 0).length;
  const money = sayMoney(
    voice,
    brought.flatMap(({ savings }) => savings),
  );
  const values = { kpis: proven, teams };
  const late = brought
    .filter(({ steps }) => steps.late > 0)
    .toSorted((one, other) => other.steps.late - one.steps.late)
    .map(({ name, steps }) => voice.say("report.programme.late-team", { team: name, count: steps.late }));
  return [
    voice.runs("report.programme.ready", { ready: ready.count, count }),
    money === undefined
      ? voice.runs("report.programme.brought", values)
      : voice.runs("report.programme.brought-money", { ...values, money }),
    late.length === 0
      ? voice.runs("report.programme.late-none")
      : voice.runs("report.programme.late", { teams: voice.list(late.slice(0, MOST_LATE)) }),
  ];
}

function buildBrought(voice: Voice, { brought, overview }: ProgrammeReportData): readonly PaperElement[] {
  const columns = (["team", "kpis", "proven", "saving", "taken", "late", "done"] as const).map((column) =>
    voice.say(`report.programme.column.${column}`),
  );
  const rows = brought.map(({ name, kpis, proven, savings, steps }): readonly Text[] => [
    name,
    String(kpis),
    String(proven),
    sayMoney(voice, savings) ?? "–",
    String(steps.taken),
    String(steps.late),
    String(steps.done),
  ]);
  const left = overview.count - brought.length;
  const more: PaperElement = { kind: "paragraph", text: voice.say("overview.more", { count: left }), tone: "quiet" };
  return [{ kind: "table", columns, rows }, ...(left > 0 ? [more] : [])];
}

/** Each currency by itself, since nobody said at what rate they change. */
function sayMoney(voice: Voice, savings: readonly Saving[]): string | undefined {
  const sums = addSavings(savings).map(({ currency, perYear }) => sayAmount(voice, perYear, currency));
  return sums.length === 0 ? undefined : voice.list(sums);
}
