import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../../src/core/answer.ts";
import type { Question } from "../../../src/core/catalogue/catalogue.ts";
import { planAgenda, REST_ROUNDS } from "../../../src/core/check-in/agenda.ts";
import type { AgendaItem } from "../../../src/core/check-in/check-in.ts";
import type { AskedBefore } from "../../../src/core/check-in/own-record.ts";
import type { Reply } from "../../../src/core/reply.ts";
import { freshForMs, isFresh } from "../../../src/core/standing/freshness.ts";
import { DAY_MS } from "../../../src/core/time.ts";
import { aCatalogueOf, aQuestion } from "../../helpers/catalogue.ts";
import { cases } from "../../helpers/seed.ts";
import { aMembership, anAnswer, aRating, NOW } from "../../helpers/team.ts";

const ROUNDS = 60;
const WEEK = 7 * DAY_MS;

type Behaviour = "rated" | "skipped" | "not-sure" | "not-applicable" | "ignored";
type Life = {
  readonly questions: readonly Question[];
  readonly size: number;
  /** What the member does with a question, drawn by round and question; repeated when it runs out. */
  readonly behaviours: readonly Behaviour[];
  readonly splits: readonly string[];
  readonly doneEvery: number;
};
type Round = { readonly number: number; readonly asked: readonly string[]; readonly items: readonly AgendaItem[] };

const lives: fc.Arbitrary<Life> = fc
  .record({
    kinds: fc.array(fc.constantFrom("gate", "optional", "plain"), { minLength: 1, maxLength: 40 }),
    size: fc.integer({ min: 2, max: 7 }),
    behaviours: fc.oneof(
      fc.array(fc.constantFrom<Behaviour[]>("rated", "skipped", "not-sure", "not-applicable", "ignored"), {
        minLength: 1,
        maxLength: 50,
      }),
      fc.constantFrom<Behaviour[][]>(["ignored"], ["skipped"], ["not-sure"], ["rated"], ["not-applicable"]),
    ),
    splits: fc.array(fc.integer({ min: 0, max: 39 }), { maxLength: 5 }),
    doneEvery: fc.integer({ min: 2, max: 30 }),
  })
  .map(({ kinds, splits, ...life }) => ({
    ...life,
    splits: splits.map((index) => `q${index}`),
    questions: kinds.map((kind, index) =>
      aQuestion({ id: `q${index}`, optional: kind === "optional", ...(kind === "gate" && { gate: "model" as const }) }),
    ),
  }));

function replyOf(behaviour: Behaviour): Reply | undefined {
  if (behaviour === "rated") return aRating(1);
  if (behaviour === "not-sure") return { kind: "not-sure" };
  return behaviour === "not-applicable" ? { kind: "not-applicable", reason: "other" } : undefined;
}

function outcomeOf(behaviour: Behaviour): AskedBefore["outcome"] {
  if (behaviour === "rated" || behaviour === "not-applicable") return "answered";
  return behaviour;
}

function freshForOf({ questions, size }: Life): number {
  return freshForMs({ questionsMeantForMember: questions.length, questionsPerRound: size, roundEveryMs: WEEK });
}

/** Plays sixty weekly rounds of one member; `onRound` sees each agenda with the answers before it. */
function live(life: Life, onRound: (round: Round, answers: ReadonlyMap<string, Answer>) => void): void {
  const catalogue = aCatalogueOf(life.questions);
  const answers = new Map<string, Answer>();
  const history: AskedBefore[] = [];
  for (let number = 1; number <= ROUNDS; number++) {
    const now = NOW + number * WEEK;
    const doneId = `q${number % life.questions.length}`;
    const plan = {
      catalogue,
      membership: aMembership(),
      memberships: [aMembership()],
      answers: [...answers.values()],
      now,
      history,
      round: number,
      questionsPerRound: life.size,
      freshFor: freshForOf(life),
      dueSteps: [],
      stepsDone: number % life.doneEvery === 0 ? [{ questionId: doneId, at: now - 1 }] : [],
      splits: life.splits,
      weak: [],
    };
    const items = planAgenda(plan);
    expect(planAgenda({ ...plan, answers: [...plan.answers].reverse(), history: [...history].reverse() })).toEqual(items);
    const asked = items.map((item) => item.questionId);
    onRound({ number, asked, items }, answers);
    asked.forEach((questionId, index) => {
      const behaviour = life.behaviours[(number * 7 + index) % life.behaviours.length] ?? "ignored";
      const reply = replyOf(behaviour);
      if (reply) answers.set(questionId, anAnswer({ questionId, reply, at: now + 1 }));
      history.push({ questionId, round: number, at: now + 2, outcome: outcomeOf(behaviour) });
    });
  }
}

describe("sixty rounds, whatever the answers", () => {
  it("starve no question meant for the member", () => {
    fc.assert(
      fc.property(lives, (life) => {
        const pass = Math.ceil(life.questions.length / life.size);
        const longestWait = 2 * pass + REST_ROUNDS + 2;
        const since = new Map(life.questions.map((question) => [question.id, 0]));
        const everAsked = new Set<string>();
        live(life, ({ number, asked }, answers) => {
          for (const [id, waitsSince] of since) {
            const answer = answers.get(id);
            const at = { at: NOW + number * WEEK, freshFor: freshForOf(life) };
            const isSettled = answer !== undefined && answer.reply.kind !== "not-sure" && isFresh(answer.at, at);
            if (asked.includes(id) || isSettled) since.set(id, number);
            else expect(number - waitsSince).toBeLessThanOrEqual(longestWait);
          }
          for (const id of asked) everAsked.add(id);
        });
        expect(everAsked.size).toBe(life.questions.length);
      }),
      { numRuns: cases(60) },
    );
  });

  it("ask no question in two rounds running unless a step for it was just done", () => {
    fc.assert(
      fc.property(lives, (life) => {
        let before: readonly string[] = [];
        live(life, ({ asked, items }) => {
          const again = items.filter((item) => item.kind === "question" && before.includes(item.questionId));
          expect(again.every((item) => item.kind === "question" && item.because === "step-done")).toBe(true);
          before = asked;
        });
      }),
      { numRuns: cases(60) },
    );
  });

  it("ask no more than the team says, each question once, and one topic of the team at most", () => {
    fc.assert(
      fc.property(lives, (life) => {
        live(life, ({ asked, items }) => {
          expect(asked.length).toBeLessThanOrEqual(life.size);
          expect(new Set(asked).size).toBe(asked.length);
          const topics = items.filter((item) => item.kind === "question" && ["split", "weak"].includes(item.because));
          expect(topics.length).toBeLessThanOrEqual(1);
        });
      }),
      { numRuns: cases(40) },
    );
  });
});
