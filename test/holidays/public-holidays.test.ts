/** The public holidays of countries, as the library knows them. */
import { expect, test } from "vitest";
import type { IsHoliday } from "../../src/core/schedule/calendar.ts";
import { createPublicHolidays } from "../../src/holidays/public-holidays.ts";

const holidays = createPublicHolidays();

function listOf(country: string, year: number): readonly string[] {
  const isHoliday: IsHoliday | undefined = holidays(country);
  const days = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(year, 0, 1 + day)).toISOString().slice(0, 10));
  return days.filter((date) => date.startsWith(String(year)) && isHoliday?.(date));
}

test("Germany keeps its nine of the whole country, none of one state", () => {
  expect(listOf("DE", 2026)).toEqual([
    "2026-01-01",
    "2026-04-03",
    "2026-04-06",
    "2026-05-01",
    "2026-05-14",
    "2026-05-25",
    "2026-10-03",
    "2026-12-25",
    "2026-12-26",
  ]);
});

test("China keeps the whole spring festival and golden week, as announced", () => {
  const days = listOf("CN", 2026);
  expect(days.filter((date) => date.startsWith("2026-02"))).toEqual(
    ["15", "16", "17", "18", "19", "20", "21", "22", "23"].map((day) => `2026-02-${day}`),
  );
  expect(days.filter((date) => date.startsWith("2026-10"))).toEqual(
    ["01", "02", "03", "04", "05", "06", "07"].map((day) => `2026-10-${day}`),
  );
});

test("a day that stands in for one on a weekend is kept, also in the year before", () => {
  expect(listOf("US", 2027)).toContain("2027-07-05");
  expect(listOf("US", 2027)).toContain("2027-12-31");
});

test("Japan keeps the day between two holidays", () => {
  expect(listOf("JP", 2026)).toEqual(expect.arrayContaining(["2026-09-21", "2026-09-22", "2026-09-23"]));
});

test("China works on the days that make up for a holiday, and knows until when it was announced", () => {
  const china = holidays("CN");
  expect(china?.isMakeUpDay?.("2026-02-14")).toBe(true);
  expect(china?.isMakeUpDay?.("2026-02-13")).toBe(false);
  expect(china?.knownUntil).toBeGreaterThanOrEqual(2026);
  expect(holidays("DE")?.knownUntil).toBeUndefined();
});

test("a year that was not announced yet has none", () => {
  expect(listOf("CN", 2090)).toEqual([]);
});

test("a country without a calendar is told apart from a year without holidays", () => {
  expect(holidays("ZZ")).toBeUndefined();
  expect(holidays("FR")).toBeUndefined();
});

test("a country is opened once", () => {
  expect(holidays("DE")).toBe(holidays("DE"));
});
