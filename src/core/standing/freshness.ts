/** How long an answer is fresh: 90 days, or one full pass of the catalogue at the team's cadence if that takes longer. */
import { DAY_MS, type Instant } from "../time.ts";

export const FRESH_AT_LEAST_MS = 90 * DAY_MS;

/** One member's way through all questions that are meant for them. `roundEveryMs`: from one round to the next. */
export type Pace = {
  readonly questionsMeantForMember: number;
  readonly questionsPerRound: number;
  readonly roundEveryMs: number;
};

/** How many rounds, and how long, until a member has been asked everything once. Set-up says so. */
export function lengthOfPass(pace: Pace): { readonly rounds: number; readonly ms: number } {
  const rounds = Math.ceil(pace.questionsMeantForMember / Math.max(1, pace.questionsPerRound));
  return { rounds, ms: rounds * pace.roundEveryMs };
}

/** The age in milliseconds up to which an answer is fresh. A team takes that of its member with the longest pass. */
export function freshForMs(pace: Pace): number {
  return Math.max(FRESH_AT_LEAST_MS, lengthOfPass(pace).ms);
}

/** Fresh up to and including `freshFor` milliseconds of age; stale from the next one on. */
export function isFresh(answeredAt: Instant, { at, freshFor }: { readonly at: Instant; readonly freshFor: number }): boolean {
  return at - answeredAt <= freshFor;
}
