import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Question } from "../../../src/core/catalogue/catalogue.ts";
import { type RankInput, rankNextSteps } from "../../../src/core/next-steps/rank-next-steps.ts";
import { DONE_RESTS_MS } from "../../../src/core/next-steps/settled.ts";
import type { Step } from "../../../src/core/next-steps/step.ts";
import type { Rating } from "../../../src/core/rating.ts";
import { computeStanding } from "../../../src/core/standing/compute-standing.ts";
import { aCatalogueOf, aQuestion } from "../../helpers/catalogue.ts";
import { aMembership, anAnswer, aRating, aStep, NOW } from "../../helpers/team.ts";
import { sample, standingOf } from "../standing/arbitraries.ts";
import { text } from "../standing/figures.ts";
import { NINETY_DAYS_MS } from "../standing/worked-example.ts";

const NAMES = ["ana", "ben", "chen", "dee", "eli", "fay"] as const;
const TODAY = "2026-11-23";

type Asked = Partial<Question> & { readonly id: string; readonly rated: readonly Rating[] };

function inputOf(asked: readonly Asked[], overrides: Partial<RankInput> = {}): RankInput {
  const catalogue = aCatalogueOf(asked.map(({ rated: _, ...question }) => aQuestion(question)));
  const answers = asked.flatMap(({ id, rated }) =>
    rated.map((rating, index) => anAnswer({ questionId: id, membershipId: NAMES[index] ?? "", reply: aRating(rating) })),
  );
  const size = Math.max(3, ...asked.map(({ rated }) => rated.length));
  const memberships = NAMES.slice(0, size).map((id) => aMembership({ id }));
  const standing = computeStanding({ catalogue, memberships, answers, at: NOW, freshForMs: NINETY_DAYS_MS });
  return { catalogue, standing, steps: [], today: TODAY, privacy: "private", ...overrides };
}

function idsOf(asked: readonly Asked[], overrides: Partial<RankInput> = {}): readonly string[] {
  return rankNextSteps(inputOf(asked, overrides)).map(({ questionId }) => questionId);
}

describe("the ranking", () => {
  it("is by gap × usefulness ÷ effort, and shows the figures", () => {
    // a: (1 − 1/3) × 3 ÷ 3 = 2/3; b: (1 − 2/3) × 5 ÷ 1 = 5/3
    const ranked = rankNextSteps(
      inputOf([
        { id: "a", rated: [1, 1, 1] },
        { id: "b", rated: [2, 2, 2], usefulness: 5, effort: 1 },
      ]),
    );
    expect(ranked.map(({ questionId, gap, priority }) => [questionId, text(gap), text(priority)])).toEqual([
      ["b", "1/3", "5/3"],
      ["a", "2/3", "2/3"],
    ]);
    expect(ranked[0]).toMatchObject({ usefulness: 5, effort: 1, fromRating: 2, tier: "required", provisional: false });
    expect(text(ranked[0]?.coverage)).toBe("1");
  });

  it("says how many of those asked stand behind the figures", () => {
    const [only] = rankNextSteps(inputOf([{ id: "a", rated: [1] }], { privacy: "open" }));
    expect([text(only?.coverage), only?.provisional]).toEqual(["1/3", true]);
  });

  it("suggests the step of the answer at or right below the mean", () => {
    const from = (...rated: Rating[]) => rankNextSteps(inputOf([{ id: "a", rated }]))[0]?.fromRating;
    expect([from(0, 0, 2), from(1, 1, 1), from(1, 1, 3), from(2, 2, 2), from(2, 3, 3)]).toEqual([0, 1, 1, 2, 2]);
  });

  it("suggests nothing at the top, without a rating, or where figures are hidden", () => {
    const asked = [
      { id: "a", rated: [3, 3, 3] },
      { id: "b", rated: [] },
      { id: "c", rated: [0, 0] },
      { id: "d", rated: [0, 0] },
    ] satisfies Asked[];
    expect(idsOf(asked)).toEqual([]);
    expect(idsOf(asked, { privacy: "open" })).toEqual(["c", "d"]);
  });

  it("puts gate questions first while their ratings do not meet the gate, and optional ones last", () => {
    const asked: readonly Asked[] = [
      { id: "optional", rated: [0, 0, 0], optional: true, usefulness: 5, effort: 1 },
      { id: "required", rated: [0, 0, 0], usefulness: 4, effort: 1 },
      { id: "gate", rated: [2, 2, 3], gate: "model", usefulness: 1, effort: 5 },
    ];
    expect(idsOf(asked)).toEqual(["gate", "required", "optional"]);
    // (2 + 3 + 3) ÷ 9 = 8/9 ≥ 5/6 and no rating below 2: the gate asks no more
    const enough = asked.map((each) => (each.id === "gate" ? { ...each, rated: [2, 3, 3] as const } : each));
    expect(idsOf(enough)).toEqual(["required", "gate", "optional"]);
    // (2 + 3) ÷ 6 = 5/6 is enough, (1 + 3 + 3) has a rating below 2
    const tierOf = (...rated: Rating[]) =>
      rankNextSteps(inputOf([{ id: "gate", rated, gate: "model" }], { privacy: "open" }))[0]?.tier;
    expect([tierOf(2, 3), tierOf(2, 2), tierOf(1, 3, 3)]).toEqual(["required", "gate", "gate"]);
    // (1 + 5 × 3) ÷ 18 = 16/18 ≥ 5/6: the mean would do
    expect(tierOf(1, 3, 3, 3, 3, 3)).toBe("gate");
  });

  it("breaks ties by the model's order", () => {
    expect(idsOf(["c", "a", "b"].map((id) => ({ id, rated: [1, 1, 1] })))).toEqual(["c", "a", "b"]);
  });
});

describe("what a step depends on", () => {
  it("comes before it, with its own dependencies, whatever the figures say", () => {
    const ranked = rankNextSteps(
      inputOf([
        { id: "roof", rated: [0, 0, 0], gate: "model", dependsOn: ["walls"] },
        { id: "walls", rated: [1, 1, 1], dependsOn: ["ground"] },
        { id: "ground", rated: [2, 2, 2], usefulness: 1, effort: 5 },
        { id: "garden", rated: [0, 0, 0] },
      ]),
    );
    expect(ranked.map(({ questionId }) => questionId)).toEqual(["ground", "walls", "roof", "garden"]);
    expect(ranked.map(({ opensWayFor }) => opensWayFor)).toEqual([["walls"], ["roof"], [], []]);
  });

  it("holds it back while it is weak and a step for it is under way, and what waits for that too", () => {
    const asked: readonly Asked[] = [
      { id: "roof", rated: [1, 1, 1], dependsOn: ["walls"] },
      { id: "walls", rated: [1, 1, 1], dependsOn: ["ground"] },
      { id: "ground", rated: [1, 1, 1] },
      { id: "garden", rated: [1, 1, 1] },
    ];
    const under = (overrides: Partial<Step>) => ({ steps: [aStep({ questionId: "ground", fromRating: 1, ...overrides })] });
    expect(idsOf(asked, under({ status: "taken" }))).toEqual(["garden"]);
    expect(idsOf(asked, under({ status: "declined", declineReason: "not-now" }))).toEqual(["garden"]);
    expect(idsOf(asked, under({ status: "declined", declineReason: "not-ours" }))).toEqual(["walls", "roof", "garden"]);
    expect(idsOf(asked, under({ status: "snoozed", snoozedUntil: "2026-11-24" }))).toEqual(["garden"]);
    // What was said of it before does not count any more.
    const before = { snoozedUntil: "2026-11-24", declineReason: "not-now" } as const;
    expect(idsOf(asked, under({ ...before, status: "done", doneAt: NOW }))).toEqual(["walls", "roof", "garden"]);
    const strong = asked.map((each) => (each.id === "ground" ? { ...each, rated: [2, 2, 2] as const } : each));
    expect(idsOf(strong, under({ status: "taken" }))).toEqual(["walls", "roof", "garden"]);
  });
});

describe("what holds a step back", () => {
  const asked: readonly Asked[] = [
    { id: "roof", rated: [1, 1, 1], dependsOn: ["ground"] },
    { id: "ground", rated: [1, 1, 1] },
    { id: "garden", rated: [1, 1, 1] },
  ];
  const suggested = (...steps: readonly Partial<Step>[]) =>
    idsOf(asked, { steps: steps.map((step, index) => aStep({ id: `step-${index}`, fromRating: 1, ...step })) });

  it("is any of the steps for what it needs, and none for something else", () => {
    const notOurs = { questionId: "ground", status: "declined", declineReason: "not-ours" } as const;
    expect(suggested(notOurs, { questionId: "garden", status: "taken" })).toEqual(["roof"]);
    expect(suggested({ questionId: "garden", status: "declined" }, { questionId: "ground", status: "taken" })).toEqual([]);
  });

  it("is nothing that nobody rated, though a step for it is taken", () => {
    const unrated: readonly Asked[] = [
      { id: "roof", rated: [1, 1, 1], dependsOn: ["ground"] },
      { id: "ground", rated: [] },
    ];
    const steps = [aStep({ questionId: "ground", status: "taken" })];
    expect(idsOf(unrated, { steps, privacy: "open" })).toEqual(["roof"]);
  });

  it("is nothing once another step for what it needs is suggested", () => {
    const putOff = { questionId: "ground", status: "declined", declineReason: "not-now", fromRating: 0 } as const;
    expect(suggested(putOff)).toEqual(["ground", "roof", "garden"]);
  });
});

describe("what the team said before", () => {
  const asked: readonly Asked[] = [{ id: "a", rated: [1, 1, 1] }];
  const rankedAfter = (overrides: Partial<Step>) =>
    idsOf(asked, { steps: [aStep({ questionId: "a", fromRating: 1, ...overrides })] });

  it("leaves out what is taken, at whatever rating it began", () => {
    expect(rankedAfter({ status: "taken" })).toEqual([]);
    expect(rankedAfter({ status: "taken", fromRating: 0 })).toEqual([]);
  });

  it("leaves out what was declined, not the step from another answer", () => {
    expect(rankedAfter({ status: "declined" })).toEqual([]);
    expect(rankedAfter({ status: "declined", fromRating: 0 })).toEqual(["a"]);
  });

  it("leaves out what is snoozed until the day has come", () => {
    expect(rankedAfter({ status: "snoozed", snoozedUntil: "2026-11-24" })).toEqual([]);
    expect(rankedAfter({ status: "snoozed", snoozedUntil: TODAY })).toEqual(["a"]);
  });

  it("does not repeat for 90 days what was done, unless the answer changed", () => {
    expect(rankedAfter({ status: "done", doneAt: NOW - DONE_RESTS_MS })).toEqual([]);
    expect(rankedAfter({ status: "done", doneAt: NOW - DONE_RESTS_MS - 1 })).toEqual(["a"]);
    expect(rankedAfter({ status: "done", doneAt: NOW, fromRating: 0 })).toEqual(["a"]);
  });
});

describe("for any team and any answers", () => {
  it("the ranking is the same whatever the order of the input, and never puts a question before what it depends on", () => {
    fc.assert(
      fc.property(sample, (made) => {
        const rank = (standing = standingOf(made)) =>
          rankNextSteps({ catalogue: made.catalogue, standing, steps: [], today: TODAY, privacy: "open" });
        const ranked = rank();
        const shuffled = { ...made, answers: made.answers.toReversed(), memberships: made.memberships.toReversed() };
        expect(rank(standingOf(shuffled))).toEqual(ranked);
        const placeOf = new Map(ranked.map(({ questionId }, place) => [questionId, place]));
        for (const { questionId, opensWayFor } of ranked) {
          for (const later of opensWayFor) expect(placeOf.get(later)).toBeGreaterThan(placeOf.get(questionId) ?? Number.NaN);
        }
      }),
    );
  });
});
