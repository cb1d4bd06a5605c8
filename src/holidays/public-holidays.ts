/**
 * The public holidays of the countries of which a permissively licensed calendar was found: mainland China and Japan
 * (`holiday-calendar`), Germany (`feiertagejs`), the United States' federal ones (`@18f/us-federal-holidays`). Each loads when
 * a team first keeps it. For other countries a team writes its own days off.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { IsHoliday } from "../core/schedule/calendar.ts";
import type { LocalDate } from "../core/time.ts";

const require = createRequire(import.meta.url);
type ListYear = (year: number) => Iterable<LocalDate>;

const CALENDARS: ReadonlyMap<string, ListYear> = new Map([
  ["CN", (year: number) => readDataset("CN", year)],
  ["DE", listGermany],
  ["JP", (year: number) => readDataset("JP", year)],
  ["US", listUnitedStates],
]);

/**
 * Returns a function that finds the calendar of an ISO 3166 country, and undefined where none is known. A year whose
 * holidays are not published yet has none.
 */
export function createPublicHolidays(): (country: string) => IsHoliday | undefined {
  const countries = new Map<string, IsHoliday | undefined>();
  return (country) => {
    if (!countries.has(country)) countries.set(country, openCalendar(CALENDARS.get(country)));
    return countries.get(country);
  };
}

function openCalendar(listYear: ListYear | undefined): IsHoliday | undefined {
  if (!listYear) return undefined;
  const years = new Map<string, ReadonlySet<LocalDate>>();
  return (date) => {
    const year = date.slice(0, 4);
    const days = years.get(year) ?? new Set(listYear(Number(year)));
    years.set(year, days);
    return days.has(date);
  };
}

const datasetSchema = z.object({ dates: z.array(z.object({ date: z.string(), type: z.string() })) });

/** A year that was not published yet has none: China's are announced each autumn. */
function readDataset(country: "CN" | "JP", year: number): readonly LocalDate[] {
  const folder = dirname(require.resolve("holiday-calendar/package.json"));
  try {
    const { dates } = datasetSchema.parse(require(join(folder, "data", country, `${year}.json`)));
    return dates.filter(({ type }) => type === "public_holiday").map(({ date }) => date);
  } catch {
    return [];
  }
}

const datedSchema = z.array(z.object({ dateString: z.string() }));

/** Returns the holidays that the whole country has. */
function listGermany(year: number): readonly LocalDate[] {
  const { getHolidays } = require("feiertagejs");
  return datedSchema.parse(getHolidays(String(year), "BUND")).map(({ dateString }) => dateString);
}

/** With the weekdays that stand in for a weekend's; New Year's may be kept in the December before. */
function listUnitedStates(year: number): readonly LocalDate[] {
  const { allForYear } = require("@18f/us-federal-holidays");
  return [year, year + 1].flatMap((of) => datedSchema.parse(allForYear(of)).map(({ dateString }) => toIso(dateString)));
}

/** `2027-7-5` as `2027-07-05`. */
function toIso(date: string): LocalDate {
  return date
    .split("-")
    .map((part) => part.padStart(2, "0"))
    .join("-");
}
