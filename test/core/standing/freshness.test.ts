import { describe, expect, it } from "vitest";
import { FRESH_AT_LEAST_MS, freshForMs, isFresh, lengthOfPass } from "../../../src/core/standing/freshness.ts";
import { DAY_MS } from "../../../src/core/time.ts";

const WEEK_MS = 7 * DAY_MS;

describe("how long an answer is fresh", () => {
  it("is 90 days when a pass is shorter", () => {
    // 60 ÷ 5 = 12 weekly rounds = 84 days
    expect(freshForMs({ questionsMeantForMember: 60, questionsPerRound: 5, roundEveryMs: WEEK_MS })).toBe(90 * DAY_MS);
  });

  it("is a whole pass when that is longer, counting the last, short round", () => {
    // 61 ÷ 5 → 13 weekly rounds = 91 days
    const pace = { questionsMeantForMember: 61, questionsPerRound: 5, roundEveryMs: WEEK_MS };
    expect(lengthOfPass(pace)).toEqual({ rounds: 13, ms: 91 * DAY_MS });
    expect(freshForMs(pace)).toBe(91 * DAY_MS);
  });

  it("takes a round of one question, or none, for a question a round", () => {
    const rounds = [0, 1, 2].map(
      (questionsPerRound) => lengthOfPass({ questionsMeantForMember: 7, questionsPerRound, roundEveryMs: WEEK_MS }).rounds,
    );
    expect(rounds).toEqual([7, 7, 4]);
  });

  it("ends one millisecond after its age is reached", () => {
    const at = 1_000 * DAY_MS;
    const isFreshAt = (ageMs: number) => isFresh(at - ageMs, { at, freshFor: FRESH_AT_LEAST_MS });
    expect([isFreshAt(90 * DAY_MS - 1), isFreshAt(90 * DAY_MS), isFreshAt(90 * DAY_MS + 1)]).toEqual([true, true, false]);
  });
});
