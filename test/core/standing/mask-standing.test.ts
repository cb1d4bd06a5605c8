import { describe, expect, it } from "vitest";
import type { Answer } from "../../../src/core/answer.ts";
import type { Catalogue } from "../../../src/core/catalogue/catalogue.ts";
import type { Rating } from "../../../src/core/rating.ts";
import { computeStanding } from "../../../src/core/standing/compute-standing.ts";
import { maskStanding, type Visibility } from "../../../src/core/standing/mask-standing.ts";
import type { MaskedQuestion, MaskedStanding } from "../../../src/core/standing/masked-standing.ts";
import { aCatalogue, aCatalogueOf, aDimension, aQuestion, aSection } from "../../helpers/catalogue.ts";
import { aMembership, anAnswer, aRating, NOW } from "../../helpers/team.ts";
import { text } from "./figures.ts";
import { NINETY_DAYS_MS } from "./worked-example.ts";

const NAMES = ["ana", "ben", "chen", "dee", "eli"] as const;
const PRIVATE: Visibility = { privacy: "private" };
const catalogueOf = (...ids: readonly string[]) => aCatalogueOf(ids.map((id) => aQuestion({ id })));

function masked(catalogue: Catalogue, answers: readonly Answer[], visibility: Visibility = PRIVATE): MaskedStanding {
  const memberships = NAMES.map((id) => aMembership({ id }));
  return maskStanding(computeStanding({ catalogue, memberships, answers, at: NOW, freshForMs: NINETY_DAYS_MS }), visibility);
}

/** The first of the five give these ratings. */
function rated(questionId: string, ...ratings: readonly Rating[]): readonly Answer[] {
  return ratings.map((rating, index) => anAnswer({ questionId, membershipId: NAMES[index] ?? "", reply: aRating(rating) }));
}

function questionIn(standing: MaskedStanding, id: string): MaskedQuestion {
  const questions = standing.dimensions.flatMap(({ sections }) => sections.flatMap((section) => section.questions));
  const question = questions.find(({ questionId }) => questionId === id);
  if (!question) throw new Error(`no ${id}`);
  return question;
}

function told(
  part: { readonly figures: { readonly shown: boolean; readonly because?: string } } | undefined,
): string | undefined {
  return part?.figures.shown ? "shown" : part?.figures.because;
}

describe("in a private team", () => {
  it("a question is shown from three raters on, not from two", () => {
    expect(questionIn(masked(catalogueOf("a"), rated("a", 0, 3)), "a").figures).toEqual({ shown: false, because: "too-few" });
    const shown = questionIn(masked(catalogueOf("a"), rated("a", 0, 3, 3)), "a").figures;
    expect(shown).toMatchObject({ shown: true, count: 3, sum: 6, split: true });
  });

  it("ratings one by one and their agreement are shown from five raters on, not from four", () => {
    const figures = (...ratings: Rating[]) => questionIn(masked(catalogueOf("a"), rated("a", ...ratings)), "a").figures;
    expect(figures(0, 3, 3, 3)).not.toHaveProperty("ratings");
    expect(figures(0, 3, 3, 3)).not.toHaveProperty("agreement");
    expect(figures(0, 3, 3, 3, 3)).toMatchObject({ ratings: [0, 3, 3, 3, 3], agreement: expect.anything() });
  });

  it("of a hidden question only how many were asked and rated is there", () => {
    expect(questionIn(masked(catalogueOf("a"), rated("a", 0, 3)), "a")).toEqual({
      questionId: "a",
      sectionId: "technology-overview",
      dimensionId: "technology",
      optional: false,
      raters: 2,
      asked: 5,
      valued: true,
      figures: { shown: false, because: "too-few" },
      replies: { shown: false, because: "too-few" },
    });
  });

  it("sections, dimensions and the whole are shown from three respondents on, not from two", () => {
    const catalogue = catalogueOf("a", "b");
    const two = masked(catalogue, [...rated("a", 1, 2), ...rated("b", 1, 2)]);
    const dimension = two.dimensions[0];
    expect([told(two.whole), told(dimension), told(dimension?.sections[0])]).toEqual(["too-few", "too-few", "too-few"]);
    const elseRated = [anAnswer({ questionId: "b", membershipId: "chen", reply: aRating(2) })];
    const three = masked(catalogue, [...rated("a", 1, 2), ...elseRated]);
    const shown = three.dimensions[0];
    expect([told(three.whole), told(shown), told(shown?.sections[0])]).toEqual(["shown", "shown", "shown"]);
    expect(told(questionIn(three, "a"))).toBe("too-few");
  });

  it("a dimension that has no value yet is hidden like everything with fewer", () => {
    const standing = masked(catalogueOf("a"), []);
    const dimension = standing.dimensions[0];
    expect([told(standing.whole), told(dimension), told(dimension?.sections[0])]).toEqual(["too-few", "too-few", "too-few"]);
  });

  it("a shown aggregate says how fresh its answers are", () => {
    const { whole } = masked(catalogueOf("a"), rated("a", 1, 2, 3));
    expect(whole.figures.shown && text(whole.figures.freshness)).toBe("1");
    const old = rated("a", 1, 2, 3).map((answer, index) => (index === 0 ? { ...answer, at: NOW - NINETY_DAYS_MS - 1 } : answer));
    const aged = masked(catalogueOf("a"), old).whole;
    expect(aged.figures.shown && text(aged.figures.freshness)).toBe("2/3");
  });

  it("coverage of the whole is progress and is told from the start", () => {
    expect(text(masked(catalogueOf("a", "b"), rated("a", 1)).coverage)).toBe("1/10");
  });

  it("replies other than ratings are shown from three repliers on, not from two", () => {
    const says = (membershipId: string, reply: Answer["reply"]) => anAnswer({ questionId: "a", membershipId, reply });
    const two = [says("ana", { kind: "not-applicable", reason: "architecture" }), says("ben", { kind: "not-sure" })];
    expect(questionIn(masked(catalogueOf("a"), two), "a").replies.shown).toBe(false);
    const three = [...two, says("chen", { kind: "not-applicable", reason: "other" })];
    expect(questionIn(masked(catalogueOf("a"), three), "a").replies).toEqual({
      shown: true,
      expected: 3,
      notSure: 1,
      notApplicable: 2,
      leftSum: true,
    });
  });

  it("a question that nobody can rate yet has not left the sum", () => {
    const unsure = NAMES.map((membershipId) => anAnswer({ questionId: "a", membershipId, reply: { kind: "not-sure" } }));
    expect(questionIn(masked(catalogueOf("a"), unsure), "a").replies).toMatchObject({ notSure: 5, leftSum: false });
  });

  it("reason codes are the leads' to see", () => {
    const answers = NAMES.map((membershipId) =>
      anAnswer({ questionId: "a", membershipId, reply: { kind: "not-applicable", reason: "architecture" } }),
    );
    const { replies } = questionIn(masked(catalogueOf("a"), answers, { privacy: "private", forLead: true }), "a");
    expect(replies).toMatchObject({ reasons: { architecture: 5 } });
  });
});

describe("against working a hidden value out", () => {
  it("a single hidden question takes the shown one with the fewest raters with it", () => {
    const answers = [...rated("a", 1, 2, 3, 3), ...rated("b", 1, 2, 3), ...rated("c", 0)];
    const standing = masked(catalogueOf("a", "b", "c"), answers);
    const seen = ["a", "b", "c"].map((id) => told(questionIn(standing, id)));
    expect(seen).toEqual(["shown", "protects-another", "too-few"]);
    expect(told(standing.dimensions[0]?.sections[0])).toBe("shown");
  });

  it("the one with the fewest raters is withheld wherever it stands", () => {
    const answers = [...rated("a", 1, 2, 3), ...rated("b", 1, 2, 3, 3), ...rated("c", 0)];
    const standing = masked(catalogueOf("a", "b", "c"), answers);
    expect(["a", "b", "c"].map((id) => told(questionIn(standing, id)))).toEqual(["protects-another", "shown", "too-few"]);
  });

  it("a section withheld beside a hidden one takes no further question with it where two of its own are hidden", () => {
    const one = aSection({ id: "one", questions: ["a", "b", "c"].map((id) => aQuestion({ id })) });
    const two = aSection({ id: "two", questions: [aQuestion({ id: "d" })] });
    const catalogue = aCatalogue({ dimensions: [aDimension({ sections: [one, two] })] });
    const answers = [...rated("a", 1, 2, 3), ...rated("b", 1), ...rated("c", 2), ...rated("d", 0)];
    const standing = masked(catalogue, answers);
    expect(standing.dimensions[0]?.sections.map(told)).toEqual(["protects-another", "too-few"]);
    expect(["a", "b", "c"].map((id) => told(questionIn(standing, id)))).toEqual(["shown", "too-few", "too-few"]);
  });

  it("a dimension without a value takes no other with it", () => {
    const dimensionOf = (id: string, questionId: string) =>
      aDimension({ id, sections: [aSection({ id: `${id}-section`, questions: [aQuestion({ id: questionId })] })] });
    const standing = masked(
      aCatalogue({ dimensions: [dimensionOf("rated", "a"), dimensionOf("empty", "b")] }),
      rated("a", 1, 2, 3),
    );
    expect(standing.dimensions.map(told)).toEqual(["shown", "too-few"]);
  });

  it("two hidden questions need no third", () => {
    const answers = [...rated("a", 1, 2, 3), ...rated("b", 1, 2), ...rated("c", 0)];
    const standing = masked(catalogueOf("a", "b", "c"), answers);
    expect(["a", "b", "c"].map((id) => told(questionIn(standing, id)))).toEqual(["shown", "too-few", "too-few"]);
  });

  it("a hidden question without a value or beside the sum needs none", () => {
    const catalogue = aCatalogueOf([aQuestion({ id: "a" }), aQuestion({ id: "b", optional: true }), aQuestion({ id: "c" })]);
    const standing = masked(catalogue, [...rated("a", 1, 2, 3), ...rated("b", 0)]);
    expect(["a", "b", "c"].map((id) => told(questionIn(standing, id)))).toEqual(["shown", "too-few", "too-few"]);
  });

  it("a single hidden section takes another with it, and one question in there, whose sum would show it", () => {
    const catalogue = aCatalogue({
      dimensions: [
        aDimension({
          sections: [
            aSection({ id: "one", questions: [aQuestion({ id: "a" }), aQuestion({ id: "b" })] }),
            aSection({ id: "two", questions: [aQuestion({ id: "c" })] }),
          ],
        }),
      ],
    });
    const standing = masked(catalogue, [...rated("a", 1, 2, 3), ...rated("b", 3, 3, 3), ...rated("c", 0)]);
    expect(standing.dimensions[0]?.sections.map(told)).toEqual(["protects-another", "too-few"]);
    expect(["a", "b", "c"].map((id) => told(questionIn(standing, id)))).toEqual(["shown", "protects-another", "too-few"]);
    expect(told(standing.whole)).toBe("shown");
  });

  it("a mean of agreements with exactly one hidden is left out, upwards too", () => {
    // b has two raters and so an agreement; a and c have one rater each and none.
    const other = anAnswer({ questionId: "a", membershipId: "chen", reply: aRating(3) });
    const another = anAnswer({ questionId: "c", membershipId: "dee", reply: aRating(3) });
    const standing = masked(catalogueOf("a", "b", "c"), [other, another, ...rated("b", 0, 3)]);
    const section = standing.dimensions[0]?.sections[0];
    for (const part of [section, standing.dimensions[0], standing.whole]) {
      expect(told(part)).toBe("shown");
      expect(part?.figures).not.toHaveProperty("agreement");
    }
  });
});

describe("a mean of agreements", () => {
  const agreementOf = (catalogue: Catalogue, answers: readonly Answer[]) => {
    const figures = masked(catalogue, answers).dimensions[0]?.sections[0]?.figures;
    return figures?.shown ? text(figures.agreement) : undefined;
  };

  it("is told when each agreement in it is, and when more than one is hidden", () => {
    expect(agreementOf(catalogueOf("a", "b"), [...rated("a", 1, 2, 2, 2, 2), ...rated("b", 2, 2, 2, 2, 2)])).toBe("5/6");
    const chen = anAnswer({ questionId: "c", membershipId: "chen", reply: aRating(3) });
    expect(agreementOf(catalogueOf("a", "b", "c"), [...rated("a", 1, 2), ...rated("b", 2, 2), chen])).toBe("5/6");
  });

  it("needs nothing left out for a hidden question beside the sum", () => {
    const catalogue = aCatalogueOf([aQuestion({ id: "a" }), aQuestion({ id: "b", optional: true })]);
    expect(agreementOf(catalogue, [...rated("a", 1, 2, 2, 2, 2), ...rated("b", 0, 3)])).toBe("2/3");
  });
});

describe("in open mode", () => {
  it("everything is shown, with reason codes", () => {
    const answers = [...rated("a", 1), anAnswer({ questionId: "b", reply: { kind: "not-applicable", reason: "other" } })];
    const standing = masked(catalogueOf("a", "b"), answers, { privacy: "open" });
    expect(questionIn(standing, "a").figures).toMatchObject({ shown: true, ratings: [1] });
    expect(questionIn(standing, "b").replies).toMatchObject({ shown: true, reasons: { other: 1 }, leftSum: true });
    expect(told(standing.whole)).toBe("shown");
  });
});
