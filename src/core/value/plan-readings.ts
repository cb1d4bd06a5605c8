/** Plans when a KPI's reader is asked for the next number. */
import { daysInMonth, partsOf, toEpochDay, toLocalDate } from "../schedule/calendar.ts";
import type { LocalDate } from "../time.ts";
import { type Kpi, listCurrentReadings, type Reading, type ReadingRhythm } from "./kpi.ts";

const MONTHS: Readonly<Record<Exclude<ReadingRhythm, "weekly">, number>> = { monthly: 1, quarterly: 3 };

/**
 * Returns the day on which the KPI is next read: one period after its last number, or after its baseline, or after
 * `addedOn` where there is neither. Months keep the day of the month and end at their last day. Returns undefined for a
 * retired KPI and for one without a reader.
 */
export function nextReadingOn(kpi: Kpi, readings: readonly Reading[], addedOn: LocalDate): LocalDate | undefined {
  if (kpi.retiredAt !== undefined || kpi.readerId === undefined) return undefined;
  const from = listCurrentReadings(readings).at(-1)?.on ?? kpi.baseline?.on ?? addedOn;
  return addPeriod(from, kpi.rhythm);
}

/** Returns the day one period later. */
export function addPeriod(from: LocalDate, rhythm: ReadingRhythm): LocalDate {
  const day = toEpochDay(from);
  if (rhythm === "weekly") return toLocalDate(day + 7);
  const { year, month, dayOfMonth } = partsOf(day);
  const months = year * 12 + (month - 1) + MONTHS[rhythm];
  const then = { year: Math.floor(months / 12), month: (months % 12) + 1 };
  const date = Math.min(dayOfMonth, daysInMonth(then));
  return `${String(then.year).padStart(4, "0")}-${String(then.month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}
