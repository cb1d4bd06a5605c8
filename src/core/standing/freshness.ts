/** How long an answer is fresh: 90 days, or one full pass of the catalogue at the team's cadence if that takes longer. */
import { DAY_MS, type Instant } from "../time.ts";

/** The shortest time in milliseconds for which an answer is fresh: 90 days. */
export const FRESH_AT_LEAST_MS = 90 * DAY_MS;

/** How fast one member is asked the questions that are meant for them. `roundEveryMs` is the time from one round to the next. */
export type Pace = {
  readonly questionsMeantForMember: number;
  readonly questionsPerRound: number;
  readonly roundEveryMs: number;
};

/** Returns the number of rounds, and the milliseconds, until a member has been asked every question once. */
export function lengthOfPass(pace: Pace): { readonly rounds: number; readonly ms: number } {
  const rounds = Math.ceil(pace.questionsMeantForMember / Math.max(1, pace.questionsPerRound));
  return { rounds, ms: rounds * pace.roundEveryMs };
}

/**
 * Returns the age in milliseconds up to which an answer is fresh: 90 days, or one full pass where that takes longer.
 * A team uses the value of its member with the longest pass.
 */
export function freshForMs(pace: Pace): number {
  return Math.max(FRESH_AT_LEAST_MS, lengthOfPass(pace).ms);
}

/** Tells whether an answer is fresh at `at`. An age of exactly `freshFor` milliseconds is still fresh. */
export function isFresh(answeredAt: Instant, { at, freshFor }: { readonly at: Instant; readonly freshFor: number }): boolean {
  return at - answeredAt <= freshFor;
}
