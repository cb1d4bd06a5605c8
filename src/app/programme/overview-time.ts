/** Decides when a programme lead gets the month's overview: on its first working day, at their team's hour on their own clock. */
import { endOfAllowed, hoursForReminders, nextAllowedInstant } from "../../core/schedule/allowed-hours.ts";
import { type Schedule, NEW_SCHEDULE } from "../../core/schedule/cadence.ts";
import { toEpochDay, toLocalDate, moveToWorkingDay } from "../../core/schedule/calendar.ts";
import { resolveSlot, slotOf, toLocal, zoneOf } from "../../core/schedule/local-time.ts";
import { readCadence, zoneOfMember } from "../../core/schedule/occurrences.ts";
import type { Person } from "../../core/team.ts";
import { DAY_MS, type Instant, type LocalDate, type Zone } from "../../core/time.ts";
import { type Work, listTeamsOf } from "../call.ts";
import { holidaysOf } from "../schedule/team-holidays.ts";

/** In milliseconds: an overview that is delayed for longer than this is skipped for the month. */
export const OVERVIEW_WINDOW_MS = 7 * DAY_MS;

/** The working days and the time zone that an overview is scheduled by. */
export type Calendar = { readonly schedule: Schedule; readonly zone: Zone };

/**
 * Returns the calendar of the first team that the person belongs to, or Monday to Friday at nine in their own zone if
 * they belong to none.
 */
export async function calendarOf(work: Work, person: Person): Promise<Calendar> {
  const [team] = await listTeamsOf(work, person.id);
  if (!team) return { schedule: NEW_SCHEDULE, zone: zoneOf(person) };
  return { schedule: team.schedule, zone: zoneOfMember(team.schedule, zoneOf(person, team)) };
}

/** Returns the date at that instant in the calendar's zone. */
export function dateOf(at: Instant, { zone }: Calendar): LocalDate {
  return toLocal(at, zone).date;
}

/** Returns the month (`YYYY-MM`) at that instant in the calendar's zone. */
export function monthOf(at: Instant, { zone }: Calendar): string {
  return toLocal(at, zone).date.slice(0, 7);
}

/**
 * Returns when the overview of the month (`YYYY-MM`) is due: the team's hour on the first working day, in the calendar's
 * zone.
 */
export function overviewDueAt(work: Pick<Work, "world">, calendar: Calendar, month: string): Instant {
  return workingInstant(work, calendar, `${month}-01`);
}

/** Returns when the overview is due in the month after this one (`YYYY-MM`). */
export function nextMonthsDueAt(work: Pick<Work, "world">, calendar: Calendar, month: string): Instant {
  const inNextMonth = toLocalDate(toEpochDay(`${month}-01`) + 31);
  return overviewDueAt(work, calendar, inNextMonth.slice(0, 7));
}

/** Returns now if reminders may be sent at this hour, otherwise the next instant at which they may. */
export function nextAllowedAt({ world, now }: Pick<Work, "world" | "now">, { schedule, zone }: Calendar): Instant {
  return nextAllowedInstant(now, zone, hoursForReminders(schedule, holidaysOf(world, schedule))) ?? now;
}

/** Returns the instant until which a message sent now may be delayed and still arrive in working hours. */
export function endOfAllowedAt({ world, now }: Pick<Work, "world" | "now">, { schedule, zone }: Calendar): Instant {
  return endOfAllowed(now, zone, hoursForReminders(schedule, holidaysOf(world, schedule)));
}

/** Returns the team's hour on the next working day. */
export function nextTryAt(work: Work, calendar: Calendar): Instant {
  const today = toLocal(work.now, calendar.zone).date;
  return workingInstant(work, calendar, toLocalDate(toEpochDay(today) + 1));
}

function workingInstant({ world }: Pick<Work, "world">, { schedule, zone }: Calendar, date: LocalDate): Instant {
  const isHoliday = holidaysOf(world, schedule);
  const day = toLocalDate(moveToWorkingDay(toEpochDay(date), schedule, isHoliday));
  const at = resolveSlot(slotOf(day, readCadence(schedule).time), zone);
  return nextAllowedInstant(at, zone, hoursForReminders(schedule, isHoliday)) ?? at;
}
