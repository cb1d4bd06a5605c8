import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Contributions,
  countDiffering,
  mayPublish,
  type ValueHistory,
} from "../../../src/core/publication/publication-rule.ts";
import { cases, SEED } from "../../helpers/seed.ts";
import { type Equation, listPossible, listSolved, nameByRating, ownerOf } from "./attacker.ts";

/** "a1 b2" is a's rating of 1 and b's of 2. */
const value = (text: string): Contributions =>
  text
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => ({ person: word.slice(0, 1), rating: word.slice(1) }));
const history = (...texts: readonly string[]): ValueHistory => ({ published: texts.map(value) });

describe("a value may be published", () => {
  test("from three people on", () => {
    expect(mayPublish(value("a1 b2"), history())).toBe(false);
    expect(mayPublish(value("a1 b2 c3"), history())).toBe(true);
  });

  test("when three people's ratings came, went or changed, and not when two did", () => {
    expect(mayPublish(value("a1 b2 c3 d0 e1"), history("a1 b2 c3"))).toBe(false);
    expect(mayPublish(value("a1 b2 c3 d0 e1 f2"), history("a1 b2 c3"))).toBe(true);
    expect(mayPublish(value("a2 b3 c3 d0"), history("a1 b2 c3"))).toBe(true);
    expect(mayPublish(value("a1 b2 c3"), history("a1 b2 c3 d0 e1"))).toBe(false);
    expect(countDiffering(value("a1 b2 c3"), value("a1 b3 d3"))).toBe(3);
  });

  test("when it differs so from every value before, not only from the last", () => {
    expect(mayPublish(value("a1 b2 c3 d1"), history("a1 b2 c3 d0", "a2 b3 c2 d0"))).toBe(false);
    expect(mayPublish(value("a0 b1 c3 d1 e1"), history("a1 b2 c3 d0", "a2 b3 c2 d0"))).toBe(true);
  });

  test("not when three values together give one rating away, although any two differ in three people", () => {
    const before = history("x1 y1 z1 a2", "x1 y1 z1 u0 v0 w0");
    expect(mayPublish(value("u0 v0 w0"), before)).toBe(false);
    expect(listSolved([...before.published, value("u0 v0 w0")].map(nameByRating))).toEqual(["a 2"]);
    expect(mayPublish(value("u0 v0 w0 k1 l1"), before)).toBe(true);
  });

  test("counting nobody whose rating was known in open mode", () => {
    const open = { published: [value("a1 b2 c3")], known: value("a1 b2 c3") };
    expect(mayPublish(value("a1 b2 c3 d1 e1"), open)).toBe(false);
    expect(mayPublish(value("a2 b2 c3 d1 e1"), open)).toBe(true);
  });

  test("again and again, as long as the people go on", () => {
    const weeks = ["a0 b0 c0 d0 e0", "a1 b1 c1 d0 e0", "a1 b1 c2 d1 e1", "a2 b2 c2 d1 e2", "a2 b3 c3 d2 e2"];
    for (const [index, week] of weeks.entries()) expect(mayPublish(value(week), history(...weeks.slice(0, index)))).toBe(true);
  });

  test("in a team of 200 in no longer than it takes to read its values", () => {
    const people = Array.from({ length: 200 }, (_, index) => `p${index}`);
    const rated = (rating: (index: number) => number) =>
      people.map((person, index) => ({ person, rating: String(rating(index)) }));
    const published = Array.from({ length: 12 }, (_, week) => rated((index) => ((index * 7 + week * (index % 5)) % 11) % 4));
    expect(
      mayPublish(
        rated((index) => (index * 3) % 4),
        { published },
      ),
    ).toBe(true);
  });
});

/** What becomes of one person until the next publication: a rating, taken out, back or added and silent, or nothing. */
type Fate = 0 | 1 | 2 | 3 | "out" | "silent" | "nothing";

const NAMES = "abcdefgh";
const fates: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 3, arbitrary: fc.constant("nothing" as const) },
  { weight: 2, arbitrary: fc.constant("out" as const) },
  { weight: 1, arbitrary: fc.constant("silent" as const) },
  { weight: 3, arbitrary: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const) },
);
/** One entry for each publication that the attacker arranges: what becomes of each of the people before it. */
const plots = (people: number): fc.Arbitrary<Fate[][]> =>
  fc.array(fc.array(fates, { minLength: people, maxLength: people }), { maxLength: 14 });

type Seen = { readonly byRating: Contributions; readonly byAnswer: readonly string[]; readonly sum: number };

/** Plays the plot under the rule and returns every value that was published. `ratings` limits what people answer. */
function play(plot: readonly (readonly Fate[])[], ratings: readonly number[]): readonly Seen[] {
  const current = new Map<string, { readonly rating: number; readonly answer: string }>();
  const seen: Seen[] = [];
  let count = 0;
  for (const period of plot) {
    for (const [index, fate] of period.entries()) {
      const person = NAMES[index] ?? "";
      if (fate === "out") current.delete(person);
      if (typeof fate !== "number") continue;
      const rating = ratings[fate % ratings.length] ?? 0;
      count += 1;
      if (current.get(person)?.rating !== rating) current.set(person, { rating, answer: `${person} ${count}` });
    }
    const own = [...current.values()];
    const byRating = [...current].map(([person, { rating }]) => ({ person, rating: String(rating) }));
    if (!mayPublish(byRating, { published: seen.map((each) => each.byRating) })) continue;
    seen.push({ byRating, byAnswer: own.map(({ answer }) => answer), sum: own.reduce((sum, each) => sum + each.rating, 0) });
  }
  return seen;
}

describe("R36: an attacker who keeps all values, chooses rosters and times, and solves them as equations", () => {
  const everyone = [undefined, ...NAMES];

  test("learns no rating, not even as one of the team, and not by guessing that somebody rated as before", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 8 }).chain(plots), fc.constantFrom([0, 1, 2, 3], [1, 2], [2]), (plot, ratings) => {
        const seen = play(plot, ratings);
        for (const insider of everyone) {
          expect(
            listSolved(
              seen.map(({ byAnswer }) => byAnswer),
              insider,
            ),
          ).toEqual([]);
          expect(
            listSolved(
              seen.map(({ byRating }) => nameByRating(byRating)),
              insider,
            ),
          ).toEqual([]);
        }
      }),
      { seed: SEED, numRuns: cases(600) },
    );
  });

  test("learns no rating either by trying all whole ratings, where nobody's rating is at an end", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 7 }).chain(plots), fc.constantFrom(undefined, ..."abc"), (plot, insider) => {
        const seen = play(plot, [1, 2]).slice(0, 5);
        const equations = seen.map(({ byAnswer, sum }): Equation => ({ unknowns: byAnswer, sum }));
        const unknowns = new Set(equations.flatMap((equation) => equation.unknowns));
        fc.pre(unknowns.size <= 14);
        const ratingOf = new Map(
          seen.flatMap(({ byAnswer, byRating }) => byAnswer.map((name, at) => [name, Number(byRating[at]?.rating)] as const)),
        );
        const own = new Map([...ratingOf].filter(([name]) => ownerOf(name) === insider));
        for (const [unknown, ratings] of listPossible(equations, own)) {
          if (ownerOf(unknown) !== insider) expect(ratings.size, unknown).toBeGreaterThan(1);
        }
      }),
      { seed: SEED, numRuns: cases(200) },
    );
  });

  test("would learn some if only the last value counted, or only every two values", () => {
    const views = ["x1 y1 z1 a2", "x1 y1 z1 u0 v0 w0", "u0 v0 w0"].map((text) => nameByRating(value(text)));
    expect(listSolved(views)).toEqual(["a 2"]);
    const sums = [5, 3, 0];
    const tried = listPossible(views.map((unknowns, index) => ({ unknowns, sum: sums[index] ?? 0 })));
    expect([...(tried.get("a 2") ?? [])]).toEqual([2]);
    const back = ["a1 b1 c1 d1 e1", "a1 b1", "a1 b1 c1 d1 f2"].map((text) => nameByRating(value(text)));
    expect(listSolved(back, "f")).toEqual(["e 1"]);
  });
});
