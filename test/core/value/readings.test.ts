import { describe, expect, it } from "vitest";
import { findDoubt } from "../../../src/core/value/check-reading.ts";
import { toDecimal } from "../../../src/core/value/decimal.ts";
import { listCurrentReadings } from "../../../src/core/value/kpi.ts";
import { addPeriod, nextReadingOn } from "../../../src/core/value/plan-readings.ts";
import { aKpi, aReading } from "../../helpers/value.ts";

describe("the readings that count", () => {
  it("are neither superseded nor withdrawn, oldest first, of one day the later added last", () => {
    const readings = [
      aReading({ id: "late", on: "2026-11-01" }),
      aReading({ id: "wrong", supersededBy: "late" }),
      aReading({ id: "gone", withdrawnAt: 5 }),
      aReading({ id: "second", on: "2026-10-01", addedAt: 9 }),
      aReading({ id: "first", on: "2026-10-01", addedAt: 8 }),
    ];
    expect(listCurrentReadings(readings).map(({ id }) => id)).toEqual(["first", "second", "late"]);
  });
});

describe("a reading that looks wrong", () => {
  it("is ten times the last number or a tenth of it, the baseline where nothing was read yet", () => {
    const kpi = aKpi();
    expect(findDoubt(kpi, [], "209.9")).toBeUndefined();
    expect(findDoubt(kpi, [], "210")).toEqual({ kind: "tenfold", last: { value: "21", on: "2026-09-01" } });
    expect(findDoubt(kpi, [], "2.1")).toEqual({ kind: "tenfold", last: { value: "21", on: "2026-09-01" } });
    expect(findDoubt(kpi, [], "2.1001")).toBeUndefined();
    expect(findDoubt(kpi, [aReading()], "1.2")).toEqual({ kind: "tenfold", last: { value: "12", on: "2026-10-01" } });
    expect(findDoubt(kpi, [aReading()], "0")).toBeUndefined();
    expect(findDoubt(kpi, [aReading({ value: "0" })], "500")).toBeUndefined();
  });

  it("is below zero where the unit or the course has no such numbers", () => {
    expect(findDoubt(aKpi(), [], "-6")).toEqual({ kind: "below-zero" });
    const money = aKpi({ unit: "EUR" });
    expect(findDoubt(money, [], "-20")).toEqual({ kind: "below-zero" });
    expect(findDoubt(money, [aReading({ value: "-15" })], "-20")).toBeUndefined();
    const { baseline: _, ...bare } = money;
    expect(findDoubt(bare, [], "-20")).toBeUndefined();
  });

  it("is a share above a hundred, unless that is usual for this KPI", () => {
    const share = aKpi({ unit: "percent", baseline: { value: "80", on: "2026-09-01" } });
    expect(findDoubt(share, [], "101")).toEqual({ kind: "above-hundred" });
    expect(findDoubt(share, [], "100")).toBeUndefined();
    expect(findDoubt(share, [aReading({ value: "120" })], "130")).toBeUndefined();
  });
});

describe("the next reading", () => {
  it("comes one period after the last number, the baseline, or the day the KPI was added", () => {
    const kpi = aKpi({ readerId: "person-ben" });
    expect(nextReadingOn(kpi, [aReading()], "2026-08-15")).toBe("2026-11-01");
    expect(nextReadingOn(kpi, [], "2026-08-15")).toBe("2026-10-01");
    const { baseline: _, ...bare } = kpi;
    expect(nextReadingOn(bare, [], "2026-08-15")).toBe("2026-09-15");
    expect(nextReadingOn({ ...kpi, retiredAt: 1 }, [], "2026-08-15")).toBeUndefined();
    expect(nextReadingOn(aKpi(), [], "2026-08-15")).toBeUndefined();
  });

  it.each([
    ["2026-01-31", "monthly", "2026-02-28"],
    ["2028-01-31", "monthly", "2028-02-29"],
    ["2026-12-15", "monthly", "2027-01-15"],
    ["2026-11-30", "quarterly", "2027-02-28"],
    ["2026-12-28", "weekly", "2027-01-04"],
  ] as const)("from %s %s is %s", (from, rhythm, then) => {
    expect(addPeriod(from, rhythm)).toBe(then);
  });
});

describe("a decimal", () => {
  it.each([
    ["06.50", "6.5"],
    ["0.0000", "0"],
    ["-0.0", "0"],
    ["-12.3400", "-12.34"],
    ["6.", "6"],
    ["999999999999.9999", "999999999999.9999"],
    ["1000000000000", undefined],
    ["0.00001", undefined],
    ["1e5", undefined],
    ["", undefined],
  ])("%j is kept as %s", (text, decimal) => {
    expect(toDecimal(text)).toBe(decimal);
  });
});
