/** Builders of a round, its turns and a standing. */
import Fraction from "fraction.js";
import type { Round, Turn } from "../../src/core/schedule/round.ts";
import type { StoredStanding } from "../../src/core/standing/standing.ts";
import type { TeamStanding } from "../../src/core/standing/team-standing.ts";
import { HOUR_MS } from "../../src/core/time.ts";
import { NOW } from "./team.ts";

/** Open since `NOW`, closing two days later. */
export function aRound(overrides: Partial<Round> = {}): Round {
  return {
    id: "round-1",
    teamId: "team-1",
    number: 1,
    slot: "2026-11-23T09:00",
    opensAt: NOW,
    closesAt: NOW + 48 * HOUR_MS,
    status: "open",
    nextActionAt: NOW + 48 * HOUR_MS,
    ...overrides,
  };
}

/** Ana's, due at `NOW`. */
export function aTurn(overrides: Partial<Turn> = {}): Turn {
  return {
    id: "turn-1",
    roundId: "round-1",
    teamId: "team-1",
    membershipId: "ana",
    personId: "person-ana",
    dueAt: NOW,
    windowEndsAt: NOW + 48 * HOUR_MS,
    state: "due",
    remindersSent: 0,
    nextActionAt: NOW,
    ...overrides,
  };
}

/** Of round 1: one question with two ratings, 1 and 3, and one left out as not applicable. */
export function aStoredStanding(overrides: Partial<StoredStanding> = {}): StoredStanding {
  const sums = { score: new Fraction(2, 3), coverage: new Fraction(2, 3), agreement: new Fraction(1, 3), respondents: 2 };
  const place = { sectionId: "technology-overview", dimensionId: "technology" };
  return {
    id: "standing-1",
    teamId: "team-1",
    roundId: "round-1",
    gateMet: 2,
    gateTotal: 7,
    standing: {
      edition: "cnmm-3.0-level-2@1",
      at: NOW,
      members: 3,
      whole: { ...sums, freshness: new Fraction(1) },
      dimensions: [
        {
          ...sums,
          dimensionId: "technology",
          sections: [
            {
              ...sums,
              ...place,
              questions: [
                {
                  ...place,
                  questionId: "cluster-metrics",
                  optional: false,
                  expected: 3,
                  ratings: [1, 3],
                  notSure: 1,
                  notApplicable: {},
                  stale: 0,
                  outdated: 0,
                  score: new Fraction(2, 3),
                  coverage: new Fraction(2, 3),
                  agreement: new Fraction(1, 3),
                  split: true,
                  scopeSplit: false,
                },
                {
                  ...place,
                  questionId: "logs",
                  optional: false,
                  expected: 0,
                  ratings: [],
                  notSure: 0,
                  notApplicable: { architecture: 2 },
                  stale: 0,
                  outdated: 0,
                  split: false,
                  scopeSplit: false,
                  outside: "not-applicable",
                },
              ],
            },
          ],
        },
      ],
    },
    ...overrides,
  };
}

/** Of a team in its second round: one section shown, the other hidden. */
export function aTeamStanding(overrides: Partial<TeamStanding> = {}): TeamStanding {
  const shown = { shown: true, score: new Fraction(13, 18), coverage: new Fraction(5, 6), freshness: new Fraction(1) } as const;
  const hidden = { shown: false, because: "too-few" } as const;
  const baseline = { enough: 2, questions: 3 };
  const standing = {
    edition: "cnmm-3.0-level-2@1",
    at: NOW,
    members: 4,
    coverage: new Fraction(5, 6),
    whole: { respondents: 3, figures: { ...shown, agreement: new Fraction(1, 3) }, baseline },
    dimensions: [
      {
        dimensionId: "technology",
        respondents: 3,
        figures: shown,
        baseline,
        sections: [
          {
            sectionId: "technology-overview",
            dimensionId: "technology",
            respondents: 3,
            figures: shown,
            baseline,
            questions: [],
          },
          { sectionId: "observability", dimensionId: "technology", respondents: 1, figures: hidden, baseline, questions: [] },
        ],
      },
    ],
  };
  return {
    teamId: "team-1",
    at: NOW,
    standing,
    change: { now: new Fraction(13, 18), before: new Fraction(2, 3), questions: 4, complete: false },
    gate: { met: 2, total: 26, passed: false },
    response: { round: 2, asked: 4, answered: 3 },
    path: [{ round: 1, at: NOW - HOUR_MS, whole: { respondents: 2, figures: hidden, baseline } }],
    ...overrides,
  };
}
