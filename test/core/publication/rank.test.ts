import fc from "fast-check";
import Fraction from "fraction.js";
import { expect, it } from "vitest";
import { rankOf } from "../../../src/core/publication/rank.ts";

/** By elimination over exact fractions. */
function rankByFractions(columns: readonly (readonly number[])[]): number {
  let rows = columns.map((column) => column.map((value) => new Fraction(value)));
  let rank = 0;
  for (let at = 0; at < (columns[0]?.length ?? 0); at += 1) {
    const pivot = rows.find((row) => !row[at]?.equals(0));
    if (!pivot) continue;
    rank += 1;
    rows = rows.flatMap((row) => {
      if (row === pivot) return [];
      const factor = (row[at] ?? new Fraction(0)).div(pivot[at] ?? 1);
      return [row.map((value, index) => value.sub(factor.mul(pivot[index] ?? 0)))];
    });
  }
  return rank;
}

it("is the number of independent columns, as exact fractions find it", () => {
  const column = fc.array(fc.constantFrom(0, 1), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(column, { maxLength: 7 }), (columns) => {
      expect(rankOf(columns)).toBe(rankByFractions(columns));
    }),
  );
});

it("is exact where the elimination has to divide", () => {
  const threeOfFour = [
    [1, 1, 1, 0],
    [1, 1, 0, 1],
    [1, 0, 1, 1],
    [0, 1, 1, 1],
  ];
  expect(rankOf(threeOfFour)).toBe(4);
  expect(rankOf([...threeOfFour.slice(0, 3), [3, 2, 2, 2]])).toBe(3);
  expect(
    rankOf([
      [7, 3],
      [14, 6],
    ]),
  ).toBe(1);
});

it("is zero without columns, and of columns that are all zero", () => {
  expect(rankOf([])).toBe(0);
  expect(
    rankOf([
      [0, 0],
      [0, 0],
    ]),
  ).toBe(0);
});
