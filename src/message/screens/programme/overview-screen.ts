/** All teams of a workspace for programme leads: a row for each team, the weakest sections, and who is ready for the gate. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { Comparison } from "../../../core/standing/change.ts";
import type { MaskedStanding } from "../../../core/standing/masked-standing.ts";
import type { Element, Message } from "../../message.ts";
import { buildPager, nameSome, type Page } from "../../pages.ts";
import type { Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameSection } from "../standing/names.ts";
import { type ScoreView, sayChange, sayScore, viewDimensions, viewWhole } from "../standing/score-rows.ts";
import { buildOverviewPicture, type GateCount, type OverviewPictureRow } from "../standing/standing-pictures.ts";

/** One team of the overview, with its standing masked as for somebody in it who is not a lead. */
export type OverviewTeam = {
  readonly name: string;
  readonly catalogue: Catalogue;
  /** Masked as for anybody in that team who is no lead. */
  readonly standing: MaskedStanding;
  /** The whole compared with the round before. */
  readonly change?: Comparison;
  readonly gate: GateCount & { readonly passed: boolean };
  /** The name of the linked team in which the people of a team that rests for the link answer. */
  readonly restsFor?: string;
};

/** The mean of a section over the teams that show it; each team counts once. Shares are 0..1. */
export type WeakSection = {
  readonly sectionId: string;
  readonly share: number;
  readonly coverage: number;
  readonly teams: number;
};

/** The teams of one workspace at one moment. */
export type OverviewData = {
  readonly workspaceName: string;
  /** The moment in words. */
  readonly moment: string;
  /** How many teams there are. */
  readonly count: number;
  /** Which of them, by name, are shown. */
  readonly page: Page<unknown>;
  /** Those on the page. */
  readonly teams: readonly OverviewTeam[];
  /** The first names of those that have met the gate, and of how many they are the first. */
  readonly ready: { readonly names: readonly string[]; readonly count: number };
  /** The one that has met the greatest share of the conditions, and one of them at least. */
  readonly nearest?: { readonly name: string; readonly gate: GateCount };
  /** The weakest first. */
  readonly sections: readonly WeakSection[];
};

/** How many teams a page of the overview shows. */
export const TEAMS_ON_PAGE = 20;
/** The greatest number of rows that remain legible in a report's picture. */
export const MAX_REPORT_ROWS = 40;
const MAX_WEAKEST = 5;

/**
 * Shows a row for each team of a page, the five weakest sections, and which teams have met the gate or are
 * nearest to it. A team that meets no condition is never called nearest.
 */
export function buildOverview(voice: Voice, data: OverviewData): Message {
  const title = voice.say("overview.title", { workspace: data.workspaceName });
  const heading: Element = { kind: "heading", text: title };
  const summary = voice.say("overview.summary", { workspace: data.workspaceName, teams: data.count });
  if (data.count === 0) {
    return { locale: voice.locale, summary, elements: [heading, { kind: "paragraph", text: voice.runs("overview.none") }] };
  }
  return {
    locale: voice.locale,
    summary,
    elements: [
      heading,
      ...buildReady(voice, data),
      buildPicture(voice, data),
      buildTable(voice, data),
      ...buildPager(voice, data.page, (number) => ({ act: "command", line: "overview", page: number })),
      ...buildResting(voice, data),
      ...buildWeakest(voice, data),
      { kind: "paragraph", text: voice.say("overview.privacy"), tone: "quiet" },
    ],
  };
}

function buildReady(voice: Voice, { teams, ready, nearest }: OverviewData): readonly Element[] {
  const level = (teams[0]?.catalogue.level ?? 0) + 1;
  if (ready.count === 0) {
    const text = nearest
      ? voice.runs("overview.nearest", { level, team: nearest.name, met: nearest.gate.met, total: nearest.gate.total })
      : voice.runs("overview.nobody-ready", { level });
    return [{ kind: "paragraph", text }];
  }
  const more = ready.count - ready.names.length;
  const names =
    more > 0 ? voice.say("words.page.and-more", { names: voice.series(ready.names), more }) : nameSome(voice, ready.names);
  return [{ kind: "paragraph", text: voice.runs("overview.ready", { level, teams: names }), tone: "good" }];
}

function buildPicture(voice: Voice, { workspaceName, moment, teams }: OverviewData): Element {
  const [first] = teams;
  const dimensions = first ? viewDimensions(voice, { catalogue: first.catalogue, now: first.standing }) : [];
  const columns = [voice.say("words.whole"), ...dimensions.map(({ title }) => title)];
  const rows = teams.map((team): OverviewPictureRow => {
    const whole = viewWhole(team.standing.whole);
    const scores = whole.missing === "baseline" ? [] : viewDimensions(voice, { catalogue: team.catalogue, now: team.standing });
    const cells = [whole, ...dimensions.map(({ id }) => scores.find((each) => each.id === id)?.score)];
    return { label: team.name, cells: cells.map((score) => toCell(voice, score)) };
  });
  return buildOverviewPicture(voice, {
    title: voice.say("overview.title", { workspace: workspaceName }),
    subtitle: voice.say("overview.cells", { moment }),
    columns,
    rows,
  });
}

function toCell(voice: Voice, score: ScoreView | undefined): OverviewPictureRow["cells"][number] {
  if (score?.share === undefined) {
    const missing = score ? sayScore(voice, score) : "–";
    return { display: missing, said: missing };
  }
  const { share, coverage } = score;
  const display = sayScore(voice, score);
  return { value: share, ...(coverage !== undefined && { coverage }), display, said: sayWithCoverage(voice, score) };
}

function sayWithCoverage(voice: Voice, score: ScoreView): string {
  if (score.missing !== undefined) return sayScore(voice, score);
  return voice.say("overview.score", { score: sayScore(voice, score), coverage: voice.percent(score.coverage) });
}

function buildTable(voice: Voice, { teams }: OverviewData): Element {
  const columns = (["team", "score-column", "change", "behind", "gate"] as const).map((column) =>
    voice.say(`overview.${column}`),
  );
  const rows = teams.map(({ name, standing, change, gate }): readonly Text[] => {
    const view = viewWhole(standing.whole, change);
    return [
      name,
      view.missing === "baseline" ? voice.say("overview.baseline", view.baseline) : sayWithCoverage(voice, view),
      sayChange(voice, view) ?? "–",
      voice.say("overview.people", { respondents: standing.whole.respondents, members: standing.members }),
      gate.passed ? voice.say("overview.passed") : voice.say("overview.met", { met: gate.met, total: gate.total }),
    ];
  });
  return { kind: "table", columns, rows };
}

function buildResting(voice: Voice, { teams }: OverviewData): readonly Element[] {
  return teams.flatMap(({ name, restsFor }) =>
    restsFor === undefined
      ? []
      : [
          {
            kind: "paragraph" as const,
            text: voice.runs("overview.rests", { team: name, linked: restsFor }),
            tone: "quiet" as const,
          },
        ],
  );
}

function buildWeakest(voice: Voice, { teams, sections }: OverviewData): readonly Element[] {
  const [first] = teams;
  const weakest = sections.slice(0, MAX_WEAKEST);
  if (!first || weakest.length === 0) return [];
  const items = weakest.map(({ sectionId, share, coverage, teams: count }) =>
    voice.say("overview.weak", {
      name: nameSection(voice, first.catalogue, sectionId),
      score: voice.percent(share),
      coverage: voice.percent(coverage),
      teams: count,
    }),
  );
  return [
    { kind: "paragraph", text: voice.runs("overview.weakest") },
    { kind: "list", items, ordered: true },
  ];
}
