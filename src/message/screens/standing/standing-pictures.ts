/** Describes pictures of a standing, each with a text that says the same numbers to those who do not see it. */
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { MaskedStanding } from "../../../core/standing/masked-standing.ts";
import type { PictureElement } from "../../message.ts";
import type { Bar, Picture } from "../../picture.ts";
import type { Voice } from "../../voice/voice.ts";
import {
  type DimensionScores,
  type ScoreView,
  sayScore,
  sayPoints,
  sayScoreDetail,
  scoreBefore,
  targetOf,
  viewDimensions,
  viewWhole,
  viewWholeOf,
} from "./score-rows.ts";

type StandingPicture = Extract<Picture, { kind: "standing" }>;
type TrendPoint = Extract<Picture, { kind: "trend" }>["points"][number];

/** How many of the gate's conditions are met and may be told as met. */
export type GateCount = { readonly met: number; readonly total: number };

/** Everything that the picture of a standing is drawn from. */
export type StandingPictureData = DimensionScores & {
  readonly teamName: string;
  /** The moment in words: "Round 7", or the day. */
  readonly moment: string;
  readonly gate: GateCount;
};

/** Returns a picture of all dimensions against the round before and the gate, with a text that says the same numbers. */
export function buildStandingPicture(voice: Voice, data: StandingPictureData): PictureElement {
  const { teamName, moment, gate, catalogue } = data;
  const whole = viewWholeOf(data);
  const said = [moment, voice.say("standing.picture.whole", { score: sayScore(voice, whole) }), sayScoreDetail(voice, whole)];
  const picture: Picture = {
    kind: "standing",
    locale: voice.locale,
    title: voice.say("standing.picture.title", { team: teamName }),
    subtitle: moment,
    whole: buildWhole(voice, whole),
    bars: buildBars(voice, data),
    gate: { label: voice.say("standing.picture.gate"), ...gate },
    legend: {
      now: voice.say("standing.picture.now"),
      before: voice.say("standing.picture.before"),
      target: voice.say("standing.picture.target", { target: voice.percent(targetOf(catalogue)) }),
      coverage: voice.say("standing.picture.coverage"),
      provisional: voice.say("standing.picture.provisional"),
    },
  };
  const dimensions = viewDimensions(voice, data).map(({ title, score }) =>
    voice.say("standing.picture.alt-bar", {
      dimension: title,
      score: sayScore(voice, score),
      detail: sayScoreDetail(voice, score),
    }),
  );
  const alt = joinSentences(voice, [
    picture.title,
    said.join(" · "),
    ...dimensions,
    voice.say("standing.picture.alt-gate", gate),
  ]);
  return { kind: "picture", picture, alt };
}

/** The change stands beside the number, so the note leaves it out; a reason too long for a picture is left to the text. */
function buildWhole(voice: Voice, view: ScoreView): NonNullable<StandingPicture["whole"]> {
  const change = view.change && sayPoints(voice, view.change);
  const display = sayScore(voice, view);
  const { change: _, ...now } = view;
  if (view.missing === "protects-another") return { display, note: "" };
  return { display, ...(change !== undefined && { change }), note: sayScoreDetail(voice, now) };
}

function buildBars(voice: Voice, data: StandingPictureData): readonly Bar[] {
  const target = targetOf(data.catalogue);
  return viewDimensions(voice, data).map(({ title, score }) => {
    const change = score.change && sayPoints(voice, score.change);
    const before = scoreBefore(score);
    return {
      label: title,
      ...(score.share !== undefined && { now: score.share }),
      ...(before !== undefined && { before }),
      target,
      ...(score.coverage !== undefined && { coverage: score.coverage }),
      display: sayScore(voice, score),
      ...(change !== undefined && { change }),
      ...(score.provisional && { provisional: true }),
    };
  });
}

/** One point of a team's trend, masked for the reader. */
export type TrendMoment = {
  /** The moment in words: "R3", or "now". */
  readonly label: string;
  readonly standing: MaskedStanding;
  /** The name of a milestone at this moment. */
  readonly milestone?: string;
};

/** A team's trend, oldest moment first. */
export type TrendPictureData = {
  readonly teamName: string;
  readonly catalogue: Catalogue;
  /** Oldest first. */
  readonly path: readonly TrendMoment[];
};

/**
 * Returns a picture of the score over the rounds, with a text that says the same numbers. A moment that may not be
 * shown has no value.
 */
export function buildTrendPicture(voice: Voice, { teamName, catalogue, path }: TrendPictureData): PictureElement {
  const points = path.map(toPoint);
  const target = targetOf(catalogue);
  const title = voice.say("standing.trend.title", { team: teamName });
  const picture: Picture = {
    kind: "trend",
    locale: voice.locale,
    title,
    subtitle: voice.say("standing.trend.subtitle", { count: path.length }),
    points,
    target,
    legend: {
      value: voice.say("standing.trend.value"),
      coverage: voice.say("standing.picture.coverage"),
      target: voice.say("standing.picture.target", { target: voice.percent(target) }),
    },
  };
  return { kind: "picture", picture, alt: joinSentences(voice, [title, ...points.map((point) => sayPoint(voice, point))]) };
}

function toPoint({ label, standing, milestone }: TrendMoment): TrendPoint {
  const { share, coverage } = viewWhole(standing.whole);
  return {
    label,
    ...(share !== undefined && { value: share }),
    ...(coverage !== undefined && { coverage }),
    ...(milestone !== undefined && { milestone }),
  };
}

function sayPoint(voice: Voice, { label, value, coverage, milestone }: TrendPoint): string {
  const moment = milestone === undefined ? label : voice.say("standing.trend.milestone", { moment: label, milestone });
  if (value === undefined) return voice.say("standing.trend.alt-none", { moment });
  return voice.say("standing.trend.alt-point", { moment, score: voice.percent(value), coverage: voice.percent(coverage) });
}

/** One team in the picture of the overview. */
export type OverviewPictureRow = {
  readonly label: string;
  /** `said`: the same in full, for those who do not see it. */
  readonly cells: readonly {
    readonly value?: number;
    readonly coverage?: number;
    readonly display: string;
    readonly said: string;
  }[];
};

/** Returns a picture with a row for each team and a column for each dimension, with a text that says the same numbers. */
export function buildOverviewPicture(
  voice: Voice,
  {
    title,
    subtitle,
    columns,
    rows,
  }: { title: string; subtitle: string; columns: readonly string[]; rows: readonly OverviewPictureRow[] },
): PictureElement {
  const picture: Picture = { kind: "overview", locale: voice.locale, title, subtitle, columns, rows };
  const lines = rows.map(({ label, cells }) =>
    voice.say("overview.alt-row", {
      team: label,
      cells: voice.list(cells.map(({ said }, index) => `${columns[index] ?? ""} ${said}`.trim())),
    }),
  );
  return { kind: "picture", picture, alt: joinSentences(voice, [title, ...lines]) };
}

function joinSentences(voice: Voice, sentences: readonly string[]): string {
  return sentences.map((text) => voice.say("standing.alt", { text })).join(voice.say("standing.alt-joint"));
}
