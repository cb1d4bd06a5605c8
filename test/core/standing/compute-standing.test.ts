import { describe, expect, it } from "vitest";
import type { Answer } from "../../../src/core/answer.ts";
import { computeStanding, type StandingInput } from "../../../src/core/standing/compute-standing.ts";
import type { Standing } from "../../../src/core/standing/standing.ts";
import { HOUR_MS } from "../../../src/core/time.ts";
import { aCatalogue, aCatalogueOf, aQuestion } from "../../helpers/catalogue.ts";
import { aMembership, anAnswer, aRating, NOW } from "../../helpers/team.ts";
import { dimensionOf, questionOf, sectionOf, text } from "./figures.ts";
import { NINETY_DAYS_MS, workedAnswers, workedMemberships } from "./worked-example.ts";

function standingOf(input: Partial<StandingInput>): Standing {
  return computeStanding({
    catalogue: aCatalogueOf([aQuestion()]),
    memberships: [aMembership({ id: "ana" }), aMembership({ id: "ben" }), aMembership({ id: "chen" })],
    answers: [],
    at: NOW,
    freshForMs: NINETY_DAYS_MS,
    ...input,
  });
}

describe("the worked example", () => {
  const standing = standingOf({ catalogue: aCatalogue(), memberships: workedMemberships, answers: workedAnswers });

  it("counts the three who belong to the team, not the one who left", () => {
    expect(standing.members).toBe(3);
  });

  it("takes a question's mean of its raters over 3", () => {
    // Ana 3, Ben 2, Chen 2; Dee's 0 left with Dee. (3 + 2 + 2) ÷ (3 × 3) = 7/9; 3 of 3 rated; 1 − (3 − 2) ÷ 3 = 2/3
    const question = questionOf(standing, "business-value");
    expect(question.ratings).toEqual([2, 2, 3]);
    expect([text(question.score), text(question.coverage), text(question.agreement)]).toEqual(["7/9", "1", "2/3"]);
    expect(question.split).toBe(false);
  });

  it("takes a not-applicable reply out of score and coverage, and counts a not-sure as expected", () => {
    // Ana 2, Ben not applicable, Chen not sure: 2 ÷ 3 = 2/3; expected 3 − 1 = 2, rated 1: 1/2; one rating: no agreement
    const question = questionOf(standing, "kpi-language");
    expect(question).toMatchObject({ expected: 2, notSure: 1, notApplicable: { "out-of-scope": 1 }, scopeSplit: true });
    expect([text(question.score), text(question.coverage), text(question.agreement)]).toEqual(["2/3", "1/2", "–"]);
  });

  it("lets a question with a not-applicable reply and no rating leave the sum", () => {
    const question = questionOf(standing, "cost-report");
    expect(question.outside).toBe("not-applicable");
    expect([text(question.score), text(question.coverage)]).toEqual(["–", "–"]);
    expect(question.scopeSplit).toBe(false);
  });

  it("calls ratings two apart a split and marks the old one stale", () => {
    // Ana 3 (91 days old), Ben 1: 4 ÷ 6 = 2/3; 2 of 3 rated; 1 − (3 − 1) ÷ 3 = 1/3
    const question = questionOf(standing, "cluster-metrics");
    expect(question).toMatchObject({ split: true, stale: 1 });
    expect([text(question.score), text(question.coverage), text(question.agreement)]).toEqual(["2/3", "2/3", "1/3"]);
  });

  it("takes a section's mean of its questions with a value", () => {
    // (7/9 + 2/3) ÷ 2 = 13/18; coverage (1 + 1/2) ÷ 2 = 3/4; agreement of the one that has it
    const value = sectionOf(standing, "value");
    expect([text(value.score), text(value.coverage), text(value.agreement)]).toEqual(["13/18", "3/4", "2/3"]);
    // (1 + 2/3) ÷ 2 = 5/6; (1 + 2/3) ÷ 2 = 5/6; (1 + 1/3) ÷ 2 = 2/3; 4 of 5 ratings fresh
    const overview = sectionOf(standing, "technology-overview");
    expect([text(overview.score), text(overview.coverage), text(overview.agreement)]).toEqual(["5/6", "5/6", "2/3"]);
    expect(text(overview.freshness)).toBe("4/5");
  });

  it("lists a section without a value as such, not as zero", () => {
    expect(sectionOf(standing, "cost")).toMatchObject({ respondents: 0 });
    expect([text(sectionOf(standing, "cost").score), text(sectionOf(standing, "cost").coverage)]).toEqual(["–", "–"]);
    // Nobody of the team answered logs: 0 of 3. Ana's 0 for tracing is optional and stays beside.
    const observability = sectionOf(standing, "observability");
    expect([text(observability.score), text(observability.coverage)]).toEqual(["–", "0"]);
    expect(observability.respondents).toBe(0);
  });

  it("shows an optional question beside the sum", () => {
    const tracing = questionOf(standing, "tracing");
    expect(tracing.outside).toBe("optional");
    expect([text(tracing.score), text(tracing.coverage)]).toEqual(["0", "1/3"]);
  });

  it("takes a dimension's mean of its sections and the whole's of its dimensions", () => {
    // Business outcomes: value alone has a value: 13/18, 3/4. Technology: 5/6; coverage (5/6 + 0) ÷ 2 = 5/12.
    const business = dimensionOf(standing, "business-outcomes");
    const technology = dimensionOf(standing, "technology");
    expect([text(business.score), text(business.coverage)]).toEqual(["13/18", "3/4"]);
    expect([text(technology.score), text(technology.coverage)]).toEqual(["5/6", "5/12"]);
    // Whole: (13/18 + 15/18) ÷ 2 = 7/9; coverage (3/4 + 5/12) ÷ 2 = 7/12; 8 of 9 ratings fresh; three people
    const { whole } = standing;
    expect([text(whole.score), text(whole.coverage), text(whole.freshness)]).toEqual(["7/9", "7/12", "8/9"]);
    expect(whole.respondents).toBe(3);
  });
});

describe("expected raters", () => {
  const platformOnly = aCatalogueOf([aQuestion({ roles: ["platform"] })]);

  it("are members whose role the question names and members without a role", () => {
    const memberships = [
      aMembership({ id: "ana", roles: ["platform", "product"] }),
      aMembership({ id: "ben", roles: ["developer"] }),
      aMembership({ id: "chen" }),
    ];
    const answers = ["ana", "ben", "chen"].map((membershipId) => anAnswer({ membershipId, reply: aRating(3) }));
    const question = questionOf(standingOf({ catalogue: platformOnly, memberships, answers }), "cluster-metrics");
    expect([question.expected, question.ratings.length]).toEqual([2, 2]);
  });

  it("are the leads when nobody has the role", () => {
    const memberships = [
      aMembership({ id: "ana", roles: ["product"], lead: true }),
      aMembership({ id: "ben", roles: ["developer"] }),
      aMembership({ id: "chen", roles: ["product"], lead: true, kind: "observer" }),
    ];
    const answers = ["ana", "ben", "chen"].map((membershipId) => anAnswer({ membershipId, reply: aRating(1) }));
    const question = questionOf(standingOf({ catalogue: platformOnly, memberships, answers }), "cluster-metrics");
    expect([question.expected, question.ratings]).toEqual([1, [1]]);
  });

  it("are all heard where the only one is", () => {
    const question = questionOf(standingOf({ memberships: [aMembership()], answers: [anAnswer()] }), "cluster-metrics");
    expect([question.expected, text(question.coverage)]).toEqual([1, "1"]);
  });

  it("are nobody in a team without anybody, and coverage is zero then", () => {
    const question = questionOf(standingOf({ memberships: [] }), "cluster-metrics");
    expect([question.expected, text(question.coverage)]).toEqual([0, "0"]);
  });

  it("stop counting at the instant of leaving and count again from the instant of return", () => {
    const left = NOW;
    const back = NOW + HOUR_MS;
    const ben = aMembership({ id: "ben", intervals: [{ since: 0, until: left }, { since: back }] });
    const answers = [anAnswer({ membershipId: "ben", at: NOW - HOUR_MS })];
    const ratersAt = (at: number) =>
      questionOf(standingOf({ memberships: [ben], answers, at }), "cluster-metrics").ratings.length;
    expect([ratersAt(left - 1), ratersAt(left), ratersAt(back - 1), ratersAt(back)]).toEqual([1, 0, 0, 1]);
  });
});

describe("current answers", () => {
  it("are the latest of each member at the moment, also when it takes a rating back", () => {
    const answers = [
      anAnswer({ at: NOW - 3, reply: aRating(0) }),
      anAnswer({ at: NOW - 1, reply: { kind: "not-sure" } }),
      anAnswer({ at: NOW + 1, reply: aRating(3) }),
    ];
    expect(questionOf(standingOf({ answers, at: NOW - 2 }), "cluster-metrics").ratings).toEqual([0]);
    expect(questionOf(standingOf({ answers }), "cluster-metrics")).toMatchObject({ ratings: [], notSure: 1 });
    expect(questionOf(standingOf({ answers, at: NOW + 1 }), "cluster-metrics").ratings).toEqual([3]);
  });

  it("survive a new edition by the map from old ids to new", () => {
    const catalogue = aCatalogueOf([aQuestion()], { renamed: { "node-metrics": "cluster-metrics" } });
    const answers = [anAnswer({ questionId: "node-metrics", reply: aRating(1) })];
    expect(questionOf(standingOf({ catalogue, answers }), "cluster-metrics").ratings).toEqual([1]);
    const later = [...answers, anAnswer({ at: NOW, reply: aRating(2) })];
    expect(questionOf(standingOf({ catalogue, answers: later }), "cluster-metrics").ratings).toEqual([2]);
  });
});

describe("thresholds", () => {
  it("call ratings two apart a split, one apart not", () => {
    const splitOf = (left: 0 | 1 | 2, right: 1 | 2 | 3) => {
      const answers = [anAnswer({ reply: aRating(left) }), anAnswer({ membershipId: "ben", reply: aRating(right) })];
      return questionOf(standingOf({ answers }), "cluster-metrics").split;
    };
    expect([splitOf(1, 2), splitOf(1, 3), splitOf(0, 2), splitOf(0, 1)]).toEqual([false, true, true, false]);
  });

  it("call it a split of scope when somebody rates what another calls not applicable", () => {
    const no: Answer["reply"] = { kind: "not-applicable", reason: "architecture" };
    const scopeSplitOf = (...replies: readonly Answer["reply"][]) => {
      const answers = replies.map((reply, index) => anAnswer({ membershipId: ["ana", "ben", "chen"][index] ?? "", reply }));
      return questionOf(standingOf({ answers }), "cluster-metrics").scopeSplit;
    };
    expect([scopeSplitOf(aRating(1), no), scopeSplitOf(aRating(1), aRating(3))]).toEqual([true, false]);
    expect([scopeSplitOf(no, no), scopeSplitOf({ kind: "not-sure" }), scopeSplitOf()]).toEqual([false, false, false]);
  });

  it("leave out what everybody who says something calls not applicable", () => {
    const answers = [anAnswer({ reply: { kind: "not-applicable", reason: "architecture" } })];
    const question = questionOf(standingOf({ answers }), "cluster-metrics");
    expect(question).toMatchObject({ outside: "not-applicable", expected: 2 });
    expect(question).not.toHaveProperty("coverage");
    const beside = questionOf(standingOf({ answers: [...answers, anAnswer({ membershipId: "ben" })] }), "cluster-metrics");
    expect(beside).not.toHaveProperty("outside");
    expect(text(beside.coverage)).toBe("1/2");
  });

  it("see agreement from two raters on", () => {
    const agreementOf = (...ratings: readonly (0 | 1 | 2 | 3)[]) => {
      const answers = ratings.map((rating, index) =>
        anAnswer({ membershipId: ["ana", "ben", "chen"][index] ?? "", reply: aRating(rating) }),
      );
      return text(questionOf(standingOf({ answers }), "cluster-metrics").agreement);
    };
    expect([agreementOf(2), agreementOf(2, 2), agreementOf(1, 3), agreementOf(0, 3, 3)]).toEqual(["–", "1", "1/3", "0"]);
  });

  it("keep an answer fresh for exactly 90 days", () => {
    const staleAt = (ageMs: number) =>
      questionOf(standingOf({ answers: [anAnswer({ at: NOW - ageMs })] }), "cluster-metrics").stale;
    expect([staleAt(NINETY_DAYS_MS - 1), staleAt(NINETY_DAYS_MS), staleAt(NINETY_DAYS_MS + 1)]).toEqual([0, 0, 1]);
  });

  it("are stale at any age where the question has another meaning by now, until they are given again", () => {
    const staleUnder = (comparableSince: number, edition: string) => {
      const catalogue = aCatalogueOf([aQuestion({ comparableSince })]);
      return questionOf(standingOf({ catalogue, answers: [anAnswer({ edition })] }), "cluster-metrics").stale;
    };
    expect(staleUnder(2, "cnmm-3.0-level-2@1")).toBe(1);
    expect(staleUnder(2, "cnmm-3.0-level-2@2")).toBe(0);
    expect(staleUnder(1, "cnmm-3.0-level-2@1")).toBe(0);
  });

  it("count a stale rating like a fresh one", () => {
    const standing = standingOf({ answers: [anAnswer({ at: NOW - NINETY_DAYS_MS - 1, reply: aRating(3) })] });
    expect([text(standing.whole.score), text(standing.whole.coverage), text(standing.whole.freshness)]).toEqual([
      "1",
      "1/3",
      "0",
    ]);
  });
});
