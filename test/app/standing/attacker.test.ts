/** Row 36 over the whole bot with real storage: what others read, before and after every act, tells nobody's rating. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Rating } from "../../../src/core/rating.ts";
import { listSolved, nameByRating } from "../../core/publication/attacker.ts";
import { cases, SEED } from "../../helpers/seed.ts";
import { type Act, anAttackedWorld, type AttackedWorld, MEMBERS } from "./attacker-world.ts";

const rating = fc.constantFrom<Rating>(0, 1, 2, 3);
const ratings = fc.array(rating, { minLength: 1, maxLength: 5 });
const other = fc.constantFrom("ben", "cem", "dee", "eve");
const anybody = fc.constantFrom("ben", "cem", "dee", "eve", "tia", "xan", "yva");
const roles = fc.subarray(["developer", "platform", "security"] as const, { maxLength: 1 });
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("answers"), who: fc.constantFrom("ana", "ben", "cem", "dee", "eve"), ratings }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom("take-out", "bring-back"), who: anybody }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("roles"), who: fc.constantFrom(...MEMBERS), roles }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("forget"), who: other }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("days"), days: fc.constantFrom(1, 2, 8) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("milestone", "digest") }) },
);
/** Everybody has answered once and a first value is published; then Tia answers anew, between what others do. */
const plot = fc.record({
  first: fc.array(ratings, { minLength: MEMBERS.length, maxLength: MEMBERS.length }),
  before: fc.array(act, { maxLength: 4 }),
  after: fc.array(act, { minLength: 2, maxLength: 6 }),
});
type Plot = typeof plot extends fc.Arbitrary<infer T> ? T : never;

async function begin({ first }: Plot): Promise<AttackedWorld> {
  const attacked = await anAttackedWorld();
  for (const [index, who] of MEMBERS.entries()) {
    if (who === "tia") await attacked.targetAnswers(1);
    else await attacked.act({ do: "answers", who, ratings: first[index] ?? [1] }, 0);
  }
  await attacked.act({ do: "days", days: 2 }, 0);
  return attacked;
}

/** Whether a value was published that her new rating stands in. */
async function isOut(attacked: AttackedWorld, given: Rating): Promise<boolean> {
  const values = await attacked.published();
  return values.some(({ people }) =>
    people.some(({ person, rating: label }) => person === attacked.targetMembershipId && label === String(given)),
  );
}

describe("R36: an attacker who looks at everything after every act", () => {
  test("reads the same whatever one person answered, until a value of at least three changes is published", async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(plot, async (story) => {
        const [low, high] = await Promise.all([begin(story), begin(story)]);
        try {
          for (const [index, each] of story.before.entries()) {
            await low.act(each, index);
            await high.act(each, index);
          }
          expect(await high.look()).toEqual(await low.look());
          await low.targetAnswers(0);
          await high.targetAnswers(3);
          for (let index = -1; index < story.after.length; index += 1) {
            const each = story.after[index];
            if (each) {
              await low.act(each, 10 + index);
              await high.act(each, 10 + index);
            }
            const counts = [await low.published(), await high.published()].map((values) =>
              values.map(({ questionId }) => questionId),
            );
            expect(counts[1]).toEqual(counts[0]);
            if ((await isOut(low, 0)) || (await isOut(high, 3))) break;
            expect(await high.look()).toEqual(await low.look());
            compared += 1;
          }
        } finally {
          await low.world.close();
          await high.world.close();
        }
      }),
      { seed: SEED, numRuns: cases(8), endOnFailure: true },
    );
    expect(compared).toBeGreaterThan(cases(8));
  });

  test("is shown no score but published ones, and their sums give nobody's rating away", async () => {
    let values = 0;
    await fc.assert(
      fc.asyncProperty(plot, async (story) => {
        const attacked = await begin(story);
        try {
          for (const [index, each] of [...story.before, ...story.after].entries()) {
            await attacked.act(each, index);
            if (index === story.before.length) await attacked.targetAnswers(3);
            const published = await attacked.published();
            const known = new Set(published.map(({ questionId, score }) => `${questionId} ${score}`));
            const file: { counts: { questionId: string; score?: string }[] } = JSON.parse(
              (await attacked.look()).get("export json") ?? "",
            );
            const shown = file.counts.flatMap(({ questionId, score }) => (score === undefined ? [] : [`${questionId} ${score}`]));
            expect(shown.filter((each) => !known.has(each))).toEqual([]);
          }
          const published = await attacked.published();
          values += published.length;
          for (const questionId of new Set(published.map((value) => value.questionId))) {
            const equations = published
              .filter((value) => value.questionId === questionId)
              .map(({ people }) => nameByRating(people));
            const people = new Set(published.flatMap((value) => value.people.map(({ person }) => person)));
            for (const insider of [undefined, ...people]) expect(listSolved(equations, insider)).toEqual([]);
          }
        } finally {
          await attacked.world.close();
        }
      }),
      { seed: SEED, numRuns: cases(8), endOnFailure: true },
    );
    expect(values).toBeGreaterThan(cases(8) * 7);
  });
});
