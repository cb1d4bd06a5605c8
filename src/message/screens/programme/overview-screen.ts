/** All teams of a workspace for programme leads: a row for each team, the weakest sections, and who is ready for the gate. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { MaskedStanding } from "../../../core/standing/masked-standing.ts";
import type { Element, Message } from "../../message.ts";
import type { Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameSection } from "../standing/names.ts";
import { type ScoreView, sayChange, sayScore, viewDimensions, viewScore } from "../standing/score-rows.ts";
import { buildOverviewPicture, type GateCount, type OverviewPictureRow } from "../standing/standing-pictures.ts";

/** One team of the overview, with its standing masked as for somebody in it who is not a lead. */
export type OverviewTeam = {
  readonly name: string;
  readonly catalogue: Catalogue;
  /** Masked as for anybody in that team who is no lead. */
  readonly standing: MaskedStanding;
  readonly before?: MaskedStanding;
  readonly gate: GateCount & { readonly passed: boolean };
};

/** The teams of one workspace at one moment. */
export type OverviewData = {
  readonly workspaceName: string;
  /** The moment in words. */
  readonly moment: string;
  /** The teams, ordered by name. */
  readonly teams: readonly OverviewTeam[];
};

/** The greatest number of rows that remain legible in a picture and a message. */
const MAX_ROWS = 40;
const MAX_WEAKEST = 5;

/**
 * Shows a row for each of the first 40 teams, the five weakest sections, and which teams have met the gate or are
 * nearest to it. A team that meets no condition is never called nearest.
 */
export function buildOverview(voice: Voice, data: OverviewData): Message {
  const title = voice.say("overview.title", { workspace: data.workspaceName });
  const heading: Element = { kind: "heading", text: title };
  const summary = voice.say("overview.summary", { workspace: data.workspaceName, teams: data.teams.length });
  if (data.teams.length === 0) {
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
      ...buildMore(voice, data),
      ...buildWeakest(voice, data),
      { kind: "paragraph", text: voice.say("overview.privacy"), tone: "quiet" },
    ],
  };
}

function buildReady(voice: Voice, { teams }: OverviewData): readonly Element[] {
  const ready = teams.filter(({ gate }) => gate.passed).map(({ name }) => name);
  const level = (teams[0]?.catalogue.level ?? 0) + 1;
  if (ready.length === 0) {
    const nearest = nearestToGate(teams);
    const text = nearest
      ? voice.runs("overview.nearest", { level, team: nearest.name, met: nearest.gate.met, total: nearest.gate.total })
      : voice.runs("overview.nobody-ready", { level });
    return [{ kind: "paragraph", text }];
  }
  return [
    {
      kind: "paragraph",
      text: voice.runs("overview.ready", { level, teams: voice.list(ready) }),
      tone: "good",
    },
  ];
}

function nearestToGate(teams: readonly OverviewTeam[]): OverviewTeam | undefined {
  const share = ({ gate }: OverviewTeam) => (gate.total === 0 ? 0 : gate.met / gate.total);
  return teams.filter(({ gate }) => gate.met > 0).toSorted((left, right) => share(right) - share(left))[0];
}

function buildPicture(voice: Voice, { workspaceName, moment, teams }: OverviewData): Element {
  const [first] = teams;
  const dimensions = first ? viewDimensions(voice, { catalogue: first.catalogue, now: first.standing }) : [];
  const columns = [voice.say("words.whole"), ...dimensions.map(({ title }) => title)];
  const rows = teams.slice(0, MAX_ROWS).map((team): OverviewPictureRow => {
    const scores = viewDimensions(voice, { catalogue: team.catalogue, now: team.standing });
    const cells = [
      viewScore(team.standing.whole, undefined),
      ...dimensions.map(({ id }) => scores.find((each) => each.id === id)?.score),
    ];
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
  const rows = teams.slice(0, MAX_ROWS).map(({ name, standing, before, gate }): readonly Text[] => {
    const view = viewScore(standing.whole, before?.whole);
    return [
      name,
      view.provisional
        ? voice.say("overview.provisional", { score: sayWithCoverage(voice, view) })
        : sayWithCoverage(voice, view),
      sayChange(voice, view) ?? "–",
      voice.say("overview.people", { respondents: standing.whole.respondents, members: standing.members }),
      gate.passed ? voice.say("overview.passed") : voice.say("overview.met", { met: gate.met, total: gate.total }),
    ];
  });
  return { kind: "table", columns, rows };
}

function buildMore(voice: Voice, { teams }: OverviewData): readonly Element[] {
  const count = teams.length - MAX_ROWS;
  return count > 0 ? [{ kind: "paragraph", text: voice.say("overview.more", { count }), tone: "quiet" }] : [];
}

type Weak = { readonly sectionId: string; readonly share: number; readonly coverage: number; readonly teams: number };

/** The mean over the teams that may show the section; each team counts once. */
function buildWeakest(voice: Voice, { teams }: OverviewData): readonly Element[] {
  const [first] = teams;
  const weakest = listSections(teams).slice(0, MAX_WEAKEST);
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

function listSections(teams: readonly OverviewTeam[]): readonly Weak[] {
  const shown = new Map<string, { share: number; coverage: number }[]>();
  for (const { standing } of teams) {
    for (const section of standing.dimensions.flatMap(({ sections }) => sections)) {
      const { share, coverage } = viewScore(section, undefined);
      if (share === undefined) continue;
      shown.set(section.sectionId, [...(shown.get(section.sectionId) ?? []), { share, coverage: coverage ?? 0 }]);
    }
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [...shown]
    .map(([sectionId, scores]) => ({
      sectionId,
      share: mean(scores.map((score) => score.share)),
      coverage: mean(scores.map((score) => score.coverage)),
      teams: scores.length,
    }))
    .sort((left, right) => left.share - right.share || (left.sectionId < right.sectionId ? -1 : 1));
}
