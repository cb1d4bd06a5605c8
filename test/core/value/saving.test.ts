import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import type { Money } from "../../../src/core/value/kpi.ts";
import { addSavings, computeSaving } from "../../../src/core/value/saving.ts";
import { aKpi, aReading } from "../../helpers/value.ts";

const MONEY: Money = { currency: "EUR", worthOfOne: "12000", oneOff: "36000", runningPerYear: "18000" };

describe("the saving of a KPI", () => {
  it("is the change times what one unit is worth, less what it costs to run", () => {
    // From 21 to 12 days is a change of 9. 9 × 12,000 = 108,000 a year; less 18,000 leaves 90,000.
    // 36,000 once ÷ 90,000 a year × 12 = 4.8 months.
    const saving = computeSaving(aKpi({ money: MONEY }), aReading());
    expect(saving?.change).toEqual(new Fraction(9));
    expect(saving?.gross).toEqual(new Fraction(108_000));
    expect(saving?.perYear).toEqual(new Fraction(90_000));
    expect(saving?.paybackMonths).toEqual(new Fraction(24, 5));
  });

  it("follows the wanted direction, and a loss never pays back", () => {
    const worse = computeSaving(aKpi({ money: MONEY }), aReading({ value: "22" }));
    expect(worse?.change).toEqual(new Fraction(-1));
    expect(worse?.perYear).toEqual(new Fraction(-30_000));
    expect(worse?.paybackMonths).toBeUndefined();
    const up = computeSaving(aKpi({ money: MONEY, wanted: "up" }), aReading({ value: "22.5" }));
    expect(up?.change).toEqual(new Fraction(3, 2));
    expect(up?.perYear).toEqual(new Fraction(0));
    expect(up?.paybackMonths).toBeUndefined();
  });

  it("is exact where binary numbers aren't", () => {
    const kpi = aKpi({ money: { currency: "EUR", worthOfOne: "0.1", oneOff: "0", runningPerYear: "0.2" }, wanted: "up" });
    const saving = computeSaving({ ...kpi, baseline: { value: "0.1", on: "2026-09-01" } }, aReading({ value: "3.1" }));
    expect(saving?.gross).toEqual(new Fraction("0.3"));
    expect(saving?.perYear).toEqual(new Fraction("0.1"));
    expect(saving?.paybackMonths).toEqual(new Fraction(0));
  });

  it("needs money, a baseline and a reading", () => {
    expect(computeSaving(aKpi(), aReading())).toBeUndefined();
    expect(computeSaving(aKpi({ money: MONEY }), undefined)).toBeUndefined();
    const { baseline: _, ...bare } = aKpi({ money: MONEY });
    expect(computeSaving(bare, aReading())).toBeUndefined();
  });
});

describe("savings added up", () => {
  it("never add different currencies", () => {
    const euro = computeSaving(aKpi({ money: MONEY }), aReading());
    const yuan = computeSaving(aKpi({ money: { ...MONEY, currency: "CNY" } }), aReading());
    if (!euro || !yuan) throw new Error("there is a saving");
    const totals = addSavings([euro, yuan, euro]);
    expect(totals.map(({ currency, count }) => [currency, count])).toEqual([
      ["CNY", 1],
      ["EUR", 2],
    ]);
    expect(totals[1]?.perYear).toEqual(new Fraction(180_000));
    expect(totals[1]?.oneOff).toEqual(new Fraction(72_000));
    expect(addSavings([])).toEqual([]);
  });

  it("come out the same in any order", () => {
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((cents) => String(cents / 100));
    const one = fc.record({
      currency: fc.constantFrom("EUR", "CNY", "USD"),
      worthOfOne: amount,
      oneOff: amount,
      runningPerYear: amount,
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), (moneys) => {
        const savings = moneys.flatMap((money) => computeSaving(aKpi({ money }), aReading()) ?? []);
        expect(addSavings(savings.toReversed())).toEqual(addSavings(savings));
      }),
    );
  });
});
