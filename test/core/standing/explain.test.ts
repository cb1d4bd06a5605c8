import { describe, expect, it } from "vitest";
import type { Answer } from "../../../src/core/answer.ts";
import type { Catalogue } from "../../../src/core/catalogue/catalogue.ts";
import type { Rating } from "../../../src/core/rating.ts";
import { computeStanding } from "../../../src/core/standing/compute-standing.ts";
import { explain } from "../../../src/core/standing/explain.ts";
import type { AggregateExplanation, QuestionExplanation } from "../../../src/core/standing/explanation.ts";
import { maskStanding } from "../../../src/core/standing/mask-standing.ts";
import type { MaskedStanding, Subject } from "../../../src/core/standing/masked-standing.ts";
import type { Standing } from "../../../src/core/standing/standing.ts";
import type { PrivacyMode } from "../../../src/core/team.ts";
import { DAY_MS } from "../../../src/core/time.ts";
import { aCatalogue, aCatalogueOf, aDimension, aQuestion, aSection } from "../../helpers/catalogue.ts";
import { aMembership, anAnswer, aRating, NOW } from "../../helpers/team.ts";
import { text } from "./figures.ts";
import { NINETY_DAYS_MS, workedAnswers, workedMemberships } from "./worked-example.ts";

const WHOLE: Subject = { of: "whole" };
const SECTION: Subject = { of: "section", id: "technology-overview" };

function worked(privacy: PrivacyMode, answers = workedAnswers): MaskedStanding {
  const input = { catalogue: aCatalogue(), memberships: workedMemberships, answers, at: NOW, freshForMs: NINETY_DAYS_MS };
  return maskStanding(computeStanding(input), { privacy });
}

function aggregateOf(now: MaskedStanding, subject: Subject, before?: MaskedStanding): AggregateExplanation {
  const explanation = explain({ subject, now, ...(before && { before }) });
  if (!explanation || explanation.of === "question") throw new Error("no such part");
  return explanation;
}

function questionOf(now: MaskedStanding, id: string, before?: MaskedStanding): QuestionExplanation {
  const explanation = explain({ subject: { of: "question", id }, now, ...(before && { before }) });
  if (explanation?.of !== "question") throw new Error("no such question");
  return explanation;
}

describe("why the worked example scores as it does", () => {
  it("opens the whole into its dimensions", () => {
    // 13/18 ÷ 2 + 5/6 ÷ 2 = 13/36 + 15/36 = 28/36 = 7/9
    const whole = aggregateOf(worked("open"), WHOLE);
    expect(whole.terms.map(({ id, score, share }) => [id, text(score), text(share)])).toEqual([
      ["business-outcomes", "13/18", "13/36"],
      ["technology", "5/6", "5/12"],
    ]);
    expect(whole).toMatchObject({ ratings: 9, respondents: 3, optional: ["tracing"], figures: { provisional: false } });
    expect(whole).not.toHaveProperty("rest");
  });

  it("opens a section into its questions and lists what is not in the sum", () => {
    const value = aggregateOf(worked("open"), { of: "section", id: "value" });
    expect(value.terms.map(({ id, people, share }) => [id, people, text(share)])).toEqual([
      ["business-value", 3, "7/18"],
      ["kpi-language", 1, "1/3"],
    ]);
    expect(value.notApplicable).toEqual([
      { questionId: "kpi-language", count: 1, leftSum: false, reasons: { "out-of-scope": 1 } },
    ]);
    const business = aggregateOf(worked("open"), { of: "dimension", id: "business-outcomes" });
    expect(business.withoutValue).toEqual(["cost"]);
    expect(aggregateOf(worked("open"), { of: "section", id: "observability" }).withoutValue).toEqual(["logs"]);
  });

  it("opens a question into its ratings", () => {
    expect(questionOf(worked("open"), "business-value").figures).toMatchObject({ ratings: [2, 2, 3], sum: 7, outOf: 9 });
  });

  it("calls coverage below a half provisional, a half not", () => {
    const provisional = (raters: number) => {
      const answers = ["ana", "ben", "chen"].slice(0, raters).map((membershipId) => anAnswer({ membershipId }));
      const memberships = ["ana", "ben", "chen", "eli"].map((id) => aMembership({ id }));
      const input = { catalogue: aCatalogueOf([aQuestion()]), memberships, answers, at: NOW, freshForMs: NINETY_DAYS_MS };
      return aggregateOf(maskStanding(computeStanding(input), { privacy: "open" }), WHOLE).figures;
    };
    expect(provisional(1)).toMatchObject({ provisional: true });
    expect(provisional(2)).toMatchObject({ provisional: false });
  });

  it("puts hidden terms of a private team together", () => {
    // kpi-language has one rater; business-value beside it is withheld, so that 2 × 13/18 − 7/9 gives nothing away.
    const value = aggregateOf(worked("private"), { of: "section", id: "value" });
    expect(value.terms).toEqual([]);
    expect(value.rest?.terms).toBe(2);
    expect(text(value.rest?.share)).toBe("13/18");
    expect(questionOf(worked("private"), "kpi-language")).toEqual({
      of: "question",
      id: "kpi-language",
      optional: false,
      raters: 1,
      asked: 3,
      figures: { shown: false, because: "too-few" },
      replies: { shown: true, expected: 2, notSure: 1, notApplicable: 1, leftSum: false },
    });
  });

  it("says nothing of replies that are hidden", () => {
    const reply = { kind: "not-applicable", reason: "other" } as const;
    const standing = standingAt(NOW, { a: [1, 1, 1] }, { extra: [anAnswer({ questionId: "b", reply })] });
    expect(aggregateOf(maskStanding(standing, { privacy: "private" }), SECTION).notApplicable).toEqual([]);
    expect(aggregateOf(maskStanding(standing, { privacy: "open" }), SECTION).notApplicable).toHaveLength(1);
  });

  it("calls a number provisional while less than half of those asked stand behind it, or nobody knows how many", () => {
    const provisional = (...raters: readonly string[]) => {
      const answers = raters.map((membershipId) => anAnswer({ membershipId, questionId: "a", reply: aRating(2) }));
      const memberships = ["ana", "ben", "chen", "dee"].map((id) => aMembership({ id }));
      const catalogue = aCatalogueOf([aQuestion({ id: "a" })]);
      const standing = computeStanding({ catalogue, memberships, answers, at: NOW, freshForMs: NINETY_DAYS_MS });
      const { figures } = aggregateOf(maskStanding(standing, { privacy: "open" }), SECTION);
      return figures.shown && figures.provisional;
    };
    expect([provisional("ana"), provisional("ana", "ben"), provisional("ana", "ben", "chen")]).toEqual([true, false, false]);
    const { figures } = aggregateOf(worked("open"), { of: "section", id: "cost" });
    expect(figures).toMatchObject({ shown: true, provisional: true });
  });

  it("knows no part that is not there", () => {
    for (const of of ["dimension", "section", "question"] as const)
      expect(explain({ subject: { of, id: "nowhere" }, now: worked("open") })).toBeUndefined();
  });
});

const NAMES = ["ana", "ben", "chen"] as const;
const WEEK_AGO = NOW - 7 * DAY_MS;

type Given = Readonly<Record<string, readonly Rating[]>>;

function standingAt(at: number, given: Given, options: { catalogue?: Catalogue; extra?: readonly Answer[] } = {}): Standing {
  const rated = Object.entries(given).flatMap(([questionId, ratings]) =>
    ratings.map((rating, index) =>
      anAnswer({ questionId, membershipId: NAMES[index] ?? "", reply: aRating(rating), at: at - 1 }),
    ),
  );
  return computeStanding({
    catalogue: options.catalogue ?? aCatalogueOf(["a", "b", "c"].map((id) => aQuestion({ id }))),
    memberships: NAMES.map((id) => aMembership({ id })),
    answers: [...rated, ...(options.extra ?? [])],
    at,
    freshForMs: NINETY_DAYS_MS,
  });
}

function changeOf(subject: Subject, { before, now, privacy = "private" }: { before: Given; now: Given; privacy?: PrivacyMode }) {
  const explanation = explain({
    subject,
    now: maskStanding(standingAt(NOW, now), { privacy }),
    before: maskStanding(standingAt(WEEK_AGO, before), { privacy }),
  });
  return explanation?.change;
}

function causesOf(change: ReturnType<typeof changeOf>): readonly (readonly string[])[] {
  return change?.told ? change.causes.map(({ questionId, kind, amount }) => [questionId, kind, text(amount)]) : [];
}

describe("why a score moved", () => {
  it("names the questions whose ratings moved, largest first, and no others", () => {
    // a: 3/9 → 4/9; b: 6/9 → 3/9; c unchanged. Two of three terms: +1/27, −3/27
    const before = { a: [1, 1, 1], b: [2, 2, 2], c: [2, 2, 2] } as const;
    const change = changeOf(SECTION, { before, now: { ...before, a: [1, 1, 2], b: [1, 1, 1] } });
    expect(causesOf(change)).toEqual([
      ["b", "ratings", "-1/9"],
      ["a", "ratings", "1/27"],
    ]);
    expect(change).toMatchObject({ told: true, since: WEEK_AGO });
    expect(change?.told && text(change.amount)).toBe("-2/27");
  });

  it("compares the questions with a value both times alone, and names one that is new as new", () => {
    // a: 1/3 → 2/3, b unchanged: (2/3 + 1) ÷ 2 − (1/3 + 1) ÷ 2 = 1/6, whatever c is.
    const before = { a: [1, 1, 1], b: [3, 3, 3] } as const;
    for (const c of [[0, 0, 0] as const, [3, 3, 3] as const]) {
      const change = changeOf(SECTION, { before, now: { ...before, a: [2, 2, 2], c } });
      expect(causesOf(change)).toEqual([["a", "ratings", "1/6"]]);
      expect(change).toMatchObject({ told: true, questions: 2, complete: false, entered: ["c"], left: [] });
      expect(change?.told && [change.before, change.now, change.amount].map(text)).toEqual(["2/3", "5/6", "1/6"]);
    }
  });

  it("is no change where all that happened is that a question is new", () => {
    const before = { a: [1, 1, 1], b: [3, 3, 3] } as const;
    const change = changeOf(SECTION, { before, now: { ...before, c: [0, 0, 0] } });
    expect(causesOf(change)).toEqual([]);
    expect(change?.told && text(change.amount)).toBe("0");
  });

  it("leaves out a question that left, and names it", () => {
    const before = { a: [1, 1, 1], b: [3, 3, 3], c: [2, 2, 2] } as const;
    const change = changeOf(SECTION, { before, now: { b: [3, 3, 3], c: [2, 2, 2] } });
    expect(causesOf(change)).toEqual([]);
    expect(change).toMatchObject({ questions: 2, complete: false, left: ["a"], entered: [] });
  });

  it("is of both sums as they were shown where the same questions are in them", () => {
    const before = { a: [1, 1, 1], b: [2, 2, 2] } as const;
    const change = changeOf(SECTION, { before, now: { ...before, a: [2, 2, 2] } });
    expect(change).toMatchObject({ questions: 2, complete: true });
    expect(change?.told && [change.before, change.now].map(text)).toEqual(["1/2", "2/3"]);
  });

  it("says when it is the raters that changed", () => {
    const change = changeOf({ of: "question", id: "a" }, { before: { a: [3, 3] }, now: { a: [3, 3, 0] }, privacy: "open" });
    expect(causesOf(change)).toEqual([["a", "raters", "-1/3"]]);
  });

  it("also when as many rate, of more who are asked", () => {
    const opened = (at: number, ...ratings: readonly Rating[]) =>
      maskStanding(standingAt(at, { a: ratings }), { privacy: "open" });
    const askedOneFewer = (standing: MaskedStanding): MaskedStanding => ({
      ...standing,
      dimensions: standing.dimensions.map((dimension) => ({
        ...dimension,
        sections: dimension.sections.map((section) => ({
          ...section,
          questions: section.questions.map((question) => ({ ...question, asked: question.asked - 1 })),
        })),
      })),
    });
    const now = opened(NOW, 3, 3);
    const kindBefore = (before: MaskedStanding) => {
      const change = explain({ subject: { of: "question", id: "a" }, now, before })?.change;
      return change?.told ? change.causes.map(({ kind }) => kind) : [];
    };
    expect(kindBefore(opened(WEEK_AGO, 3, 0))).toEqual(["ratings"]);
    expect(kindBefore(askedOneFewer(opened(WEEK_AGO, 3, 0)))).toEqual(["raters"]);
  });

  it("shows the sum of the ratings on both sides", () => {
    const before = { a: [1, 1, 1], b: [3, 3, 3] } as const;
    const sides = (change: ReturnType<typeof changeOf>) =>
      change?.told ? change.causes.map((cause) => [cause.questionId, cause.before, cause.now]) : [];
    const three = { count: 3, sum: 3 };
    expect(sides(changeOf(SECTION, { before, now: { ...before, a: [1, 1, 2] } }))).toEqual([["a", three, { count: 3, sum: 4 }]]);
  });

  it("is told only when both sides are shown", () => {
    const hidden = { told: false, because: "hidden", since: WEEK_AGO };
    expect(changeOf(SECTION, { before: { a: [1, 1] }, now: { a: [1, 1, 1] } })).toEqual(hidden);
    expect(changeOf({ of: "question", id: "a" }, { before: { a: [1, 1, 1] }, now: { a: [1, 1] } })).toEqual(hidden);
    expect(changeOf(SECTION, { before: { a: [1, 1, 1] }, now: { a: [1, 1, 1] } })?.told).toBe(true);
  });

  it("says when there was no value before, or is none now", () => {
    expect(changeOf(SECTION, { before: {}, now: { a: [1, 1, 1] } })).toMatchObject({ because: "no-value-before" });
    expect(changeOf(SECTION, { before: { a: [1, 1, 1] }, now: {} })).toMatchObject({ because: "no-value-now" });
    expect(changeOf(SECTION, { before: { a: [1, 1, 1] }, now: { b: [1, 1, 1] } })).toMatchObject({
      because: "no-question-both-times",
    });
  });

  it("compares no question with a hidden side, and says how many there are", () => {
    const before = { a: [1, 1, 1], b: [2, 2], c: [2, 2] } as const;
    const change = changeOf(SECTION, { before, now: { a: [2, 2, 2], b: [3, 2], c: [2, 1] } });
    expect(causesOf(change)).toEqual([["a", "ratings", "1/3"]]);
    expect(change).toMatchObject({ questions: 1, complete: false, hidden: 2 });
  });

  it("tells nothing of a question that was hidden on one side alone", () => {
    const catalogue = aCatalogueOf(["a", "b", "c", "d"].map((id) => aQuestion({ id })));
    const masked = (at: number, given: Given) => maskStanding(standingAt(at, given, { catalogue }), { privacy: "private" });
    const few = { a: [1, 1, 1], b: [2, 2], c: [2, 2], d: [2, 2] } as const;
    const more = { ...few, b: [2, 2, 0] } as const;
    for (const [before, now] of [
      [few, more],
      [more, few],
    ] as const) {
      const change = explain({ subject: SECTION, now: masked(NOW, now), before: masked(WEEK_AGO, before) })?.change;
      expect(causesOf(change)).toEqual([]);
      expect(change).toMatchObject({ questions: 1, hidden: 3 });
    }
  });

  it("names a question that enters hidden as new, and compares none that is withheld with it", () => {
    // c has two raters; b is withheld with it.
    const before = { a: [1, 1, 1], b: [3, 3, 3] } as const;
    const change = changeOf(SECTION, { before, now: { ...before, c: [0, 0] } });
    expect(causesOf(change)).toEqual([]);
    expect(change).toMatchObject({ questions: 1, hidden: 1, entered: ["c"] });
  });

  describe("where a whole section enters or leaves", () => {
    const one = aSection({ id: "one", questions: [aQuestion({ id: "a" })] });
    const two = aSection({ id: "two", questions: [aQuestion({ id: "b" }), aQuestion({ id: "c" })] });
    const catalogue = aCatalogue({ dimensions: [aDimension({ sections: [one, two] })] });
    const masked = (at: number, given: Given) => maskStanding(standingAt(at, given, { catalogue }), { privacy: "private" });
    const alone = { a: [1, 1, 1] } as const;
    const both = { ...alone, b: [3, 3, 3], c: [0, 0, 0] } as const;
    const subject = { of: "dimension", id: "technology" } as const;

    it("its questions are named, and the sections that were there both times are compared", () => {
      const raised = { ...both, a: [2, 2, 2] } as const;
      const change = explain({ subject, now: masked(NOW, raised), before: masked(WEEK_AGO, alone) })?.change;
      expect(causesOf(change)).toEqual([["a", "ratings", "1/3"]]);
      expect(change).toMatchObject({ entered: ["b", "c"], left: [] });
      const back = explain({ subject, now: masked(NOW, alone), before: masked(WEEK_AGO, both) })?.change;
      expect(causesOf(back)).toEqual([]);
      expect(back).toMatchObject({ entered: [], left: ["b", "c"] });
    });
  });

  it("says so of a part that an earlier edition did not have, and of a question that nobody rates now", () => {
    const old = standingAt(WEEK_AGO, { z: [1, 1, 1] }, { catalogue: aCatalogueOf([aQuestion({ id: "z" })]) });
    const explanation = explain({
      subject: { of: "question", id: "a" },
      now: maskStanding(standingAt(NOW, { a: [2, 2, 2] }), { privacy: "private" }),
      before: maskStanding(old, { privacy: "private" }),
    });
    expect(explanation?.change).toMatchObject({ told: false, because: "no-value-before" });
    const change = changeOf({ of: "question", id: "a" }, { before: { a: [1, 1, 1] }, now: {} });
    expect(change).toMatchObject({ told: false, because: "no-value-now" });
  });

  it("compares with an earlier edition by the map of ids", () => {
    const old = standingAt(WEEK_AGO, { z: [1, 1, 1] }, { catalogue: aCatalogueOf([aQuestion({ id: "z" })]) });
    const explanation = explain({
      subject: { of: "question", id: "a" },
      now: maskStanding(standingAt(NOW, { a: [2, 2, 2] }), { privacy: "private" }),
      before: maskStanding(old, { privacy: "private" }),
      catalogue: aCatalogueOf([aQuestion({ id: "a" })], { renamed: { z: "a" } }),
    });
    expect(causesOf(explanation?.change)).toEqual([["a", "ratings", "1/3"]]);
  });
});

describe("a question that was reworded between two standings", () => {
  const reworded = aCatalogueOf([aQuestion({ id: "a", comparableSince: 2 }), aQuestion({ id: "b", comparableSince: 1 })], {
    version: 2,
  });
  const asked = aCatalogueOf([aQuestion({ id: "a" }), aQuestion({ id: "b" })]);
  /** Both questions a point up; `under` is the version that a's answers of now were given under. */
  const changeUnder = (
    under: number,
    subject: Subject,
    before = standingAt(WEEK_AGO, { a: [1, 1, 1], b: [1, 1, 1] }, { catalogue: asked }),
  ) => {
    const extra = NAMES.map((membershipId) =>
      anAnswer({ questionId: "a", membershipId, reply: aRating(2), at: NOW, edition: `cnmm-3.0-level-2@${under}` }),
    );
    const now = standingAt(NOW, { b: [2, 2, 2] }, { catalogue: reworded, extra });
    const explanation = explain({
      subject,
      catalogue: reworded,
      now: maskStanding(now, { privacy: "private" }),
      before: maskStanding(before, { privacy: "private" }),
    });
    return explanation?.change;
  };

  it("is named, and is no part of what is like for like", () => {
    for (const under of [1, 2]) {
      const change = changeUnder(under, SECTION);
      expect(causesOf(change)).toEqual([["b", "ratings", "1/3"]]);
      expect(change).toMatchObject({ reworded: ["a"], questions: 1, complete: false });
    }
  });

  it("has no change of its own to tell until both are answered as it reads now", () => {
    const subject = { of: "question", id: "a" } as const;
    expect(changeUnder(2, subject)).toMatchObject({ told: false, because: "reworded" });
    const extra = NAMES.map((membershipId) =>
      anAnswer({ questionId: "a", membershipId, reply: aRating(1), at: WEEK_AGO, edition: "cnmm-3.0-level-2@2" }),
    );
    const again = standingAt(WEEK_AGO, {}, { catalogue: reworded, extra });
    expect(causesOf(changeUnder(2, subject, again))).toEqual([["a", "ratings", "1/3"]]);
    expect(changeUnder(1, subject, again)).toMatchObject({ told: false, because: "reworded" });
  });
});
