/**
 * Decides whether a question's published value may be replaced. Whoever keeps every value, knows who was in the team when,
 * knows an own rating, and solves the values as equations must not come closer to anybody else's rating than one value
 * brings them.
 */
import { rankOf } from "./rank.ts";

/** The smallest number of people that any comparison of published values must be about. */
export const PUBLISHED_FROM_PEOPLE = 3;

/**
 * One person's rating in a published value. Both are labels that only say what is equal: `rating` is the same label when
 * the same person rates the question alike again.
 */
type Contribution = { readonly person: string; readonly rating: string };

/** The contributions to one published value, at most one a person. */
export type Contributions = readonly Contribution[];

/** What was published of one question so far, and what would be published next. */
export type ValueHistory = {
  /** Every value that was published, in any order. A value of nobody says nothing and may be left out. */
  readonly published: readonly Contributions[];
  /** Contributions that everybody knows anyway, because the team was in open mode. They protect nobody. */
  readonly known?: Contributions;
};

/**
 * Tells whether the candidate may be published beside all values before it. It refuses one of fewer than three people;
 * one that differs from any earlier value in fewer than three people's ratings; and one that, added to or subtracted from
 * earlier values in any combination, leaves a sum over fewer than three people. The last includes what `a` adds to
 * `{x, y, z, a} − {x, y, z, u, v, w} + {u, v, w}`, although any two of these values differ in three people.
 */
export function mayPublish(candidate: Contributions, { published, known = [] }: ValueHistory): boolean {
  const isKnown = new Set(known.map(keyOf));
  const hide = (value: Contributions) => value.filter((each) => !isKnown.has(keyOf(each)));
  const views = published.map(hide).filter((view) => view.length > 0);
  const next = hide(candidate);
  if (next.length < PUBLISHED_FROM_PEOPLE) return false;
  if (views.some((view) => countDiffering(view, next) < PUBLISHED_FROM_PEOPLE)) return false;
  return hidesEveryTwo(views, next);
}

/** Counts the people whose rating came, went or changed between two values. */
export function countDiffering(before: Contributions, now: Contributions): number {
  const earlier = new Map(before.map(({ person, rating }) => [person, rating]));
  const present = new Set(now.map(({ person }) => person));
  const cameOrChanged = now.filter(({ person, rating }) => earlier.get(person) !== rating).length;
  return cameOrChanged + before.filter(({ person }) => !present.has(person)).length;
}

function keyOf({ person, rating }: Contribution): string {
  return `${person} ${rating}`;
}

/** The rows of one person: in which values each of their ratings stands. */
type History = { readonly columns: readonly (readonly number[])[]; readonly key: string };

/**
 * Tells whether every combination that takes in the next value involves at least three people. One about two people alone
 * exists exactly where the next value adds to the rank of the values as equations, and adds nothing once the ratings of these
 * two are left out. Combinations of earlier values alone are as they are: people who were forgotten meanwhile no longer
 * protect the others in them.
 */
function hidesEveryTwo(views: readonly Contributions[], next: Contributions): boolean {
  const histories = readHistories([...views, next]);
  const wanted = rankOf(histories.flatMap(({ columns }) => columns));
  if (areThreeTimesCovered(histories, wanted)) return true;
  const rare = listRare(histories);
  if (rare.length > MOST_RARE) return false;
  const added = countAdded(histories);
  const without = (left: History, right: History) => histories.filter((history) => history !== left && history !== right);
  return rare.every((left, index) => rare.slice(index).every((right) => countAdded(without(left, right)) === added));
}

/** By how much the last value raises the rank of the values before it. */
function countAdded(histories: readonly History[]): number {
  const columns = histories.flatMap((history) => history.columns);
  return rankOf(columns) - rankOf(columns.map((column) => column.slice(0, -1)));
}

/** Above this many people with a history of their own, trying every two of them takes too long, and the value waits. */
const MOST_RARE = 60;

function readHistories(views: readonly Contributions[]): readonly History[] {
  const columns = new Map<string, Map<string, number[]>>();
  for (const [index, view] of views.entries()) {
    for (const { person, rating } of view) {
      const own = columns.get(person) ?? new Map<string, number[]>();
      columns.set(person, own);
      const column = own.get(rating) ?? views.map(() => 0);
      column[index] = 1;
      own.set(rating, column);
    }
  }
  return [...columns.values()].map((own) => {
    const list = [...own.values()];
    return {
      columns: list,
      key: list
        .map((column) => column.join(""))
        .sort()
        .join(),
    };
  });
}

/** Three groups of people without a common member, each of which fixes all values: then no two people are missed. */
function areThreeTimesCovered(histories: readonly History[], wanted: number): boolean {
  const groups = Array.from({ length: PUBLISHED_FROM_PEOPLE }, () => ({ columns: [] as (readonly number[])[], rank: 0 }));
  for (const { columns } of histories) {
    for (const group of groups) {
      const together = [...group.columns, ...columns];
      const rank = group.rank === wanted ? wanted : rankOf(together);
      if (rank === group.rank) continue;
      group.columns = together;
      group.rank = rank;
      break;
    }
  }
  return groups.every(({ rank }) => rank === wanted);
}

/** Who shares their history with at least two others is never missed, so only the others have to be tried. */
function listRare(histories: readonly History[]): readonly History[] {
  const counts = new Map<string, number>();
  for (const { key } of histories) counts.set(key, (counts.get(key) ?? 0) + 1);
  return histories.filter(({ key }) => (counts.get(key) ?? 0) < PUBLISHED_FROM_PEOPLE);
}
