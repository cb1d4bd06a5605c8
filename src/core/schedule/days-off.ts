/** Which local dates a team works: its weekdays, its own days off, and public holidays that the caller looks up. */
import type { LocalDate } from "../time.ts";
import type { Schedule } from "./cadence.ts";
import { type EpochDay, toLocalDate, weekdayOf } from "./calendar.ts";

/** Whether a local date is a public holiday of the team's country. The calendar of countries stays outside the core. */
export type IsHoliday = (date: LocalDate) => boolean;

export type WorkWeek = Pick<Schedule, "workingDays" | "holidays">;

/** More days off in a row than this are read as a mistake in the list of holidays. */
const MAX_DAYS_OFF_IN_A_ROW = 400;

export function isWorkingDay(day: EpochDay, week: WorkWeek, isHoliday?: IsHoliday): boolean {
  if (!week.workingDays.includes(weekdayOf(day))) return false;
  const date = toLocalDate(day);
  return !week.holidays.includes(date) && !isHoliday?.(date);
}

/** The day itself when it is worked, else the next that is; the day itself also when none follows within 400 days. */
export function moveToWorkingDay(day: EpochDay, week: WorkWeek, isHoliday?: IsHoliday): EpochDay {
  for (let later = day; later < day + MAX_DAYS_OFF_IN_A_ROW; later++) {
    if (isWorkingDay(later, week, isHoliday)) return later;
  }
  return day;
}

/** The last working day before this one: what falls on it or earlier never moves to this day or later. */
export function workingDayBefore(day: EpochDay, week: WorkWeek, isHoliday?: IsHoliday): EpochDay {
  for (let earlier = day - 1; earlier > day - MAX_DAYS_OFF_IN_A_ROW; earlier--) {
    if (isWorkingDay(earlier, week, isHoliday)) return earlier;
  }
  return day - 1;
}
