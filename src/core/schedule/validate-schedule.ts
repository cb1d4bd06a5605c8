/** What is wrong with a schedule, field by field, as codes for the form. A schedule without faults always comes due again. */
import { isQuiet } from "./allowed-hours.ts";
import type { Cadence, Schedule } from "./cadence.ts";
import { isLocalDate } from "./calendar.ts";
import { parseCron } from "./cron.ts";
import { isLocalTime, parseZone } from "./local-time.ts";

/** The shortest and the longest window in hours. */
export const WINDOW_HOURS = { min: 4, max: 336 } as const;

type ScheduleFaultCode =
  | "cron-malformed"
  | "cron-more-than-daily"
  | "cron-never"
  | "weekday-unknown"
  | "nth-unknown"
  | "time-malformed"
  | "zone-unknown"
  | "window-out-of-range"
  | "no-working-day"
  | "date-malformed"
  | "country-malformed"
  | "quiet-hours-malformed"
  | "quiet-hours-whole-day"
  | "hour-in-quiet-hours";

/** One fault of a schedule, with the field to mark and the value that was refused. */
export type ScheduleFault = { readonly field: keyof Schedule; readonly code: ScheduleFaultCode; readonly value?: string };

/** Returns at most one fault per field, in the order of the form, and an empty list for a schedule that can be used. */
export function validateSchedule(schedule: Schedule): readonly ScheduleFault[] {
  const faults = [
    checkCadence(schedule.cadence),
    isLocalTime(schedule.time) ? undefined : fault("time", "time-malformed", schedule.time),
    parseZone(schedule.zone) ? undefined : fault("zone", "zone-unknown", schedule.zone),
    checkWindow(schedule.windowHours),
    checkWorkingDays(schedule.workingDays),
    checkDates("holidays", schedule.holidays),
    checkCountry(schedule.holidayCountry),
    checkQuietHours(schedule),
    checkDates("anchor", [schedule.anchor]),
  ];
  return faults.filter((found) => found !== undefined);
}

function fault(field: keyof Schedule, code: ScheduleFaultCode, value?: string): ScheduleFault {
  return { field, code, ...(value !== undefined && { value }) };
}

function checkCadence(cadence: Cadence): ScheduleFault | undefined {
  if (cadence.every === "cron") {
    const plan = parseCron(cadence.expression);
    return typeof plan === "string" ? fault("cadence", plan, cadence.expression) : undefined;
  }
  if (!isWeekday(cadence.weekday)) return fault("cadence", "weekday-unknown", String(cadence.weekday));
  if (!("nth" in cadence) || [1, 2, 3, 4, -1].includes(cadence.nth)) return undefined;
  return fault("cadence", "nth-unknown", String(cadence.nth));
}

function isWeekday(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 7;
}

function checkWindow(hours: number): ScheduleFault | undefined {
  if (Number.isFinite(hours) && hours >= WINDOW_HOURS.min && hours <= WINDOW_HOURS.max) return undefined;
  return fault("windowHours", "window-out-of-range", String(hours));
}

function checkWorkingDays(days: readonly number[]): ScheduleFault | undefined {
  if (days.length === 0) return fault("workingDays", "no-working-day");
  const unknown = days.find((day) => !isWeekday(day));
  return unknown === undefined ? undefined : fault("workingDays", "weekday-unknown", String(unknown));
}

function checkDates(field: "holidays" | "anchor", dates: readonly string[]): ScheduleFault | undefined {
  const wrong = dates.find((date) => !isLocalDate(date));
  return wrong === undefined ? undefined : fault(field, "date-malformed", wrong);
}

function checkCountry(country: string | undefined): ScheduleFault | undefined {
  if (country === undefined || /^[A-Z]{2}$/.test(country)) return undefined;
  return fault("holidayCountry", "country-malformed", country);
}

/** The team's own hour may not lie in its quiet hours: nothing would ever come at that hour. */
function checkQuietHours({ quietHours, cadence, time }: Schedule): ScheduleFault | undefined {
  if (!quietHours) return undefined;
  const { from, to } = quietHours;
  if (!isLocalTime(from) || !isLocalTime(to)) return fault("quietHours", "quiet-hours-malformed", `${from}–${to}`);
  if (from === to) return fault("quietHours", "quiet-hours-whole-day", from);
  const hour = hourOf(cadence, time);
  if (hour === undefined) return undefined;
  return isQuiet(hour, quietHours) ? fault("quietHours", "hour-in-quiet-hours", hour) : undefined;
}

function hourOf(cadence: Cadence, time: string): string | undefined {
  if (cadence.every !== "cron") return isLocalTime(time) ? time : undefined;
  const plan = parseCron(cadence.expression);
  return typeof plan === "string" ? undefined : plan.time;
}
