/** Every part of a standing from the whole down, in a fixed order. */
import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import type { Rating } from "../../../src/core/rating.ts";
import { explain } from "../../../src/core/standing/explain.ts";
import { maskStanding } from "../../../src/core/standing/mask-standing.ts";
import { isInSum, type MaskedStanding, type Subject } from "../../../src/core/standing/masked-standing.ts";
import { meanOf, sumOf } from "../../../src/core/standing/mean.ts";
import { encodeStanding, parseStanding } from "../../../src/core/standing/standing-json.ts";
import type { Standing } from "../../../src/core/standing/standing.ts";
import { BEFORE, sample, standingOf } from "./arbitraries.ts";

function partsOf({ whole, dimensions }: Standing) {
  const sections = dimensions.flatMap((dimension) => dimension.sections);
  return [whole, ...dimensions, ...sections, ...sections.flatMap((section) => section.questions)];
}

function subjectsOf({ dimensions }: Standing): readonly Subject[] {
  const sections = dimensions.flatMap((dimension) => dimension.sections);
  return [
    { of: "whole" },
    ...dimensions.map(({ dimensionId: id }) => ({ of: "dimension" as const, id })),
    ...sections.map(({ sectionId: id }) => ({ of: "section" as const, id })),
    ...sections.flatMap((section) => section.questions.map(({ questionId: id }) => ({ of: "question" as const, id }))),
  ];
}

function scoreOf({ whole, dimensions }: Standing, { of, ...subject }: Subject): Fraction | undefined {
  const id = "id" in subject ? subject.id : undefined;
  const sections = dimensions.flatMap((dimension) => dimension.sections);
  if (of === "whole") return whole.score;
  if (of === "dimension") return dimensions.find(({ dimensionId }) => dimensionId === id)?.score;
  if (of === "section") return sections.find(({ sectionId }) => sectionId === id)?.score;
  return sections.flatMap((section) => section.questions).find(({ questionId }) => questionId === id)?.score;
}

const privacy = fc.constantFrom("open" as const, "private" as const);

describe("for any team and any answers", () => {
  it("scores, coverage, agreement and freshness stay in 0..1", () => {
    fc.assert(
      fc.property(sample, (made) => {
        for (const part of partsOf(standingOf(made))) {
          const freshness = "freshness" in part ? part.freshness : undefined;
          for (const share of [part.score, part.coverage, part.agreement, freshness]) {
            if (share) expect(share.gte(0) && share.lte(1)).toBe(true);
          }
        }
      }),
    );
  });

  it("raising one existing rating lowers no score", () => {
    fc.assert(
      fc.property(sample, fc.nat(), (made, pick) => {
        const raisable = made.answers.flatMap(({ reply }, index) => (reply.kind === "rating" && reply.rating < 3 ? [index] : []));
        const chosen = raisable[pick % Math.max(1, raisable.length)];
        const answers = made.answers.map((answer, index) => {
          if (index !== chosen || answer.reply.kind !== "rating") return answer;
          const raised: Rating = answer.reply.rating === 0 ? 1 : answer.reply.rating === 1 ? 2 : 3;
          return { ...answer, reply: { kind: "rating" as const, rating: raised } };
        });
        const after = partsOf(standingOf({ ...made, answers }));
        partsOf(standingOf(made)).forEach((part, index) => {
          if (part.score) expect(after[index]?.score?.gte(part.score)).toBe(true);
        });
      }),
    );
  });

  it("the order of answers and memberships does not matter", () => {
    fc.assert(
      fc.property(sample, (made) => {
        const reversed = { ...made, answers: made.answers.toReversed(), memberships: made.memberships.toReversed() };
        expect(encodeStanding(standingOf(reversed))).toBe(encodeStanding(standingOf(made)));
      }),
    );
  });

  it("a standing comes back from its text exactly", () => {
    fc.assert(
      fc.property(sample, (made) => {
        const standing = standingOf(made);
        expect(parseStanding(encodeStanding(standing))).toEqual(standing);
      }),
    );
  });

  it("the terms behind a number add up exactly to it", () => {
    fc.assert(
      fc.property(sample, privacy, (made, mode) => {
        const standing = standingOf(made);
        const now = maskStanding(standing, { privacy: mode });
        for (const subject of subjectsOf(standing)) {
          const explanation = explain({ subject, now });
          if (!explanation?.figures.shown || !explanation.figures.score) continue;
          const { score } = explanation.figures;
          if (explanation.of === "question") {
            expect(score.equals(new Fraction(explanation.figures.sum, explanation.figures.outOf))).toBe(true);
          } else {
            const shares = [...explanation.terms, ...(explanation.rest ? [explanation.rest] : [])].map(({ share }) => share);
            expect(sumOf(shares).equals(score)).toBe(true);
          }
        }
      }),
    );
  });

  it("what the questions contributed adds up exactly to the change of the questions compared", () => {
    fc.assert(
      fc.property(sample, (made) => {
        const [standing, earlier] = [standingOf(made), standingOf(made, BEFORE)];
        const [now, before] = [standing, earlier].map((each) => maskStanding(each, { privacy: "open" }));
        if (!now || !before) throw new Error("two standings");
        for (const subject of subjectsOf(standing)) {
          const change = explain({ subject, now, before })?.change;
          if (!change?.told) continue;
          expect(change.hidden).toBe(0);
          expect(change.now.sub(change.before).equals(change.amount)).toBe(true);
          if (change.complete) expect(scoreOf(standing, subject)?.equals(change.now)).toBe(true);
          if (change.complete) expect(scoreOf(earlier, subject)?.equals(change.before)).toBe(true);
          expect(sumOf(change.causes.map(({ amount }) => amount)).equals(change.amount)).toBe(true);
        }
      }),
    );
  });

  it("a private team's change follows from questions that are shown both times", () => {
    fc.assert(
      fc.property(sample, (made) => {
        const [standing, earlier] = [standingOf(made), standingOf(made, BEFORE)];
        const see = (mode: "open" | "private") => ({
          now: maskStanding(standing, { privacy: mode }),
          before: maskStanding(earlier, { privacy: mode }),
        });
        const seen = see("private");
        const shownIn = ({ dimensions }: MaskedStanding) =>
          new Set(
            dimensions
              .flatMap(({ sections }) => sections.flatMap(({ questions }) => questions))
              .flatMap(({ questionId, figures }) => (figures.shown && figures.score ? [questionId] : [])),
          );
        const [now, before] = [shownIn(seen.now), shownIn(seen.before)];
        for (const subject of subjectsOf(standing)) {
          const change = explain({ subject, ...seen })?.change;
          if (!change?.told) continue;
          for (const { questionId } of change.causes) expect(now.has(questionId) && before.has(questionId)).toBe(true);
          expect(change.questions).toBeLessThanOrEqual(now.size);
        }
      }),
    );
  });

  it("a private team sees no figure of fewer than three people, and no mean with a single hidden term", () => {
    fc.assert(
      fc.property(sample, (made) => {
        const { whole, dimensions } = maskStanding(standingOf(made), { privacy: "private" });
        const sections = dimensions.flatMap((dimension) => dimension.sections);
        const questions = sections.flatMap((section) => section.questions);
        for (const part of [whole, ...dimensions, ...sections])
          if (part.figures.shown) expect(part.respondents).toBeGreaterThan(2);
        for (const question of questions) if (question.figures.shown) expect(question.raters).toBeGreaterThan(2);
        for (const section of sections) if (section.figures.shown) expectNoSingle(section.questions.filter(isInSum));
        const valued = sections.filter((section) => section.questions.some(isInSum));
        for (const { dimensionId, figures } of dimensions) {
          if (figures.shown) expectNoSingle(valued.filter((section) => section.dimensionId === dimensionId));
        }
        if (whole.figures.shown)
          expectNoSingle(dimensions.filter(({ sections: own }) => own.some((each) => valued.includes(each))));
      }),
    );
  });
});

function expectNoSingle(
  terms: readonly { readonly figures: MaskedStanding["whole"]["figures"] | { readonly shown: boolean } }[],
): void {
  expect(terms.filter(({ figures }) => !figures.shown).length).not.toBe(1);
}

describe("an exact mean", () => {
  it("is the sum of its values over their number", () => {
    const fraction = fc
      .tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 30 }))
      .map(([n, d]) => new Fraction(n, d));
    fc.assert(
      fc.property(fc.array(fraction, { minLength: 1, maxLength: 12 }), (values) => {
        const sum = values.reduce((total, value) => total.add(value), new Fraction(0));
        expect(meanOf(values)?.equals(sum.div(values.length))).toBe(true);
        expect(sumOf(values).equals(sum)).toBe(true);
      }),
    );
  });

  it("of nothing is nothing, and the sum of nothing zero", () => {
    expect(meanOf([])).toBeUndefined();
    expect(sumOf([]).equals(0)).toBe(true);
  });
});
