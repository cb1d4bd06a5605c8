import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UnitWords } from "../../../src/core/value/kpi.ts";
import { readTypedNumber } from "../../../src/core/value/read-number.ts";

const WORDS: UnitWords = {
  units: { percent: ["%", "percent"], hours: ["h", "小时"], days: ["day", "days", "天"], count: ["times", "次"] },
  currencies: { EUR: ["€", "euro"], CNY: ["¥", "元"] },
  zeros: { 3: ["k"], 4: ["万"], 6: ["m"], 8: ["亿"] },
};

function read(typed: string, unit = "days") {
  return readTypedNumber(typed, unit, WORDS);
}

describe("a typed number", () => {
  it.each([
    ["6", "6"],
    [" 6.5 ", "6.5"],
    ["6,5", "6.5"],
    ["6.50 days", "6.5"],
    ["6 DAYS", "6"],
    ["6天", "6"],
    ["３．５天", "3.5"],
    ["+6", "6"],
    ["−6", "-6"],
    ["- 6", "-6"],
    [".5", "0.5"],
    ["1,234,567", "1234567"],
    ["1.234.567,5", "1234567.5"],
    ["1,234,567.25", "1234567.25"],
    ["1 200", "1200"],
    ["1'200", "1200"],
    ["1\u202f200,5", "1200.5"],
    ["007", "7"],
    ["-0", "0"],
    ["3k", "3000"],
    ["1.25k days", "1250"],
    ["1.2万", "12000"],
    ["2亿", "200000000"],
  ])("%j is %s", (typed, value) => {
    expect(read(typed)).toEqual(value === undefined ? { kind: "none" } : { kind: "number", value });
  });

  it.each([
    ["€ 1.200,50", "EUR", "1200.5"],
    ["-€5", "EUR", "-5"],
    ["1.2万元", "CNY", "12000"],
    ["EUR 12", "EUR", "12"],
    ["12 chf", "CHF", undefined],
    ["12%", "percent", "12"],
  ])("%j of the unit %s", (typed, unit, value) => {
    expect(read(typed, unit)).toEqual(value === undefined ? { kind: "none" } : { kind: "number", value });
  });

  it.each([
    "",
    "six",
    "about 6",
    "6 or 7",
    "6 days left",
    "v1.2.3",
    "1,2,3",
    "12 34",
    "2026-11-30",
    "6..5",
    "1.2,3.4",
    "e5",
    "6/7",
  ])("%j is no number", (typed) => {
    expect(read(typed)).toEqual({ kind: "none" });
  });

  it("with one separator before three digits can be read two ways, the likelier first", () => {
    expect(read("1,200")).toEqual({ kind: "two-ways", values: ["1200", "1.2"] });
    expect(read("1.200")).toEqual({ kind: "two-ways", values: ["1.2", "1200"] });
    expect(read("0.200")).toEqual({ kind: "number", value: "0.2" });
  });

  it("with another unit says which word it was", () => {
    expect(read("6 h")).toEqual({ kind: "other-unit", word: "h", value: "6" });
    expect(read("€6")).toEqual({ kind: "other-unit", word: "€", value: "6" });
  });

  it("with more digits than the ledger keeps is refused, not rounded", () => {
    expect(read("1234567890123")).toEqual({ kind: "too-long" });
    expect(read("0.12345")).toEqual({ kind: "too-long" });
    expect(read("99999 亿")).toEqual({ kind: "too-long" });
  });

  it("is read as it was written, whatever the number and the style", () => {
    const number = fc.tuple(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 99 }), fc.boolean());
    fc.assert(
      fc.property(number, fc.constantFrom("de-DE", "en-GB", "de-CH", "fr-FR"), ([whole, cents, negative], style) => {
        const value = (negative ? -1 : 1) * (whole + cents / 100);
        const typed = new Intl.NumberFormat(style, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);
        expect(read(typed)).toEqual({ kind: "number", value: Object.is(value, -0) ? "0" : String(value) });
      }),
    );
  });

  it("never throws and never takes more than it says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (typed) => {
        const found = read(typed);
        if (found.kind === "number") expect(found.value).toMatch(/^-?\d+(\.\d+)?$/);
      }),
    );
  });
});

describe("separators", () => {
  it.each([
    ["1’200", "1200"],
    ["6\u00a0500", "6500"],
    ["12,345,678", "12345678"],
    ["1 234 567,5", "1234567.5"],
    ["1'234.5", "1234.5"],
    ["5.", "5"],
    ["5,", "5"],
    ["0,123", "0.123"],
    ["1234,567", "1234.567"],
    ["0123,456", "123.456"],
    ["1,2345", "1.2345"],
    ["1,23", "1.23"],
  ])("of %j make one number", (typed, value) => {
    expect(read(typed)).toEqual({ kind: "number", value });
  });

  it.each([
    "1.2.3",
    "1,,234",
    "1,234,56",
    "1,23,456",
    "1,2345,678",
    "0,123,456",
    "1234,567,890",
    "1,234.5.6",
    "1,234.",
    "1.234 5",
    "1,234'5",
    "1 2.5",
    "12,34.5",
    "1,234 567.5",
    "1 200 5",
    "1'20",
    "€ 6 days",
    "k 6 days",
  ])("of %j make none", (typed) => {
    expect(read(typed)).toEqual({ kind: "none" });
  });
});
