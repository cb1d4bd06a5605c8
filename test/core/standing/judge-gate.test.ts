import { describe, expect, it } from "vitest";
import type { Answer } from "../../../src/core/answer.ts";
import type { Rating } from "../../../src/core/rating.ts";
import type { Reply } from "../../../src/core/reply.ts";
import { computeStanding } from "../../../src/core/standing/compute-standing.ts";
import type { Criterion, GateVerdict } from "../../../src/core/standing/gate.ts";
import { type GateInput, judgeGate, listEvidence } from "../../../src/core/standing/judge-gate.ts";
import { maskGate } from "../../../src/core/standing/mask-gate.ts";
import { maskStanding } from "../../../src/core/standing/mask-standing.ts";
import { aCatalogue, aCatalogueOf, aQuestion } from "../../helpers/catalogue.ts";
import { aConfirmation, aMembership, anAnswer, aRating, NOW } from "../../helpers/team.ts";
import { NINETY_DAYS_MS, workedAnswers, workedMemberships } from "./worked-example.ts";

const LINK = "https://example.com/dashboard";
const gateQuestion = aQuestion({ id: "business-value", gate: "model", proof: ["evidence", "value"] });
const team = (size: number) => Array.from({ length: size }, (_, index) => aMembership({ id: `m${index}` }));

function rated(ratings: readonly Rating[], questionId = "business-value"): readonly Answer[] {
  return ratings.map((rating, index) => anAnswer({ questionId, membershipId: `m${index}`, reply: aRating(rating) }));
}

function inputOf(overrides: Partial<Omit<GateInput, "standing">> = {}): GateInput {
  const parts = {
    catalogue: aCatalogueOf([gateQuestion]),
    memberships: team(3),
    answers: rated([3, 3, 3]),
    confirmations: [],
    values: [{}],
    at: NOW,
    ...overrides,
  };
  return { ...parts, standing: computeStanding({ ...parts, freshForMs: NINETY_DAYS_MS }) };
}

function verdictOf(overrides: Partial<Omit<GateInput, "standing">> = {}): GateVerdict {
  return judgeGate(inputOf(overrides));
}

function criterionIn(verdict: GateVerdict, kind: Criterion["kind"]): Criterion {
  const criterion = verdict.criteria.find((each) => each.kind === kind);
  if (!criterion) throw new Error(`no ${kind}`);
  return criterion;
}

function isMet(kind: Criterion["kind"], overrides: Partial<Omit<GateInput, "standing">>): boolean {
  return criterionIn(verdictOf(overrides), kind).met;
}

describe("the gate", () => {
  it("is met when every criterion is, and lists them with what they rest on", () => {
    const verdict = verdictOf();
    expect(verdict).toMatchObject({ met: true, metCount: 8, total: 8 });
    expect(verdict.criteria.map(({ id, basis }) => [id, basis])).toEqual([
      ["question-rating:business-value", "threshold"],
      ["question-mean:business-value", "threshold"],
      ["question-coverage:business-value", "threshold"],
      ["question-fresh:business-value", "threshold"],
      ["question-applicable:business-value", "model"],
      ["question-proof:business-value", "model"],
      ["section-score:technology-overview", "threshold"],
      ["section-coverage:technology-overview", "threshold"],
    ]);
  });

  it("is not met by a single unmet criterion, nor without any", () => {
    expect(verdictOf({ values: [] })).toMatchObject({ met: false, metCount: 7, total: 8 });
    expect(verdictOf({ catalogue: aCatalogueOf([aQuestion({ optional: true })]) })).toMatchObject({ met: false, total: 0 });
  });

  it("takes its thresholds from the catalogue", () => {
    const gate = {
      question: { minRating: 3, minMean: "1", minCoverage: "1" },
      section: { minScore: "1", minCoverage: "1" },
    } as const;
    const catalogue = aCatalogueOf([gateQuestion], { gate });
    expect(verdictOf({ catalogue }).met).toBe(true);
    expect(verdictOf({ catalogue, answers: rated([3, 3, 2]) }).met).toBe(false);
  });

  it("wants no rating below 2", () => {
    const ratings = (lowest: Rating): { answers: readonly Answer[]; memberships: ReturnType<typeof team> } => ({
      answers: rated([lowest, 3, 3, 3, 3, 3, 3]),
      memberships: team(7),
    });
    expect([isMet("question-rating", ratings(1)), isMet("question-rating", ratings(2))]).toEqual([false, true]);
  });

  it("wants a mean of 5/6 exactly", () => {
    // (2 + 3) ÷ 6 = 5/6; (2 + 2 + 3) ÷ 9 = 7/9; (3 + 3 + 2 + 2 + 3 + 2) ÷ 18 = 15/18 = 5/6
    const mean = (...ratings: Rating[]) => isMet("question-mean", { answers: rated(ratings), memberships: team(ratings.length) });
    expect([mean(2, 3), mean(2, 2, 3), mean(3, 3, 2, 2, 3, 2), mean(3, 3, 2, 2, 2, 2)]).toEqual([true, false, true, false]);
  });

  it("wants a coverage of 4/5 exactly", () => {
    const coverage = (size: number) => isMet("question-coverage", { answers: rated([3, 3, 3, 3]), memberships: team(size) });
    expect([coverage(5), coverage(6)]).toEqual([true, false]);
    const section = (size: number) => isMet("section-coverage", { answers: rated([3, 3, 3, 3]), memberships: team(size) });
    expect([section(5), section(6)]).toEqual([true, false]);
  });

  it("wants a section score of 2/3 exactly", () => {
    expect([isMet("section-score", { answers: rated([2]) }), isMet("section-score", { answers: rated([1, 2]) })]).toEqual([
      true,
      false,
    ]);
  });

  it("wants nothing stale", () => {
    const aged = (ageMs: number) => [
      ...rated([3, 3]),
      anAnswer({ questionId: "business-value", membershipId: "m2", at: NOW - ageMs }),
    ];
    expect(isMet("question-fresh", { answers: aged(NINETY_DAYS_MS) })).toBe(true);
    expect(isMet("question-fresh", { answers: aged(NINETY_DAYS_MS + 1) })).toBe(false);
  });

  it("meets nothing by nothing: without a rating no condition is met, whatever proves the question", () => {
    expect(verdictOf({ answers: [] })).toMatchObject({ met: false, metCount: 0 });
    expect(criterionIn(verdictOf({ answers: [] }), "question-proof")).toMatchObject({ actual: "value", met: false });
  });

  it("counts not applicable as unmet, also beside ratings", () => {
    const no: Reply = { kind: "not-applicable", reason: "out-of-scope" };
    const says = anAnswer({ questionId: "business-value", membershipId: "m2", reply: no });
    const beside = verdictOf({ answers: [...rated([3, 3]), says] });
    expect(criterionIn(beside, "question-applicable")).toMatchObject({ met: false, actual: 1, required: 0, basis: "model" });
    const alone = verdictOf({ answers: [says] });
    expect(alone.metCount).toBe(0);
  });

  it("asks only sections with a required question", () => {
    const catalogue = aCatalogueOf([aQuestion({ id: "a", optional: true })]);
    expect(verdictOf({ catalogue }).criteria).toEqual([]);
    const mixed = aCatalogueOf([aQuestion({ id: "a", optional: true }), aQuestion({ id: "b" })]);
    expect(verdictOf({ catalogue: mixed }).criteria.map(({ kind }) => kind)).toEqual(["section-score", "section-coverage"]);
  });
});

describe("the worked example at the gate", () => {
  it("falls short of the mean and of proof, with no rating below 2 and everybody heard", () => {
    // 7/9 = 14/18 < 15/18 = 5/6
    const verdict = verdictOf({ catalogue: aCatalogue(), memberships: workedMemberships, answers: workedAnswers, values: [] });
    const unmet = verdict.criteria.filter((each) => "questionId" in each && each.questionId === "business-value" && !each.met);
    expect(unmet.map(({ kind }) => kind)).toEqual(["question-mean", "question-proof"]);
    expect(verdict.met).toBe(false);
  });
});

describe("proof", () => {
  const carries = [anAnswer({ questionId: "business-value", membershipId: "m0", evidence: LINK, reply: aRating(3) })];
  const found = (overrides: Partial<Omit<GateInput, "standing">>) =>
    criterionIn(verdictOf({ values: [], answers: carries, ...overrides }), "question-proof").actual;

  it("is a link that a current answer carries and a lead confirmed", () => {
    expect(found({})).toBe("unconfirmed");
    expect(found({ confirmations: [aConfirmation({ at: NOW })] })).toBe("evidence");
    expect(found({ confirmations: [aConfirmation()], answers: [] })).toBe("none");
  });

  it("meets the criterion as a confirmed link and as a KPI that shows value, not as a link alone", () => {
    const proven = (overrides: Partial<Omit<GateInput, "standing">>) =>
      isMet("question-proof", { values: [], answers: carries, ...overrides });
    expect(proven({ confirmations: [aConfirmation()] })).toBe(true);
    expect(proven({ values: [{}] })).toBe(true);
    expect(proven({})).toBe(false);
  });

  it("is not a link beside another question", () => {
    const answers = [anAnswer({ questionId: "logs", membershipId: "m0", evidence: LINK })];
    const catalogue = aCatalogueOf([gateQuestion, aQuestion({ id: "logs" })]);
    expect(found({ catalogue, answers, confirmations: [aConfirmation()] })).toBe("none");
  });

  it("is not a link that was replaced, or confirmed for another link, another question, or later", () => {
    const replaced = anAnswer({ questionId: "business-value", membershipId: "m0", at: NOW, evidence: `${LINK}/new` });
    expect(found({ confirmations: [aConfirmation()], answers: [...carries, replaced] })).toBe("unconfirmed");
    expect(found({ confirmations: [aConfirmation({ evidence: `${LINK}/other` })] })).toBe("unconfirmed");
    expect(found({ confirmations: [aConfirmation({ questionId: "logs" })] })).toBe("unconfirmed");
    expect(found({ confirmations: [aConfirmation({ at: NOW + 1 })] })).toBe("unconfirmed");
  });

  it("is not the link of someone who left", () => {
    const memberships = [aMembership({ id: "m0", intervals: [{ since: 0, until: NOW }] }), aMembership({ id: "m1" })];
    expect(found({ confirmations: [aConfirmation()], memberships })).toBe("none");
  });

  it("is a KPI that shows value, for this question or for each that takes value", () => {
    expect(found({ values: [{}] })).toBe("value");
    expect(found({ values: [{ questionId: "business-value" }] })).toBe("value");
    expect(found({ values: [{ questionId: "kpi-language" }], answers: [] })).toBe("none");
    expect(found({ values: [{ questionId: "kpi-language" }, {}], answers: [] })).toBe("value");
  });

  it("is of a kind that the question accepts", () => {
    const only = (proof: "evidence" | "value") => aCatalogueOf([aQuestion({ ...gateQuestion, proof: [proof] })]);
    expect(found({ catalogue: only("evidence"), values: [{}], answers: [] })).toBe("none");
    expect(found({ catalogue: only("value"), confirmations: [aConfirmation()] })).toBe("none");
  });

  it("follows a question to its new id", () => {
    const catalogue = aCatalogueOf([gateQuestion], { renamed: { "old-value": "business-value" } });
    const answers = [anAnswer({ questionId: "old-value", membershipId: "m0", evidence: LINK })];
    expect(found({ catalogue, answers, confirmations: [aConfirmation({ questionId: "old-value" })] })).toBe("evidence");
  });

  it("lists each link once, in the same order whoever gave it, with whether it is confirmed", () => {
    const given = (membershipId: string, evidence: string) => anAnswer({ questionId: "business-value", membershipId, evidence });
    const answers = [given("m2", `${LINK}/z`), given("m1", LINK), ...carries];
    for (const each of [answers, answers.toReversed()])
      expect(listEvidence("business-value", inputOf({ answers: each, confirmations: [aConfirmation()] }))).toEqual([
        { link: LINK, confirmed: true },
        { link: `${LINK}/z`, confirmed: false },
      ]);
  });
});

describe("the gate as a private team sees it", () => {
  const seen = (overrides: Partial<Omit<GateInput, "standing">>) => {
    const input = inputOf(overrides);
    return maskGate(judgeGate(input), maskStanding(input.standing, { privacy: "private" }));
  };

  it("is told in full from five raters on, and from three without the lowest rating", () => {
    const gate = seen({ values: [] });
    expect(gate.criteria.flatMap((each) => (each.shown ? [] : [each.kind]))).toEqual(["question-rating"]);
    expect(gate).toMatchObject({ met: false, metCount: 6, withheld: 1, total: 8 });
    const five = seen({ values: [], memberships: team(5), answers: rated([3, 3, 3, 3, 3]) });
    expect(five.criteria.filter(({ shown }) => shown)).toHaveLength(8);
    expect(five).toMatchObject({ met: false, metCount: 7, withheld: 0, total: 8 });
  });

  it("judges the lowest rating of three raters all the same, and tells it once the gate is met", () => {
    expect(seen({}).met).toBe(true);
    expect(seen({}).criteria[0]).toMatchObject({ shown: false, kind: "question-rating", outcome: "met" });
    expect(seen({ memberships: team(4), answers: rated([1, 3, 3, 3]) })).toMatchObject({ met: false, metCount: 7, withheld: 1 });
  });

  it("tells of two raters' question what says nothing about a rating, without figures", () => {
    const gate = seen({ answers: rated([3, 3]) });
    const outcomes = gate.criteria.map((each) => [each.shown ? each.criterion.kind : each.kind, each.shown || each.outcome]);
    expect(outcomes).toEqual([
      ["question-rating", "withheld"],
      ["question-mean", "withheld"],
      ["question-coverage", "unmet"],
      ["question-fresh", "met"],
      ["question-applicable", "withheld"],
      ["question-proof", true],
      ["section-score", "withheld"],
      ["section-coverage", "unmet"],
    ]);
    expect(gate).toMatchObject({ met: false, metCount: 2, withheld: 4 });
  });

  it("names what it does not tell of", () => {
    const hidden = seen({ answers: rated([3, 3]) }).criteria.filter(({ shown }) => !shown);
    expect(hidden[0]).toEqual({
      ...{ shown: false, id: "question-rating:business-value", kind: "question-rating", basis: "threshold" },
      ...{ questionId: "business-value", outcome: "withheld" },
    });
    expect(hidden.at(-1)).toEqual({
      ...{ shown: false, id: "section-coverage:technology-overview", kind: "section-coverage", basis: "threshold" },
      ...{ sectionId: "technology-overview", outcome: "unmet" },
    });
  });

  it("tells whether somebody calls it not applicable only when three replied, rated or not", () => {
    const no = (membershipId: string) =>
      anAnswer({ questionId: "business-value", membershipId, reply: { kind: "not-applicable", reason: "other" } });
    const told = (answers: readonly Answer[]) =>
      seen({ answers }).criteria.find((each) => (each.shown ? each.criterion.kind : each.kind) === "question-applicable");
    // Nobody rates it, so it is unmet whether or not somebody calls it not applicable.
    expect(told([no("m2")])).toMatchObject({ shown: false, outcome: "unmet" });
    expect(told([])).toMatchObject({ shown: false, outcome: "unmet" });
    expect(told(rated([3, 3]))).toMatchObject({ shown: false, outcome: "withheld" });
    expect(told([...rated([3, 3]), no("m2")])).toMatchObject({ shown: true, criterion: { met: false, actual: 1 } });
  });

  it("says unmet of what nobody rated: there is nothing to give away", () => {
    const gate = seen({ answers: [] });
    const unmet = gate.criteria.flatMap((each) => (!each.shown && each.outcome === "unmet" ? [each.kind] : []));
    expect(unmet).toEqual([
      "question-rating",
      "question-mean",
      "question-coverage",
      "question-fresh",
      "question-applicable",
      "section-score",
      "section-coverage",
    ]);
  });

  it("gives the same count whatever the withheld ratings are", () => {
    expect(seen({ answers: rated([0, 0]) }).metCount).toBe(seen({ answers: rated([3, 3]) }).metCount);
  });

  it("is met in full once the verdict is", () => {
    const gate = seen({ memberships: team(2), answers: rated([3, 3]) });
    expect(gate).toMatchObject({ met: true, metCount: 8, withheld: 0, total: 8 });
  });
});
