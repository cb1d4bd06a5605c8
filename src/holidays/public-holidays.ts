/**
 * The public holidays of the countries of which a permissively licensed calendar was found: mainland China and Japan
 * (`holiday-calendar`), Germany (`feiertagejs`), the United States' federal ones (`@18f/us-federal-holidays`). Each loads when
 * a team first keeps it. For other countries a team writes its own days off.
 */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { IsHoliday } from "../core/schedule/calendar.ts";
import type { LocalDate } from "../core/time.ts";

const require = createRequire(import.meta.url);
type ListYear = (year: number) => Iterable<LocalDate>;
/** The holidays of a year, the days that make up for them, and the last year that was announced. */
type Calendar = { readonly holidays: ListYear; readonly makeUpDays?: ListYear; readonly knownUntil?: () => number };

const CALENDARS: ReadonlyMap<string, Calendar> = new Map([
  ["CN", announced("CN")],
  ["DE", { holidays: listGermany }],
  ["JP", announced("JP")],
  ["US", { holidays: listUnitedStates }],
]);

/**
 * Returns a function that finds the calendar of an ISO 3166 country, and undefined where none is known. A year whose
 * holidays are not published yet has none, and lies after `knownUntil`.
 */
export function createPublicHolidays(): (country: string) => IsHoliday | undefined {
  const countries = new Map<string, IsHoliday | undefined>();
  return (country) => {
    if (!countries.has(country)) countries.set(country, openCalendar(CALENDARS.get(country)));
    return countries.get(country);
  };
}

function openCalendar(calendar: Calendar | undefined): IsHoliday | undefined {
  if (!calendar) return undefined;
  const { holidays, makeUpDays, knownUntil } = calendar;
  return Object.assign(findIn(holidays), {
    ...(makeUpDays && { isMakeUpDay: findIn(makeUpDays) }),
    ...(knownUntil && { knownUntil: knownUntil() }),
  });
}

function findIn(listYear: ListYear): (date: LocalDate) => boolean {
  const years = new Map<string, ReadonlySet<LocalDate>>();
  return (date) => {
    const year = date.slice(0, 4);
    const days = years.get(year) ?? new Set(listYear(Number(year)));
    years.set(year, days);
    return days.has(date);
  };
}

const datasetSchema = z.object({ dates: z.array(z.object({ date: z.string(), type: z.string() })) });

/** A country whose holidays are announced year by year: China's each autumn. */
function announced(country: "CN" | "JP"): Calendar {
  return {
    holidays: (year) => readDataset(country, year, "public_holiday"),
    makeUpDays: (year) => readDataset(country, year, "transfer_workday"),
    knownUntil: () => Math.max(...listYears(country)),
  };
}

function findFolder(country: "CN" | "JP"): string {
  return join(dirname(require.resolve("holiday-calendar/package.json")), "data", country);
}

function listYears(country: "CN" | "JP"): readonly number[] {
  return readdirSync(findFolder(country)).flatMap((file) => {
    const [, year] = /^(\d{4})\.json$/.exec(file) ?? [];
    return year === undefined ? [] : [Number(year)];
  });
}

/** A year that was not published yet has none. */
function readDataset(country: "CN" | "JP", year: number, wanted: "public_holiday" | "transfer_workday"): readonly LocalDate[] {
  if (!listYears(country).includes(year)) return [];
  const { dates } = datasetSchema.parse(require(join(findFolder(country), `${year}.json`)));
  return dates.filter(({ type }) => type === wanted).map(({ date }) => date);
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
