/** Turns the rounds and milestones of a team into the moments of a trend picture. */
import type { StoredStanding } from "../../core/standing/standing.ts";
import type { TrendMoment } from "../../message/screens/standing/standing-pictures.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { maskStoredFor, type StandingWithPath } from "./load-standing.ts";

/**
 * Returns the closed rounds, oldest first, and then the current moment, labelled `last`. A milestone is shown at the
 * first moment after it was created.
 */
export function tracePath(voice: Voice, loaded: StandingWithPath, last: string): readonly TrendMoment[] {
  const numbers = new Map(loaded.rounds.map(({ id, number }) => [id, number]));
  const moments = loaded.path.map((stored) => ({
    at: stored.standing.at,
    label: labelOf(voice, stored, numbers),
    standing: maskStoredFor(loaded, stored),
  }));
  const all = [...moments, { at: loaded.at, label: last, standing: loaded.masked }];
  return all.map(({ at, label, standing }, index) => {
    const since = all[index - 1]?.at ?? Number.NEGATIVE_INFINITY;
    const milestone = loaded.milestones.findLast((each) => since < each.at && each.at <= at);
    return { label, standing, ...(milestone && { milestone: milestone.name }) };
  });
}

function labelOf(voice: Voice, { roundId }: StoredStanding, numbers: ReadonlyMap<string, number>): string {
  const number = roundId === undefined ? undefined : numbers.get(roundId);
  return number === undefined ? "–" : voice.say("standing.trend.round", { number });
}
