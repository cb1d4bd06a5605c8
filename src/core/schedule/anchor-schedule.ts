/** The date from which a cadence is counted. */
import type { Instant } from "../time.ts";
import type { Cadence, Schedule } from "./cadence.ts";
import { dateOfSlot, todayIn } from "./local-time.ts";
import { nextOccurrence } from "./occurrences.ts";

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const;

/**
 * Returns the schedule with the date from which its cadence is counted. A new cadence counts from its first date after
 * now, so the first round is never a whole period away.
 */
export function anchorSchedule(
  schedule: Schedule,
  { now, before }: { readonly now: Instant; readonly before?: Schedule },
): Schedule {
  if (before && sameCadence(before.cadence, schedule.cadence)) return { ...schedule, anchor: before.anchor };
  const often = withoutGaps(schedule.cadence);
  if (!often) return { ...schedule, anchor: todayIn(schedule.zone, now) };
  // By the date itself: moved by days off it may lie in the month after.
  const nominal: Schedule = { ...schedule, cadence: often, workingDays: EVERY_DAY, holidays: [] };
  return { ...schedule, anchor: dateOfSlot(nextOccurrence(nominal, { after: now }).slot) };
}

/** The cadence of which an anchored one takes every second or third date; undefined for the others. */
function withoutGaps(cadence: Cadence): Cadence | undefined {
  if (cadence.every === "two-weeks") return { ...cadence, every: "week" };
  return cadence.every === "quarter" ? { ...cadence, every: "month" } : undefined;
}

function sameCadence(left: Cadence, right: Cadence): boolean {
  return JSON.stringify(Object.entries(left).sort()) === JSON.stringify(Object.entries(right).sort());
}
