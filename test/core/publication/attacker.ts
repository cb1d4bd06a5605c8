/**
 * Somebody who keeps every published value, knows who stood in it and their own ratings, and solves the values as equations,
 * exactly and over whole ratings. It shares no code with the rule that it attacks.
 */
import Fraction from "fraction.js";
import type { Contributions } from "../../../src/core/publication/publication-rule.ts";

/** One published value as equations see it: the unknowns in it and their sum. */
export type Equation = { readonly unknowns: readonly string[]; readonly sum: number };

/** The unknowns of a person are told apart by what follows their name. */
export const ownerOf = (unknown: string): string => unknown.split(" ")[0] ?? "";

/** The unknowns that follow from the equations alone, once all of the insider's own are known. */
export function listSolved(equations: readonly (readonly string[])[], insider?: string): readonly string[] {
  const unknowns = [...new Set(equations.flat())].filter((unknown) => ownerOf(unknown) !== insider);
  const rows = equations.map((equation) => unknowns.map((unknown) => new Fraction(equation.includes(unknown) ? 1 : 0)));
  const reduced = reduce(rows);
  return unknowns.filter((_, index) => reduced.some((row) => row.every((value, at) => value.equals(0) === (at !== index))));
}

/** Reduced row echelon form: a unit vector is in the row space exactly where it is a row of it. */
function reduce(rows: readonly (readonly Fraction[])[]): readonly (readonly Fraction[])[] {
  let rest = rows.map((row) => [...row]);
  const done: Fraction[][] = [];
  const width = rows[0]?.length ?? 0;
  for (let column = 0; column < width; column += 1) {
    const pivot = rest.find((row) => !row[column]?.equals(0));
    if (!pivot) continue;
    const scaled = pivot.map((value) => value.div(pivot[column] ?? 1));
    const clear = (row: Fraction[]) => row.map((value, at) => value.sub((row[column] ?? new Fraction(0)).mul(scaled[at] ?? 0)));
    rest = rest.filter((row) => row !== pivot).map(clear);
    done.splice(0, done.length, ...done.map(clear), scaled);
  }
  return done;
}

/** Every rating from 0 to 3 that an unknown may still have, found by trying all of them. */
export function listPossible(
  equations: readonly Equation[],
  insider: ReadonlyMap<string, number> = new Map(),
): ReadonlyMap<string, ReadonlySet<number>> {
  const unknowns = [...new Set(equations.flatMap((equation) => equation.unknowns))];
  const possible = new Map(unknowns.map((unknown) => [unknown, new Set<number>()]));
  const chosen = new Map<string, number>();
  const lastOf = equations.map((equation) => Math.max(...equation.unknowns.map((unknown) => unknowns.indexOf(unknown))));
  const sumOf = (names: readonly string[]) => names.reduce((sum, name) => sum + (chosen.get(name) ?? 0), 0);

  function tryFrom(index: number): void {
    const unknown = unknowns[index];
    if (unknown === undefined) {
      for (const [name, rating] of chosen) possible.get(name)?.add(rating);
      return;
    }
    const given = insider.get(unknown);
    for (const rating of given === undefined ? [0, 1, 2, 3] : [given]) {
      chosen.set(unknown, rating);
      const holds = equations.every(({ unknowns: names, sum }, at) => lastOf[at] !== index || sumOf(names) === sum);
      if (holds) tryFrom(index + 1);
    }
    chosen.delete(unknown);
  }

  tryFrom(0);
  return possible;
}

/** The unknowns of a value where equal ratings of one person are guessed to be equal. */
export function nameByRating(value: Contributions): readonly string[] {
  return value.map(({ person, rating }) => `${person} ${rating}`);
}
