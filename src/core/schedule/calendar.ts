/**
 * Local dates as whole days since 1970-01-01, so that walking a calendar is plain arithmetic without zones; and which of
 * them a team works: its weekdays, its own days off, and public holidays that the caller looks up.
 */
import { DAY_MS, type LocalDate } from "../time.ts";
import type { Weekday, Schedule } from "./cadence.ts";

/** A local date as the number of days since 1970-01-01 in the proleptic Gregorian calendar. */
export type EpochDay = number;

/** A day with its parts worked out. */
export type DayParts = {
  readonly day: EpochDay;
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly dayOfMonth: number;
  readonly weekday: Weekday;
};

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const satisfies readonly Weekday[];

/** Returns the date as a day number. Expects a date that `isLocalDate` accepts, and gives NaN for text that is no date. */
export function toEpochDay(date: LocalDate): EpochDay {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** Returns the day as `YYYY-MM-DD`. */
export function toLocalDate(day: EpochDay): LocalDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Returns the ISO weekday of the day, also of days before 1970. */
export function weekdayOf(day: EpochDay): Weekday {
  // 1970-01-01 was a Thursday.
  return WEEKDAYS[(((day + 3) % 7) + 7) % 7] ?? 1;
}

/** Returns year, month, day of the month and weekday of a day. */
export function partsOf(day: EpochDay): DayParts {
  const date = new Date(day * DAY_MS);
  return {
    day,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    dayOfMonth: date.getUTCDate(),
    weekday: weekdayOf(day),
  };
}

/** Returns how many days the month has; `month` is 1 to 12. */
export function daysInMonth({ year, month }: Pick<DayParts, "year" | "month">): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Tells whether the text is a date that exists, as `YYYY-MM-DD`. It refuses `2026-02-30`. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = toEpochDay(text);
  return Number.isFinite(day) && toLocalDate(day) === text;
}

/** Tells whether a local date is a public holiday of the team's country. The calendars of countries are outside the core. */
export type IsHoliday = ((date: LocalDate) => boolean) & {
  /** Tells whether the country works on this day of a weekend, to make up for a holiday. Without it, it never does. */
  readonly isMakeUpDay?: (date: LocalDate) => boolean;
  /** The last year that was announced; undefined where every year is known by rule. */
  readonly knownUntil?: number;
};

/** The team's working weekdays and its own days off. */
export type WorkWeek = Pick<Schedule, "workingDays" | "holidays">;

/** More days off in a row than this count as a mistake in the list of holidays. */
const MAX_DAYS_OFF_IN_A_ROW = 400;

/**
 * Tells whether the team works on this day: it is a working weekday, or its country makes up for a holiday on it, and it is
 * neither one of the team's own days off nor a public holiday.
 */
export function isWorkingDay(day: EpochDay, week: WorkWeek, isHoliday?: IsHoliday): boolean {
  const date = toLocalDate(day);
  if (!week.workingDays.includes(weekdayOf(day)) && isHoliday?.isMakeUpDay?.(date) !== true) return false;
  return !week.holidays.includes(date) && !isHoliday?.(date);
}

/**
 * Returns the day when it is worked, or else the next one that is. Returns the day itself when no working day follows
 * within 400 days.
 */
export function moveToWorkingDay(day: EpochDay, week: WorkWeek, isHoliday?: IsHoliday): EpochDay {
  for (let later = day; later < day + MAX_DAYS_OFF_IN_A_ROW; later++) {
    if (isWorkingDay(later, week, isHoliday)) return later;
  }
  return day;
}

/**
 * Returns the last working day before this one, so that nothing due on it or earlier moves to this day or later.
 * Returns the day before when there is none within 400 days.
 */
export function workingDayBefore(day: EpochDay, week: WorkWeek, isHoliday?: IsHoliday): EpochDay {
  for (let earlier = day - 1; earlier > day - MAX_DAYS_OFF_IN_A_ROW; earlier--) {
    if (isWorkingDay(earlier, week, isHoliday)) return earlier;
  }
  return day - 1;
}
