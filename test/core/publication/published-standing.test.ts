import { describe, expect, it } from "vitest";
import { type PublishedRatings, showPublished } from "../../../src/core/publication/published-standing.ts";
import type { Rating } from "../../../src/core/rating.ts";
import { computeStanding } from "../../../src/core/standing/compute-standing.ts";
import { aCatalogue, aDimension, aQuestion, aSection } from "../../helpers/catalogue.ts";
import { aMembership, anAnswer, aRating, NOW } from "../../helpers/team.ts";
import { dimensionOf, questionOf, sectionOf, text } from "../standing/figures.ts";
import { NINETY_DAYS_MS } from "../standing/worked-example.ts";

const DAY = 86_400_000;
const NAMES = ["ana", "ben", "chen", "dee", "eli"];
const CATALOGUE = aCatalogue({
  dimensions: [
    aDimension({
      sections: [
        aSection({
          questions: [aQuestion({ id: "first" }), aQuestion({ id: "second" }), aQuestion({ id: "extra", optional: true })],
        }),
      ],
    }),
  ],
});
const memberships = NAMES.map((id) => aMembership({ id }));

/** Everybody's rating of the first question today: 3, 3, 3, 3 and not applicable. */
const LIVE = computeStanding({
  catalogue: CATALOGUE,
  memberships,
  answers: NAMES.map((membershipId) =>
    anAnswer({
      membershipId,
      questionId: "first",
      reply: membershipId === "eli" ? { kind: "not-applicable", reason: "out-of-scope" } : aRating(3),
    }),
  ),
  at: NOW,
  freshForMs: NINETY_DAYS_MS,
});

const shown = (published: Readonly<Record<string, readonly Rating[]>>) =>
  showPublished(
    LIVE,
    new Map(Object.entries(published).map(([id, ratings]): [string, PublishedRatings] => [id, { ratings, at: NOW - DAY }])),
  );

describe("a published standing", () => {
  it("shows of a question what was published, with its date, and beside it the counts of today", () => {
    const standing = shown({ first: [0, 1, 2] });
    const question = questionOf(standing, "first");
    expect(question).toMatchObject({
      ratings: [0, 1, 2],
      asOf: NOW - DAY,
      raters: 4,
      expected: 4,
      split: true,
      scopeSplit: true,
    });
    expect([text(question.score), text(question.coverage)]).toEqual(["1/3", "1"]);
    expect([standing.published, standing.members, standing.at]).toEqual([true, 5, NOW]);
  });

  it("tells agreement from five people on", () => {
    expect(questionOf(shown({ first: [0, 1, 1, 2] }), "first").agreement).toBeUndefined();
    expect(text(questionOf(shown({ first: [0, 1, 1, 1, 2] }), "first").agreement)).toBe("1/3");
  });

  it("calls ratings split that are two apart, and not those that are one apart", () => {
    expect(questionOf(shown({ first: [1, 1, 3] }), "first").split).toBe(true);
    expect(questionOf(shown({ first: [2, 2, 3] }), "first").split).toBe(false);
  });

  it("shows nothing of a question of which nothing was published, or less than three ratings", () => {
    for (const standing of [shown({}), shown({ first: [3, 3] })]) {
      const question = questionOf(standing, "first");
      expect(question).toMatchObject({ ratings: [], raters: 4, split: false, scopeSplit: false });
      expect([question.score, question.agreement, question.asOf]).toEqual([undefined, undefined, undefined]);
      expect([standing.whole.score, dimensionOf(standing, "technology").score]).toEqual([undefined, undefined]);
    }
  });

  it("splits the scope only where somebody calls the question not applicable today", () => {
    expect(questionOf(shown({ second: [1, 1, 1] }), "second").scopeSplit).toBe(false);
  });

  it("adds up published values alone, and no optional question", () => {
    const standing = shown({ first: [3, 3, 3, 3, 3], second: [0, 0, 0, 0, 3], extra: [3, 3, 3, 3, 3] });
    const section = sectionOf(standing, "technology-overview");
    for (const part of [section, dimensionOf(standing, "technology"), standing.whole])
      expect([text(part.score), text(part.agreement)]).toEqual(["3/5", "1/2"]);
    expect(text(questionOf(standing, "extra").score)).toBe("1");
    expect(section.respondents).toBe(4);
  });
});
