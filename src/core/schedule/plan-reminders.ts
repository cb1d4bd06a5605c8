/** Decides when a member who was asked is reminded: at shares of the window, as the member wishes, within allowed hours. */
import type { ReminderLevel } from "../team.ts";
import { HOUR_MS, type Instant, type Zone } from "../time.ts";
import { type AllowedHours, nextAllowedInstant } from "./allowed-hours.ts";
import type { Turn } from "./round.ts";

const SHARES: Readonly<Record<ReminderLevel, readonly number[]>> = { off: [], light: [0.8], standard: [0.5, 0.8] };
/** A reminder that would come too late may come earlier instead, but not before this share of the window. */
const EARLIEST_SHARE = 0.5;

/** One member's turn, and the hours in which they may be reminded. */
export type ReminderQuery = {
  readonly turn: Turn;
  readonly level: ReminderLevel;
  readonly zone: Zone;
  readonly hours: AllowedHours;
};

/**
 * Returns one entry per reminder of the level, in order: at 80 % of the window for light, also at 50 % for standard.
 * A time outside the allowed hours moves to the next allowed one or, if the window has ended by then, to the last
 * before; it is undefined where there is none.
 */
export function listReminderTimes({ turn, level, zone, hours }: ReminderQuery): readonly (Instant | undefined)[] {
  const { askedAt, dueAt, windowEndsAt } = turn;
  const from = askedAt ?? dueAt;
  const pointOf = (share: number) => Math.round(from + share * (windowEndsAt - from));
  return SHARES[level].map((share) => {
    const later = nextAllowedInstant(pointOf(share), zone, hours);
    if (later !== undefined && later < windowEndsAt) return later;
    return lastAllowedBefore(pointOf(share), { earliest: pointOf(EARLIEST_SHARE), zone, hours });
  });
}

type Search = { readonly earliest: Instant; readonly zone: Zone; readonly hours: AllowedHours };

function lastAllowedBefore(point: Instant, { earliest, zone, hours }: Search): Instant | undefined {
  for (let at = point - HOUR_MS; at > earliest; at -= HOUR_MS) {
    if (nextAllowedInstant(at, zone, hours) === at) return at;
  }
  return undefined;
}
