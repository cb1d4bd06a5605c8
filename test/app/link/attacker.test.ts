/** Row 36 over linking and parting: whoever keeps what both sides were shown, and solves it as equations, learns no rating. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Rating } from "../../../src/core/rating.ts";
import { listSolved, nameByRating } from "../../core/publication/attacker.ts";
import { cases, SEED } from "../../helpers/seed.ts";
import { link, read, type TwoSides, twoSides, type User } from "./link-world.ts";

const PEOPLE = ["ana", "ben", "cem", "dee", "eli"] as const;
type Act =
  | { readonly do: "link" | "link-back" }
  | { readonly do: "part"; readonly who: "ana" | "dee" }
  | { readonly do: "round"; readonly ratings: readonly (Rating | "silent")[] };

const rating = fc.constantFrom<(Rating | "silent")[]>(0, 1, 2, 3, "silent");
const round = fc.record({ do: fc.constant("round" as const), ratings: fc.array(rating, { minLength: 5, maxLength: 5 }) });
/** Sides meet and part between rounds; after the first round everybody has answered. */
const plot: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: round },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("link" as const, "link-back" as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant("part" as const), who: fc.constantFrom("ana" as const, "dee" as const) }),
    },
  ),
  { minLength: 3, maxLength: 6 },
);

async function playRound(world: TwoSides, ratings: readonly (Rating | "silent")[]): Promise<void> {
  world.clock.advance({ days: 8 - (new Date(world.clock.now()).getUTCDay() || 7) });
  await world.tick();
  for (const [index, name] of PEOPLE.entries()) {
    const given = ratings[index] ?? "silent";
    if (given === "silent") continue;
    for (const teamId of ["owner", "other"]) await world.answersAll(world[name], teamId, given);
  }
  world.clock.advance({ days: 3 });
  await world.tick();
}

/** Dee's team takes Ana's in. */
async function linkBack(world: TwoSides): Promise<void> {
  const said = read(await world.dee.says("link"));
  const [code] = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(said) ?? [];
  if (code === undefined) return;
  await world.ana.says(`link ${code}`);
  await world.tick();
  const question = (await world.arrived("teams", "u1")).at(-1);
  const yes = question && findButton(question, "Make it one team");
  if (yes) await world.dee.presses(yes);
}

type Asked = Awaited<ReturnType<TwoSides["arrived"]>>[number];

function findButton(message: Asked, label: string) {
  const all = message.elements.flatMap((element) => (element.kind === "buttons" ? element.buttons : []));
  return all.find((button) => button.label === label)?.action;
}

async function act(world: TwoSides, done: Act): Promise<void> {
  world.clock.advance({ minutes: 1 });
  switch (done.do) {
    case "round":
      return playRound(world, done.ratings);
    case "part":
      await world[done.who].says("link off yes");
      await world[done.who].says("resume");
      return world.tick();
    case "link":
      return tryTo(() => link(world));
    case "link-back":
      return tryTo(() => linkBack(world));
    default:
      return done satisfies never;
  }
}

/** Two sides that are linked already, or a team that rests, are told so and get no code. */
async function tryTo(task: () => Promise<unknown>): Promise<void> {
  await task().catch((cause: unknown) => {
    if (!(cause instanceof Error) || !/no code|no button/i.test(cause.message)) throw cause;
  });
}

async function listPublished(world: TwoSides, teamId: string) {
  const questions = world.catalogue.dimensions.flatMap(({ sections }) => sections.flatMap((section) => section.questions));
  const ids = questions.map(({ id }) => id);
  const values = await world.stores((stores) => stores.publications.listOfQuestions(teamId, ids));
  return values.filter(({ people }) => people.length > 0).map((value) => ({ ...value, teamId }));
}

const pointsIn = (text: string) => /: (\d+) of (\d+) points/.exec(text)?.slice(1).map(Number);

test("R36: whatever both sides are shown, over any order of linking and parting, gives nobody's rating away", async () => {
  let values = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(rating, { minLength: 5, maxLength: 5 }), plot, async (first, story) => {
      const world = await twoSides();
      try {
        await act(world, { do: "link" });
        for (const done of [{ do: "round" as const, ratings: first }, ...story]) {
          await act(world, done);
          const published = (await Promise.all(["owner", "other"].map((teamId) => listPublished(world, teamId)))).flat();
          values += published.length;
          for (const subject of new Set(published.map(subjectOf))) {
            const ofQuestion = published.filter((value) => subjectOf(value) === subject);
            const equations = ofQuestion.map(({ people }) => nameByRating(people));
            const people = new Set(ofQuestion.flatMap((value) => value.people.map(({ person }) => person)));
            for (const insider of [undefined, ...people]) expect(listSolved(equations, insider)).toEqual([]);
          }
          for (const name of ["ana", "dee"] as const) await expectPublishedAlone(world[name], published);
        }
      } finally {
        await world.close();
      }
    }),
    { seed: SEED, numRuns: cases(6), endOnFailure: true },
  );
  expect(values).toBeGreaterThan(cases(6));
});

type Published = Awaited<ReturnType<typeof listPublished>>;

/** The question of a team that a value is about; the equations of one say nothing about another. */
function subjectOf({ teamId, questionId }: Published[number]): string {
  return `${teamId} ${questionId}`;
}

/** The points that somebody reads of a question are those of a value that was published of it. */
async function expectPublishedAlone(user: User, published: Published): Promise<void> {
  const shown = pointsIn(read(await user.says("why BUS-01")));
  if (!shown) return;
  const sums = published
    .filter(({ questionId, ratings }) => questionId === "business-value" && ratings.length > 0)
    .map(({ ratings }) => [ratings.reduce<number>((sum, each) => sum + each, 0), 3 * ratings.length]);
  expect(sums).toContainEqual(shown);
}
