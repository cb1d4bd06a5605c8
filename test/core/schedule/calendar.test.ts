import { describe, expect, it } from "vitest";
import { daysInMonth, isLocalDate, partsOf, toEpochDay, weekdayOf } from "../../../src/core/schedule/calendar.ts";

describe("a local date", () => {
  it.each(["2026-11-23", "2028-02-29", "1969-12-31"])("is %s", (text) => {
    expect(isLocalDate(text)).toBe(true);
  });

  it.each(["", "2026-02-29", "2026-13-01", "2026-1-5", "2026-11-23T09:00", " 2026-11-23", "-000001-01", "12026-11-23"])(
    "is not %j",
    (text) => {
      expect(isLocalDate(text)).toBe(false);
    },
  );

  it("is counted from the first day of 1970, a Thursday, in both directions", () => {
    expect(toEpochDay("1970-01-02")).toBe(1);
    expect(weekdayOf(0)).toBe(4);
    expect(weekdayOf(toEpochDay("1969-12-28"))).toBe(7);
    expect(partsOf(toEpochDay("2026-11-23"))).toEqual({ day: 20_780, year: 2026, month: 11, dayOfMonth: 23, weekday: 1 });
  });

  it("has a month as long as the calendar says", () => {
    expect(daysInMonth({ year: 2026, month: 2 })).toBe(28);
    expect(daysInMonth({ year: 2028, month: 2 })).toBe(29);
    expect(daysInMonth({ year: 2026, month: 12 })).toBe(31);
  });
});
