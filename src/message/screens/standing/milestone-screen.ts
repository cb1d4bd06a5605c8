/** Milestones: standings that were kept under a name, and how far the team has come since. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import { compareStandings } from "../../../core/standing/explain.ts";
import type { MaskedStanding } from "../../../core/standing/masked-standing.ts";
import type { Instant, Zone } from "../../../core/time.ts";
import type { Form } from "../../form.ts";
import type { Button, Element, Message } from "../../message.ts";
import { buildPager, takePage } from "../../pages.ts";
import type { Text } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameQuestion } from "./names.ts";
import {
  type DimensionScores,
  type ScoreView,
  sayChange,
  sayScore,
  viewDimensions,
  viewWhole,
  viewWholeOf,
} from "./score-rows.ts";
import type { GateCount } from "./standing-pictures.ts";

/** The greatest length of a milestone's name, in characters. */
export const MILESTONE_LENGTH = 80;

/** A named standing, masked for the reader. */
export type KeptMilestone = {
  readonly name: string;
  readonly at: Instant;
  readonly standing: MaskedStanding;
  readonly gate: GateCount;
};

/** The team and its standing now, to compare milestones with. */
export type MilestoneData = {
  readonly teamId: string;
  readonly teamName: string;
  readonly catalogue: Catalogue;
  readonly zone: Zone;
  readonly now: { readonly standing: MaskedStanding; readonly gate: GateCount };
};

const MILESTONES_ON_PAGE = 10;

/** Lists ten milestones a page (from 1), newest first, each with what has changed since. */
export function buildMilestones(voice: Voice, data: MilestoneData, kept: readonly KeptMilestone[], number: number): Message {
  const page = takePage(kept, number, MILESTONES_ON_PAGE);
  const title = voice.say("standing.milestone.title", { team: data.teamName });
  const body: readonly Element[] =
    kept.length === 0
      ? [{ kind: "paragraph", text: voice.runs("standing.milestone.none") }]
      : page.items.flatMap((milestone) => buildRow(voice, data, milestone));
  const add: Button = {
    label: voice.say("standing.milestone.form-title"),
    action: { act: "open-form", form: { form: "milestone", teamId: data.teamId } },
  };
  return {
    locale: voice.locale,
    summary: title,
    elements: [
      { kind: "heading", text: title },
      ...body,
      ...buildPager(voice, page, (to) => ({ act: "command", line: "milestone", teamId: data.teamId, page: to })),
      { kind: "buttons", buttons: [add] },
    ],
  };
}

function buildRow(voice: Voice, data: MilestoneData, { name, at, standing }: KeptMilestone): readonly Element[] {
  const then = viewWhole(standing.whole);
  const change = sayChange(voice, viewWholeOf(scoresOf(data, standing)));
  const text = voice.runs("standing.milestone.row", {
    name,
    date: voice.date(at, data.zone),
    score: sayWithCoverage(voice, then),
  });
  const later: Text =
    change === undefined ? text : [...text, { text: ` · ${voice.say("standing.milestone.since", { points: change })}` }];
  const compare: Button = {
    label: voice.say("standing.milestone.button", { name }),
    action: { act: "command", line: `milestone ${name}`, teamId: data.teamId },
  };
  return [
    { kind: "paragraph", text: later },
    { kind: "buttons", buttons: [compare] },
  ];
}

/** Shows a milestone beside the standing now, part by part. `notice` is a sentence that comes first. */
export function buildMilestoneComparison(
  voice: Voice,
  data: MilestoneData,
  { milestone, notice }: { readonly milestone: KeptMilestone; readonly notice?: Text },
): Message {
  const { name, at, standing, gate } = milestone;
  const title = voice.say("standing.milestone.compare", { name, date: voice.date(at, data.zone) });
  const before = viewDimensions(voice, { catalogue: data.catalogue, now: standing });
  const scores = scoresOf(data, standing);
  const now = viewDimensions(voice, scores);
  const whole = viewWholeOf(scores);
  const parts = [
    { title: voice.say("words.whole"), earlier: viewWhole(standing.whole), now: whole },
    ...now.map((dimension) => ({
      title: dimension.title,
      earlier: before.find(({ id }) => id === dimension.id)?.score,
      now: dimension.score,
    })),
  ];
  const columns = (["part", "then", "now", "change"] as const).map((column) => voice.say(`standing.milestone.${column}`));
  const rows = parts.map((part): readonly Text[] => [
    part.title,
    part.earlier ? sayWithCoverage(voice, part.earlier) : "–",
    sayWithCoverage(voice, part.now),
    sayChange(voice, part.now) ?? "–",
  ]);
  return {
    locale: voice.locale,
    summary: title,
    elements: [
      ...(notice === undefined ? [] : [{ kind: "paragraph", text: notice } as const]),
      { kind: "heading", text: title },
      { kind: "table", columns, rows: [...rows, buildGateRow(voice, gate, data.now.gate)] },
      ...buildCompared(voice, scores),
    ],
  };
}

/** Says which questions the change counts, and names those that are new since. */
function buildCompared(voice: Voice, scores: DimensionScores & { readonly before: MaskedStanding }): readonly Element[] {
  const change = compareStandings({ ...scores, subject: { of: "whole" } });
  if (!change || change.complete) return [];
  const compared = voice.say("standing.milestone.compared", { questions: change.questions });
  const names = change.entered.map((id) => nameQuestion(voice, scores.catalogue, id));
  const title = voice.say("standing.milestone.new", { questions: names.length });
  return [
    { kind: "paragraph", text: compared, tone: "quiet" },
    ...(names.length === 0 ? [] : [{ kind: "fold", title, elements: [{ kind: "list", items: names }] } as const]),
  ];
}

function buildGateRow(voice: Voice, then: GateCount, now: GateCount): readonly Text[] {
  const difference = now.met - then.met;
  const change = difference === 0 ? "±0" : `${difference > 0 ? "+" : "−"}${Math.abs(difference)}`;
  return [
    voice.say("standing.milestone.conditions"),
    voice.say("standing.milestone.conditions-of", then),
    voice.say("standing.milestone.conditions-of", now),
    change,
  ];
}

function scoresOf({ catalogue, now }: MilestoneData, before: MaskedStanding) {
  return { catalogue, now: now.standing, before };
}

/** "67% (coverage 80%)" */
function sayWithCoverage(voice: Voice, view: ScoreView): string {
  if (view.missing === "baseline") return voice.say("overview.baseline", view.baseline);
  if (view.missing !== undefined) return sayScore(voice, view);
  return voice.say("standing.milestone.with-coverage", { score: sayScore(voice, view), coverage: voice.percent(view.coverage) });
}

/**
 * Confirms that a milestone was stored, with its score and the gate unless the score is hidden. `level` is the level
 * that the gate leads to.
 */
export function sayKept(voice: Voice, { name, standing, gate }: KeptMilestone, level: number): Text {
  const view = viewWhole(standing.whole);
  if (view.missing === "baseline") return voice.runs("standing.milestone.kept-baseline", { name, ...view.baseline });
  if (view.missing !== undefined) return voice.runs("standing.milestone.kept-hidden", { name });
  const values = { name, score: sayScore(voice, view), coverage: voice.percent(view.coverage), level, ...gate };
  return voice.runs("standing.milestone.kept", values);
}

/** Asks for the name of a milestone. */
export function buildMilestoneForm(voice: Voice, teamId: string): Form<"milestone"> {
  return {
    locale: voice.locale,
    context: { form: "milestone", teamId },
    title: voice.say("standing.milestone.form-title"),
    intro: voice.say("standing.milestone.form-intro"),
    submit: voice.say("words.save"),
    cancel: voice.say("words.cancel"),
    fields: [
      {
        kind: "text",
        id: "name",
        label: voice.say("standing.milestone.form-name"),
        placeholder: voice.say("standing.milestone.form-example"),
        required: true,
        maxLength: MILESTONE_LENGTH,
      },
    ],
  };
}
