/** What is shown of a published standing, how far the first pass has come, and what two standings differ in. */
import { describe, expect, it } from "vitest";
import type { Answer } from "../../../src/core/answer.ts";
import { type PublishedRatings, showPublished } from "../../../src/core/publication/published-standing.ts";
import type { Rating } from "../../../src/core/rating.ts";
import { computeStanding } from "../../../src/core/standing/compute-standing.ts";
import { compareStandings } from "../../../src/core/standing/explain.ts";
import { maskStanding } from "../../../src/core/standing/mask-standing.ts";
import type { MaskedQuestion, MaskedStanding, Subject } from "../../../src/core/standing/masked-standing.ts";
import { aCatalogue, aDimension, aQuestion, aSection } from "../../helpers/catalogue.ts";
import { aMembership, anAnswer, aRating, NOW } from "../../helpers/team.ts";
import { text } from "./figures.ts";
import { NINETY_DAYS_MS } from "./worked-example.ts";

const DAY = 86_400_000;
const NAMES = ["ana", "ben", "chen", "dee", "eli"] as const;
const inSection = (sectionId: string, ...ids: readonly string[]) =>
  aSection({ id: sectionId, questions: ids.map((id) => aQuestion({ id, sectionId, optional: id.startsWith("optional") })) });
const CATALOGUE = aCatalogue({
  dimensions: [aDimension({ sections: [inSection("one", "first", "second", "optional"), inSection("two", "third")] })],
});

/** The first of the five give these ratings; `undefined` stands for "not applicable". */
function rated(questionId: string, ...ratings: readonly (Rating | undefined)[]): readonly Answer[] {
  return ratings.map((rating, index) =>
    anAnswer({
      questionId,
      membershipId: NAMES[index] ?? "",
      reply: rating === undefined ? { kind: "not-applicable", reason: "other" } : aRating(rating),
    }),
  );
}

const standingOf = (answers: readonly Answer[]) =>
  computeStanding({
    catalogue: CATALOGUE,
    memberships: NAMES.map((id) => aMembership({ id })),
    answers,
    at: NOW,
    freshForMs: NINETY_DAYS_MS,
  });
const maskPublished = (answers: readonly Answer[], published: Readonly<Record<string, readonly Rating[]>>) =>
  maskStanding(
    showPublished(
      standingOf(answers),
      new Map(Object.entries(published).map(([id, ratings]): [string, PublishedRatings] => [id, { ratings, at: NOW - DAY }])),
    ),
    { privacy: "private" },
  );

function questionIn({ dimensions }: MaskedStanding, id: string): MaskedQuestion {
  const questions = dimensions.flatMap(({ sections }) => sections.flatMap((section) => section.questions));
  const question = questions.find(({ questionId }) => questionId === id);
  if (!question) throw new Error(`no ${id}`);
  return question;
}
const sectionIn = ({ dimensions }: MaskedStanding, id: string) =>
  dimensions.flatMap(({ sections }) => sections).find(({ sectionId }) => sectionId === id);

describe("of a published standing", () => {
  it("a question shows what was published, with its date, and single ratings from five people on", () => {
    const standing = maskPublished(rated("first", 3, 3, 3), { first: [0, 1, 2], second: [0, 1, 1, 2, 3] });
    const three = questionIn(standing, "first").figures;
    expect(three).toMatchObject({ shown: true, count: 3, sum: 3, asOf: NOW - DAY });
    expect(three).not.toHaveProperty("ratings");
    expect(questionIn(standing, "second").figures).toMatchObject({ shown: true, ratings: [0, 1, 1, 2, 3] });
  });

  it("a question of which nothing was published is hidden, however many rate it", () => {
    const standing = maskPublished(rated("first", 3, 3, 3, 3, 3), {});
    expect(questionIn(standing, "first")).toMatchObject({
      figures: { shown: false, because: "too-few" },
      valued: false,
      raters: 5,
    });
  });

  it("a part without a published value is hidden while fewer than three people take part in it", () => {
    const few = maskPublished(rated("third", 1, 1), {});
    for (const part of [few.whole, ...few.dimensions, sectionIn(few, "two")])
      expect(part?.figures).toEqual({ shown: false, because: "too-few" });
    const three = maskPublished(rated("third", 1, 1, 1), {});
    for (const part of [three.whole, ...three.dimensions, sectionIn(three, "two")]) {
      expect(part?.figures.shown).toBe(true);
      expect(part?.figures).not.toHaveProperty("score");
    }
    expect(sectionIn(three, "one")?.figures).toEqual({ shown: false, because: "too-few" });
  });

  it("a part with a published value is shown even where nobody takes part in it now", () => {
    const standing = maskPublished([], { third: [1, 1, 1] });
    for (const part of [standing.whole, ...standing.dimensions, sectionIn(standing, "two")])
      expect(part?.figures.shown && text(part.figures.score)).toBe("1/3");
  });

  it("nothing says when it was published where it was not", () => {
    const open = maskStanding(standingOf(rated("first", 1, 2, 3)), { privacy: "open" });
    expect(questionIn(open, "first").figures).not.toHaveProperty("asOf");
  });
});

describe("the first pass", () => {
  const baselines = (answers: readonly Answer[]) => {
    const standing = maskStanding(standingOf(answers), { privacy: "open" });
    return [standing.whole, ...standing.dimensions, sectionIn(standing, "one"), sectionIn(standing, "two")].map((part) => [
      part?.baseline.enough,
      part?.baseline.questions,
    ]);
  };

  it("counts required questions that at least half of those who are asked rate, section by section and added up", () => {
    const two = rated("third", 1, 1);
    expect(baselines([...rated("first", 1, 2, 3), ...rated("optional", 1, 1, 1), ...two])).toEqual([
      [1, 3],
      [1, 3],
      [1, 2],
      [0, 1],
    ]);
    expect(baselines([...rated("first", 1, 2, 3), ...rated("second", 1, 1, 1), ...rated("third", 1, 1, 1)])).toEqual([
      [3, 3],
      [3, 3],
      [2, 2],
      [1, 1],
    ]);
  });

  it("leaves out a question that does not apply to anybody", () => {
    const nobody = rated("second", undefined, undefined, undefined);
    expect(baselines([...rated("first", 1, 2, 3), ...nobody])).toEqual([
      [1, 2],
      [1, 2],
      [1, 1],
      [0, 1],
    ]);
  });
});

describe("two standings are compared", () => {
  const now = maskStanding(standingOf([...rated("first", 3, 3, 3), ...rated("third", 1, 1, 1)]), { privacy: "open" });
  const before = maskStanding(standingOf(rated("first", 0, 0, 3)), { privacy: "open" });
  const compare = (subject: Subject) => compareStandings({ subject, now, before, catalogue: CATALOGUE });

  it("over the questions that are in both sums", () => {
    const change = compare({ of: "whole" });
    expect([text(change?.now), text(change?.before), change?.questions, change?.complete]).toEqual(["1", "1/3", 1, false]);
    expect(compare({ of: "question", id: "first" })?.complete).toBe(true);
  });

  it("not where a part was never rated, or does not exist", () => {
    expect(compare({ of: "question", id: "third" })).toBeUndefined();
    expect(compare({ of: "section", id: "gone" })).toBeUndefined();
  });
});
