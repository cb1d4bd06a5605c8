/**
 * Finds when a schedule comes due: the local dates on which its cadence falls, moved by days off. Each time is later than
 * the one before, and no local date has two, whatever the clocks do.
 */
import { SpeedboatError } from "../errors.ts";
import type { Instant, Zone, LocalDate, LocalTime } from "../time.ts";
import type { Schedule, Cadence, Nth, Weekday } from "./cadence.ts";
import {
  type EpochDay,
  toEpochDay,
  toLocalDate,
  type DayParts,
  daysInMonth,
  partsOf,
  weekdayOf,
  type IsHoliday,
  moveToWorkingDay,
  workingDayBefore,
} from "./calendar.ts";
import { parseCron } from "./cron.ts";
import { dateOfSlot, resolveSlot, type Slot, slotOf, toLocal } from "./local-time.ts";

/** One date and hour at which a schedule comes due. */
export type Occurrence = {
  /** The team's local date and hour, after days off moved it. No two rounds of a team have the same one. */
  readonly slot: Slot;
  /** The instant of the slot in the team's zone. */
  readonly at: Instant;
};

/** After which instant, and after which used slot, to look for an occurrence. */
export type OccurrenceQuery = {
  /** Only occurrences later than this instant are looked for. */
  readonly after: Instant;
  /** The newest slot that was opened or missed. Its date never comes again, even when hour or zone change. */
  readonly lastSlot?: Slot | undefined;
  readonly isHoliday?: IsHoliday | undefined;
};

/** The rarest date there is comes after eight years: a 29 February across 2100. */
const HORIZON_DAYS = 9 * 366;

/**
 * Returns the next occurrence, moved to the next working day where it falls on a day off; two that fall on one day
 * are one. Throws `schedule-invalid` for a schedule that never comes due.
 */
export function nextOccurrence(schedule: Schedule, { after, lastSlot, isHoliday }: OccurrenceQuery): Occurrence {
  const rule = readCadence(schedule);
  const today = toEpochDay(toLocal(after, schedule.zone).date);
  const firstDay = lastSlot === undefined ? today : Math.max(today, toEpochDay(dateOfSlot(lastSlot)) + 1);
  // What fell on days off just before may have been moved to the first day.
  let day: EpochDay = workingDayBefore(firstDay, schedule, isHoliday) + 1;
  for (const end = firstDay + HORIZON_DAYS; day < end; day++) {
    if (!rule.fallsOn(day)) continue;
    const moved = moveToWorkingDay(day, schedule, isHoliday);
    if (moved < firstDay) continue;
    const slot = slotOf(toLocalDate(moved), rule.time);
    const at = resolveSlot(slot, schedule.zone);
    if (at > after) return { slot, at };
  }
  throw new SpeedboatError("schedule-invalid", { field: "cadence", fault: "cron-never" });
}

/** Returns the next `count` occurrences in order of time. Throws `schedule-invalid` for a schedule that never comes due. */
export function listOccurrences(schedule: Schedule, query: OccurrenceQuery, count: number): readonly Occurrence[] {
  const found: Occurrence[] = [];
  let next = query;
  while (found.length < count) {
    const occurrence = nextOccurrence(schedule, next);
    found.push(occurrence);
    next = { ...query, after: occurrence.at, lastSlot: occurrence.slot };
  }
  return found;
}

/** Returns when the team's hour comes next after `after`, on any day and by the team's clock. */
export function nextDailyHour(schedule: Schedule, after: Instant): Instant {
  const { time } = readCadence(schedule);
  for (let day = toEpochDay(toLocal(after, schedule.zone).date); ; day++) {
    const at = resolveSlot(slotOf(toLocalDate(day), time), schedule.zone);
    if (at > after) return at;
  }
}

/** Returns the zone whose hours count for a member: their own, or the team's where it chose one zone or theirs is unknown. */
export function zoneOfMember(schedule: Pick<Schedule, "zone" | "oneZone">, memberZone: Zone | undefined): Zone {
  return schedule.oneZone ? schedule.zone : (memberZone ?? schedule.zone);
}

/** Returns the instant at which the slot's date and hour come in this zone. */
export function memberDueAt(slot: Slot, zone: Zone): Instant {
  return resolveSlot(slot, zone);
}

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
