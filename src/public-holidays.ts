/** The public holidays of countries, from `date-holidays`; loaded when a team first keeps a country's, since it is large. */
import { createRequire } from "node:module";
import type Holidays from "date-holidays";
import type { HolidaysTypes } from "date-holidays";
import type { IsHoliday } from "./core/schedule/days-off.ts";
import { DAY_MS, HOUR_MS } from "./core/time.ts";

const load = createRequire(import.meta.url);

/** The library's own words where a day is free for some alone, as China's Children's Day is. */
const FOR_SOME = /\b(?:children|youth|women|military|persons|muslim|orthodox)\b/i;

/**
 * Looks up an ISO 3166 country; undefined where nothing is known of it. Whole public holidays of the whole country alone,
 * with the days that stand in for one on a weekend: no half days, none of a region, a bank, a school or for some people alone.
 */
export function createPublicHolidays(): (country: string) => IsHoliday | undefined {
  const countries = new Map<string, IsHoliday | undefined>();
  return (country) => {
    if (!countries.has(country)) countries.set(country, openCountry(country));
    return countries.get(country);
  };
}

function openCountry(country: string): IsHoliday | undefined {
  const Library: typeof Holidays = load("date-holidays");
  const calendar = new Library({ country }, { types: ["public"] });
  if (!Object.hasOwn(calendar.getCountries(), country)) return undefined;
  const years = new Map<string, ReadonlySet<string>>();
  return (date) => {
    const year = date.slice(0, 4);
    const days = years.get(year) ?? new Set(calendar.getHolidays(year).flatMap(listDays));
    years.set(year, days);
    return days.has(date);
  };
}

/** Local dates of the country; a holiday of several days is written as its first day and its length. */
function listDays({ date, start, end, note = "" }: HolidaysTypes.Holiday & { readonly note?: string }): readonly string[] {
  const [first = "", clock] = date.split(" ");
  if (clock !== "00:00:00" || FOR_SOME.test(note)) return [];
  // An hour more, since a day on which clocks go forward is that much shorter.
  const days = Math.floor((end.getTime() - start.getTime() + HOUR_MS) / DAY_MS);
  return Array.from({ length: days }, (_, day) => new Date(Date.parse(first) + day * DAY_MS).toISOString().slice(0, 10));
}
