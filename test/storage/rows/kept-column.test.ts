/** Long JSON that one row has again and again is parsed once for each text. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createKeptColumn, type KeptColumn } from "../../../src/storage/rows/row.ts";

let parsed: string[];
let column: KeptColumn<unknown>;

beforeEach(() => {
  vi.useFakeTimers();
  parsed = [];
  column = createKeptColumn((text): unknown => {
    parsed.push(text);
    return JSON.parse(text);
  });
});
afterEach(() => {
  vi.useRealTimers();
});

test("the same text of a row is parsed once, another one anew", () => {
  expect([column.parse("a", "[1]"), column.parse("a", "[1]"), column.parse("a", "[2]"), column.parse("b", "[2]")]).toEqual([
    [1],
    [1],
    [2],
    [2],
  ]);
  expect(parsed).toEqual(["[1]", "[2]", "[2]"]);
});

test("what was written is not parsed, unless somebody else wrote after it", () => {
  expect(column.stringify("a", [1])).toBe("[1]");
  expect(column.parse("a", "[1]")).toEqual([1]);
  expect(parsed).toEqual([]);
  expect(column.parse("a", "[3]")).toEqual([3]);
  expect(parsed).toEqual(["[3]"]);
});

test("nothing is kept for longer than a minute", () => {
  column.stringify("a", [1]);
  vi.advanceTimersByTime(59_999);
  column.stringify("b", [2]);
  vi.advanceTimersByTime(1);
  for (const [id, text] of [["a", "[1]"] as const, ["b", "[2]"] as const]) column.parse(id, text);
  expect(parsed).toEqual(["[1]", "[2]"]);
});

test("only so many rows are kept", () => {
  for (let row = 0; row < 1_000; row += 1) column.stringify(String(row), [row]);
  for (let row = 0; row < 1_000; row += 1) column.parse(String(row), `[${row}]`);
  expect(parsed.length).toBeGreaterThanOrEqual(900);
});
