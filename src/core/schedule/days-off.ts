/** Which local dates a team works: its weekdays, its own days off, and public holidays that the caller looks up. */
import type { LocalDate } from "../time.ts";
import type { Schedule } from "./cadence.ts";
import { type EpochDay, toLocalDate, weekdayOf } from "./calendar.ts";

/** Tells whether a local date is a public holiday of the team's country. The calendars of countries are outside the core. */
export type IsHoliday = (date: LocalDate) => boolean;

/** The team's working weekdays and its own days off. */
export type WorkWeek = Pick<Schedule, "workingDays" | "holidays">;

/** More days off in a row than this count as a mistake in the list of holidays. */
const MAX_DAYS_OFF_IN_A_ROW = 400;

/** Tells whether the team works on this day: it is a working weekday, not one of its own days off, and no public holiday. */
export function isWorkingDay(day: EpochDay, week: WorkWeek, isHoliday?: IsHoliday): boolean {
  if (!week.workingDays.includes(weekdayOf(day))) return false;
  const date = toLocalDate(day);
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
