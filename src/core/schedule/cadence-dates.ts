/** On which local dates a cadence falls, before days off move it. Knows no zone and no hour beyond the nominal one. */
import { SpeedboatError } from "../errors.ts";
import type { LocalDate, LocalTime } from "../time.ts";
import type { Cadence, Nth, Schedule, Weekday } from "./cadence.ts";
import { type DayParts, daysInMonth, type EpochDay, partsOf, toEpochDay, weekdayOf } from "./calendar.ts";
import { parseCron } from "./cron.ts";

/** The team's hour, and whether a cadence falls on a given day. */
export type CadenceRule = { readonly time: LocalTime; readonly fallsOn: (day: EpochDay) => boolean };

/**
 * Returns the rule of a schedule's cadence, before days off move it. Throws `schedule-invalid` for a cron expression
 * that `validateSchedule` would have refused.
 */
export function readCadence({ cadence, anchor, time }: Pick<Schedule, "cadence" | "anchor" | "time">): CadenceRule {
  switch (cadence.every) {
    case "week":
      return { time, fallsOn: (day) => weekdayOf(day) === cadence.weekday };
    case "two-weeks":
      return { time, fallsOn: everyTwoWeeks(cadence.weekday, anchor) };
    case "month":
      return { time, fallsOn: (day) => isNthWeekday(partsOf(day), cadence) };
    case "quarter":
      return { time, fallsOn: everyQuarter(cadence, anchor) };
    case "cron":
      return readCron(cadence.expression);
    default:
      return cadence satisfies never;
  }
}

/** Counted in days from the first such weekday on or after the anchor: clock changes and year ends do not matter. */
function everyTwoWeeks(weekday: Weekday, anchor: LocalDate): (day: EpochDay) => boolean {
  const from = toEpochDay(anchor);
  const first = from + ((weekday - weekdayOf(from) + 7) % 7);
  return (day) => (day - first) % 14 === 0;
}

/** In the anchor's month and each third month from there. */
function everyQuarter(rule: { readonly nth: Nth; readonly weekday: Weekday }, anchor: LocalDate): (day: EpochDay) => boolean {
  const anchorMonth = partsOf(toEpochDay(anchor)).month;
  return (day) => {
    const parts = partsOf(day);
    return (parts.month - anchorMonth) % 3 === 0 && isNthWeekday(parts, rule);
  };
}

function isNthWeekday(parts: DayParts, { nth, weekday }: { readonly nth: Nth; readonly weekday: Weekday }): boolean {
  if (parts.weekday !== weekday) return false;
  if (nth === -1) return parts.dayOfMonth + 7 > daysInMonth(parts);
  return Math.ceil(parts.dayOfMonth / 7) === nth;
}

function readCron(expression: Extract<Cadence, { every: "cron" }>["expression"]): CadenceRule {
  const plan = parseCron(expression);
  if (typeof plan === "string") throw new SpeedboatError("schedule-invalid", { field: "cadence", fault: plan });
  return { time: plan.time, fallsOn: (day) => plan.fallsOn(partsOf(day)) };
}
