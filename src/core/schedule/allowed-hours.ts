/** When something unsolicited may be sent: on working days, outside quiet hours, by the reader's clock. */
import type { Instant, LocalTime, Zone } from "../time.ts";
import type { Schedule } from "./cadence.ts";
import { toEpochDay, toLocalDate, type IsHoliday, isWorkingDay, type WorkWeek } from "./calendar.ts";
import { resolveSlot, resolveSlotLast, slotOf, toLocal } from "./local-time.ts";

/** A daily stretch `[from, to)` in the reader's local time, in which nothing unsolicited is sent. It may pass midnight. */
export type QuietHours = NonNullable<Schedule["quietHours"]>;

/** The working days, holidays and quiet hours that decide when a message may be sent. */
export type AllowedHours = WorkWeek & {
  readonly quietHours?: QuietHours | undefined;
  readonly isHoliday?: IsHoliday | undefined;
};

/** Outside a team's working hours, 09:00 to 18:00. */
const OUTSIDE_WORKING_HOURS: QuietHours = { from: "18:00", to: "09:00" };

const MAX_MOVES = 1000;

/**
 * Returns the hours in which a check-in may come at the hour that the team chose: on working days, outside quiet
 * hours where the team set some.
 */
export function hoursForCheckIn(schedule: Schedule, isHoliday?: IsHoliday): AllowedHours {
  return { ...pickWeek(schedule), quietHours: schedule.quietHours, isHoliday };
}

/**
 * Returns the hours for messages that the bot times itself, such as reminders and nudges: outside the team's quiet
 * hours, or from 09:00 to 18:00 where it set none.
 */
export function hoursForReminders(schedule: Schedule, isHoliday?: IsHoliday): AllowedHours {
  return { ...pickWeek(schedule), quietHours: schedule.quietHours ?? OUTSIDE_WORKING_HOURS, isHoliday };
}

/** Returns the hours for the digest: 09:00 to 18:00 on working days, whatever the team's quiet hours are. */
export function hoursForDigest(schedule: Schedule, isHoliday?: IsHoliday): AllowedHours {
  return { ...pickWeek(schedule), quietHours: OUTSIDE_WORKING_HOURS, isHoliday };
}

function pickWeek({ workingDays, holidays }: Schedule): WorkWeek {
  return { workingDays, holidays };
}

/**
 * Returns `at` when it is allowed in the zone, or else the next instant that is; undefined when none comes within the
 * 1,000 moves that are tried.
 */
export function nextAllowedInstant(at: Instant, zone: Zone, hours: AllowedHours): Instant | undefined {
  const { quietHours } = hours;
  let candidate = at;
  for (let moves = 0; moves < MAX_MOVES; moves++) {
    const { date, time } = toLocal(candidate, zone);
    const day = toEpochDay(date);
    const tomorrow = toLocalDate(day + 1);
    if (!isWorkingDay(day, hours, hours.isHoliday)) candidate = later({ than: candidate, slot: slotOf(tomorrow, "00:00"), zone });
    else if (quietHours && isQuiet(time, quietHours)) {
      const ends = quietHours.from < quietHours.to || time < quietHours.to ? date : tomorrow;
      candidate = later({ than: candidate, slot: slotOf(ends, quietHours.to), zone });
    } else return candidate;
  }
  return undefined;
}

/**
 * Returns when the allowed stretch around `at` ends: at local midnight, or where quiet hours begin. The result is
 * always later than `at`.
 */
export function endOfAllowed(at: Instant, zone: Zone, { quietHours }: AllowedHours): Instant {
  const { date, time } = toLocal(at, zone);
  const midnight = later({ than: at, slot: slotOf(toLocalDate(toEpochDay(date) + 1), "00:00"), zone });
  if (!quietHours || quietHours.from <= time) return midnight;
  return Math.min(midnight, later({ than: at, slot: slotOf(date, quietHours.from), zone }));
}

/** Tells whether the local hour lies in `[from, to)`. Where `from` is after `to`, the stretch passes midnight. */
export function isQuiet(time: LocalTime, { from, to }: QuietHours): boolean {
  return from < to ? from <= time && time < to : from <= time || time < to;
}

/** Where clocks were put back over the slot, its first instant may already have passed. Then the second is meant. */
function later({ than, slot, zone }: { readonly than: Instant; readonly slot: string; readonly zone: Zone }): Instant {
  const first = resolveSlot(slot, zone);
  return first > than ? first : resolveSlotLast(slot, zone);
}
