/** When a team of the plan asks, read from its schedule alone. */
import type { SchedulePlan } from "../plan.ts";
import { addDays, dayOfMonth, daysBetween, instantOf, type Wall, wallAt, weekdayOf } from "../wall-clock.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Reminders, nudges, digests and what comes late keep to these where the team named no quiet hours. */
const WORKING_HOURS = { from: "09:00", to: "18:00" };

/** One occurrence of the team's cadence, on the local date to which days off moved it. */
export type Slot = Wall;
/** One member's place in it. `until`: the end of the window, at the latest the member's next turn. */
export type Turn = { readonly slot: Slot; readonly at: number; readonly until: number; readonly teamAt: number };

function isWorkingDay({ workingDays, holidays }: SchedulePlan, date: string): boolean {
  return workingDays.includes(weekdayOf(date)) && !holidays.includes(date);
}

function fallsOn({ cadence }: SchedulePlan, date: string, anchor: string): boolean {
  switch (cadence.every) {
    case "week":
      return weekdayOf(date) === cadence.weekday;
    case "two-weeks": {
      const first = addDays(anchor, (cadence.weekday - weekdayOf(anchor) + 7) % 7);
      return daysBetween(first, date) % 14 === 0;
    }
    case "month":
      return weekdayOf(date) === cadence.weekday && dayOfMonth(date) <= 7;
    case "cron":
      return cadence.days.includes(dayOfMonth(date));
    default:
      return cadence satisfies never;
  }
}

export type Span = { readonly from: number; readonly to: number; readonly anchor: string };

/** One a local date, in order. */
export function listSlots(schedule: SchedulePlan, { from, to, anchor }: Span): readonly Slot[] {
  const dates = new Set<string>();
  const last = wallAt(to, schedule.zone).date;
  for (let date = addDays(wallAt(from, schedule.zone).date, -40); date <= last; date = addDays(date, 1)) {
    if (!fallsOn(schedule, date, anchor)) continue;
    let moved = date;
    while (!isWorkingDay(schedule, moved)) moved = addDays(moved, 1);
    dates.add(moved);
  }
  return [...dates].sort().map((date) => ({ date, time: schedule.time }));
}

export function zoneFor(schedule: SchedulePlan, own: string): string {
  return schedule.oneZone ? schedule.zone : own;
}

export function listTurns(schedule: SchedulePlan, slots: readonly Slot[], zone: string): readonly Turn[] {
  return slots.slice(0, -1).map((slot, index) => {
    const at = instantOf(slot, zone);
    const next = slots[index + 1] ?? slot;
    const until = Math.min(at + schedule.windowHours * HOUR_MS, instantOf(next, zone));
    return { slot, at, until, teamAt: instantOf(slot, schedule.zone) };
  });
}

export type Hours = "own" | "reminders" | "digest";

/** Whether something may come now. `own`: at the hour that the team chose itself, where its quiet hours alone count. */
export function isAllowed(schedule: SchedulePlan, { at, zone, hours }: { at: number; zone: string; hours: Hours }): boolean {
  const { date, time } = wallAt(at, zone);
  if (!isWorkingDay(schedule, date)) return false;
  const { quiet } = schedule;
  if (hours !== "digest" && quiet) return time >= quiet.to && time < quiet.from;
  return hours === "own" || (time >= WORKING_HOURS.from && time < WORKING_HOURS.to);
}

/** The first allowed minute from `at` on, within four weeks. */
export function firstAllowed(schedule: SchedulePlan, about: { at: number; zone: string; hours: Hours }): number | undefined {
  if (isAllowed(schedule, about)) return about.at;
  const step = HOUR_MS / 4;
  for (let at = Math.ceil(about.at / step) * step; at < about.at + 28 * DAY_MS; at += step) {
    if (isAllowed(schedule, { ...about, at })) return at;
  }
  return undefined;
}
