/** What a table of readings changes, worked out by hand, and that it changes nothing the second time. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Reading } from "../../../src/core/value/kpi.ts";
import { type ImportedNumber, planReadingsImport } from "../../../src/core/value/plan-readings-import.ts";
import { aKpi, aReading } from "../../helpers/value.ts";

const kpi = aKpi();
const aNumber = (line: number, on: string, value: string): ImportedNumber => ({ line, kpi, entered: { on, value } });
const plan = (numbers: readonly ImportedNumber[], readings: readonly Reading[] = [], sure = false) =>
  planReadingsImport(kpi, { numbers, readings, sure });

describe("a table of readings", () => {
  test("adds what is new, replaces another number of the same day, and leaves what is there", () => {
    const there = [aReading({ id: "a", on: "2026-10-01", value: "12" }), aReading({ id: "b", on: "2026-11-01", value: "11" })];
    const numbers = [aNumber(2, "2026-10-01", "12"), aNumber(3, "2026-11-01", "10"), aNumber(4, "2026-12-01", "9")];
    const { faults, changes, unchanged } = plan(numbers, there);
    expect(faults).toEqual([]);
    expect(changes.map(({ number, replaced }) => [number.line, replaced.map(({ id }) => id)])).toEqual([
      [3, ["b"]],
      [4, []],
    ]);
    expect(unchanged).toBe(1);
  });

  test("says which line has another number for the same day, and takes a repeated line once", () => {
    const { faults, changes, unchanged } = plan([
      aNumber(2, "2026-10-01", "12"),
      aNumber(3, "2026-10-01", "12"),
      aNumber(4, "2026-10-01", "13"),
    ]);
    expect(faults.map(({ number, fault }) => [number.line, fault])).toEqual([[4, { kind: "other-line", other: 2 }]]);
    expect([changes.length, unchanged]).toEqual([1, 1]);
  });

  test("compares each number with the one before its day, not with the newest", () => {
    const newest = [aReading({ on: "2026-12-01", value: "1" })];
    const early = [aNumber(2, "2026-09-15", "20"), aNumber(3, "2026-10-01", "200")];
    const { faults } = plan(early, newest);
    expect(faults.map(({ number }) => number.line)).toEqual([3]);
    expect(faults[0]?.fault).toMatchObject({ kind: "doubtful", doubt: { kind: "tenfold", last: { value: "20" } } });
    expect(plan(early, newest, true).faults).toEqual([]);
  });

  test("changes nothing when it is read again", () => {
    const day = fc.integer({ min: 1, max: 28 }).map((each) => `2026-10-${String(each).padStart(2, "0")}`);
    const entered = fc.record({ on: day, value: fc.integer({ min: 1, max: 99 }).map(String) });
    fc.assert(
      fc.property(fc.uniqueArray(entered, { selector: ({ on }) => on }), (list) => {
        const numbers = list.map(({ on, value }, index) => aNumber(index + 2, on, value));
        const first = plan(numbers, [], true);
        expect(first.changes).toHaveLength(list.length);
        const stored = first.changes.map(({ number }, index) => aReading({ ...number.entered, id: `r-${index}` }));
        expect(plan(numbers, stored)).toEqual({ faults: [], changes: [], unchanged: list.length });
      }),
    );
  });
});
