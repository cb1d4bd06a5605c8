/** A schedule in words, for every screen that says when a team is asked. */
import type { Schedule } from "../../../core/schedule/cadence.ts";
import { toEpochDay, weekdayOf } from "../../../core/schedule/calendar.ts";
import { toLocal } from "../../../core/schedule/local-time.ts";
import type { Instant, LocalDate, Zone } from "../../../core/time.ts";
import { type Run, toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";

/** Returns the cadence and the team's hour in words, such as "every Monday at 09:00". */
export function sayCadence(voice: Voice, schedule: Pick<Schedule, "cadence" | "time">): string {
  return toPlain(runCadence(voice, schedule));
}

/** Returns the same as `sayCadence`, as runs with emphasis. */
export function runCadence(voice: Voice, { cadence, time }: Pick<Schedule, "cadence" | "time">): readonly Run[] {
  if (cadence.every === "cron") return voice.runs("schedule.cadence.cron", { expression: cadence.expression });
  const weekday = voice.say(`words.weekday.${cadence.weekday}`);
  if ("nth" in cadence) {
    return voice.runs(`schedule.cadence.${cadence.every}`, { weekday, time, nth: voice.say(`words.nth.${cadence.nth}`) });
  }
  return voice.runs(`schedule.cadence.${cadence.every}`, { weekday, time });
}

/** Returns a moment by a clock in the zone, such as "Monday, 30 Nov 2026, 09:00 (UTC+1)". */
export function sayMoment(voice: Voice, at: Instant, zone: Zone): string {
  const { date, time } = toLocal(at, zone);
  const offset = voice.offset(at, zone);
  return voice.say("schedule.when-zoned", { weekday: sayWeekday(voice, date), date: voice.localDate(date), time, offset });
}

/** Returns the same without the zone, for a list whose title names it. */
export function sayMomentIn(voice: Voice, at: Instant, zone: Zone): string {
  const { date, time } = toLocal(at, zone);
  return voice.say("schedule.when", { weekday: sayWeekday(voice, date), date: voice.localDate(date), time });
}

/** Returns a day by a calendar in the zone, such as "Monday, 30 Nov 2026". */
export function sayDay(voice: Voice, at: Instant, zone: Zone): string {
  const { date } = toLocal(at, zone);
  return voice.say("schedule.day", { weekday: sayWeekday(voice, date), date: voice.localDate(date) });
}

function sayWeekday(voice: Voice, date: LocalDate): string {
  return voice.say(`words.weekday.${weekdayOf(toEpochDay(date))}`);
}

/** Returns a length in hours in words. Two whole days or more are told in days. */
export function sayWindow(voice: Voice, hours: number): string {
  if (hours % 24 === 0 && hours > 24) return voice.say("schedule.window-days", { days: hours / 24 });
  return voice.say("schedule.window", { hours });
}
