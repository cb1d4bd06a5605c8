/**
 * Puts scores into words for every screen. A score is never shown without its coverage, nor where too few people are
 * behind it.
 */
import type Fraction from "fraction.js";
import type { Catalogue } from "../../../core/catalogue/catalogue.ts";
import type { Comparison } from "../../../core/standing/change.ts";
import { compareStandings } from "../../../core/standing/explain.ts";
import { SHOWN_FROM_PEOPLE } from "../../../core/standing/hide.ts";
import {
  type Baseline,
  type HiddenBecause,
  type MaskedAggregate,
  type MaskedStanding,
  isProvisional,
} from "../../../core/standing/masked-standing.ts";
import type { ScoreRow } from "../../message.ts";
import { toWholePercent } from "../../voice/voice-numbers.ts";
import type { Voice } from "../../voice/voice.ts";

/** A score with what belongs beside it, ready to be shown. Shares are in 0..1. */
export type ScoreView = {
  readonly share?: number;
  /** The change like for like; undefined where there is nothing to compare with. */
  readonly change?: Comparison;
  readonly coverage?: number;
  readonly provisional: boolean;
  /**
   * Why there is no number. `none`: nobody rated. `too-few`: fewer than three did. `not-yet`: people rated, and nothing was
   * published so far. `protects-another`: it would reveal a hidden one. `baseline`: the whole has no headline below half of
   * the expected answers.
   */
  readonly missing?: "none" | "too-few" | "not-yet" | "protects-another" | "baseline";
  readonly respondents: number;
  readonly baseline: Baseline;
};

/** Returns a masked score with its coverage and its change like for like; otherwise why there is no number. */
export function viewScore({ figures, respondents, baseline }: MaskedAggregate, change?: Comparison): ScoreView {
  const none = { provisional: false, respondents, baseline } as const;
  if (!figures.shown) return { ...none, missing: respondents === 0 ? "none" : figures.because };
  const { score, coverage } = figures;
  if (score === undefined) return { ...none, missing: respondents === 0 ? "none" : "not-yet" };
  return {
    share: score.valueOf(),
    ...(change && { change }),
    ...(coverage && { coverage: coverage.valueOf() }),
    provisional: isProvisional(coverage),
    respondents,
    baseline,
  };
}

/**
 * Returns the score of the whole as a headline. While fewer than half of the expected answers are in there is none: then it
 * says how far the baseline has come.
 */
export function viewWhole(whole: MaskedAggregate, change?: Comparison): ScoreView {
  const view = viewScore(whole, change);
  if (view.missing !== undefined || !view.provisional) return view;
  const { respondents, baseline, coverage } = view;
  return { provisional: false, missing: "baseline", respondents, baseline, ...(coverage !== undefined && { coverage }) };
}

/** Returns a score in words: a percentage, "21 of 55", "hidden", or "–" where nobody rated. */
export function sayScore(voice: Voice, view: ScoreView): string {
  if (view.missing === undefined) return voice.percent(view.share);
  if (view.missing === "baseline") return voice.say("standing.baseline.short", view.baseline);
  return view.missing === "none" || view.missing === "not-yet" ? "–" : voice.say("words.hidden");
}

/** Returns a whole sentence about why a sum shows no number. */
export function sayMissing(voice: Voice, because: HiddenBecause, people: number): string {
  if (people >= SHOWN_FROM_PEOPLE && because === "too-few") return voice.say("standing.why.missing.not-yet");
  return people === 0 ? voice.say("standing.why.missing.none") : voice.say(`standing.why.missing.${because}`, { people });
}

/** Returns what belongs beside a score, such as "coverage 83% · +4 · provisional", or why there is no number. */
export function sayScoreDetail(voice: Voice, view: ScoreView): string {
  if (view.missing === "baseline") return voice.say("standing.missing.baseline", { coverage: voice.percent(view.coverage) });
  if (view.missing !== undefined) return voice.say(`standing.missing.${view.missing}`, { people: view.respondents });
  const change = sayChange(voice, view);
  return [
    voice.say("standing.coverage", { coverage: voice.percent(view.coverage) }),
    ...(change === undefined ? [] : [change]),
    ...(view.provisional ? [voice.say("words.provisional")] : []),
  ].join(" · ");
}

/**
 * Says that a score is provisional, in words that fit the rounded coverage: one shown as "50%" is never called fewer
 * than half.
 */
export function sayProvisional(voice: Voice, { coverage }: Pick<ScoreView, "coverage">): string {
  const just = voice.percent(coverage) === voice.percent(1 / 2) ? "below" : "far";
  return voice.say("standing.provisional", { just });
}

/**
 * Returns the change in points, such as "+4", or "+4 on 31 questions" where other questions are in only one of the two sums.
 * Undefined where there is nothing to compare with.
 */
export function sayChange(voice: Voice, { change }: Pick<ScoreView, "change">): string | undefined {
  if (!change) return undefined;
  const points = sayPoints(voice, change);
  return change.complete ? points : voice.say("standing.points-on", { points, questions: change.questions });
}

/** Returns the change in whole points, such as "+4": the difference of the two scores as they are rounded for display. */
export function sayPoints(voice: Voice, change: Comparison): string {
  return voice.points(countPoints(change) / 100);
}

/** Returns the change in whole points, from -100 to 100, as the difference of the two scores as they are rounded for display. */
export function countPoints({ now, before }: Comparison): number {
  return toWholePercent(now.valueOf()) - toWholePercent(before.valueOf());
}

/** Returns the score before, in 0..1, where it was of the same questions; undefined otherwise. */
export function scoreBefore({ change }: Pick<ScoreView, "change">): number | undefined {
  return change?.complete ? change.before.valueOf() : undefined;
}

/** A standing and the one before it, masked for the same reader. */
export type DimensionScores = {
  readonly catalogue: Catalogue;
  readonly now: MaskedStanding;
  /** The standing of the round before; undefined in the first. */
  readonly before?: MaskedStanding;
};

/** One dimension with its name and its score. */
export type DimensionView = { readonly id: string; readonly title: string; readonly score: ScoreView };

/** Returns the dimensions that the standing has, in the model's order. */
export function viewDimensions(voice: Voice, { catalogue, now, before }: DimensionScores): readonly DimensionView[] {
  return catalogue.dimensions.flatMap((dimension) => {
    const standing = now.dimensions.find(({ dimensionId }) => dimensionId === dimension.id);
    if (!standing) return [];
    const change = before && compareStandings({ subject: { of: "dimension", id: dimension.id }, now, before, catalogue });
    return [{ id: dimension.id, title: voice.of(dimension.title), score: viewScore(standing, change) }];
  });
}

/** Returns the score of the whole with its change since the standing before. */
export function viewWholeOf({ catalogue, now, before }: DimensionScores): ScoreView {
  return viewWhole(now.whole, before && compareStandings({ subject: { of: "whole" }, now, before, catalogue }));
}

/** Returns a line for each dimension; a press on it explains its score. */
export function buildDimensionRows(voice: Voice, scores: DimensionScores, teamId: string): readonly ScoreRow[] {
  const target = targetOf(scores.catalogue);
  return viewDimensions(voice, scores).map(({ id, title, score }) => {
    const before = scoreBefore(score);
    return {
      label: title,
      ...(score.share !== undefined && { share: score.share }),
      ...(before !== undefined && { before }),
      target,
      display: sayScore(voice, score),
      detail: sayScoreDetail(voice, score),
      action: { act: "command", line: `why ${id}`, teamId },
    };
  });
}

/** Returns the score that the gate asks of every section, as a share in 0..1. */
export function targetOf({ gate }: Pick<Catalogue, "gate">): number {
  const [numerator = 0, denominator = 1] = gate.section.minScore.split("/").map(Number);
  return numerator / denominator;
}

/** Returns a change in points with one decimal, or two where it is small: "+2.1", "−0.04", "±0". */
export function sayFinePoints(change: Fraction): string {
  const size = sayPart(change.abs());
  return size === "0" ? "±0" : `${change.compare(0) < 0 ? "−" : "+"}${size}`;
}

/** Returns a part of a score in points: "13.3", "0.04", "0". */
export function sayPart(share: Fraction): string {
  const points = share.valueOf() * 100;
  return Number(points.toFixed(Math.abs(points) < 0.1 ? 2 : 1)).toString();
}
