/** Counts the sends of one lane or workspace against its rates, exactly, and says whose turn it is among a workspace's urgencies. A send counts from its beginning until the window after its end, since nobody knows when in between the platform counted it. */
import { URGENCIES, type Urgency } from "../app/ports/outbox-store.ts";
import type { Instant } from "../core/time.ts";

/** At most `amount` in any stretch of `perMs`. */
export type Rate = { readonly amount: number; readonly perMs: number };

/** Counts the sends of one lane or workspace against its rates. */
export interface Meter {
  /** How many sends may begin now. */
  room(now: Instant): number;
  /** When at least one may begin: `now`, a later instant, or undefined while only the end of one under way can tell. */
  freeAt(now: Instant): Instant | undefined;
  begin(): void;
  /** Ends come in order of time. */
  end(now: Instant): void;
  /** Nothing under way and nothing that still counts. */
  isIdle(now: Instant): boolean;
}

/** Creates a meter without any sends. Without rates, it never limits anything. */
export function createMeter(rates: readonly Rate[]): Meter {
  const longestMs = Math.max(0, ...rates.map((rate) => rate.perMs));
  let ended: Instant[] = [];
  let underWay = 0;

  const countSince = (from: Instant): number => ended.length - firstAfter(ended, from);

  function forget(now: Instant): void {
    const kept = firstAfter(ended, now - longestMs);
    // Cutting the list at every call would cost more than keeping a few too many.
    if (kept > 64 && kept * 2 > ended.length) ended = ended.slice(kept);
  }

  function freeUnder(rate: Rate, now: Instant): Instant | undefined {
    const spare = rate.amount - underWay;
    if (spare <= 0) return undefined;
    const blocking = ended[ended.length - spare];
    return blocking === undefined ? now : Math.max(now, blocking + rate.perMs);
  }

  return {
    room(now) {
      const rooms = rates.map((rate) => rate.amount - underWay - countSince(now - rate.perMs));
      return Math.max(0, Math.min(Number.POSITIVE_INFINITY, ...rooms));
    },
    freeAt(now) {
      const instants = rates.map((rate) => freeUnder(rate, now));
      return instants.includes(undefined) ? undefined : Math.max(now, ...instants.filter((at) => at !== undefined));
    },
    begin() {
      underWay += 1;
    },
    end(now) {
      underWay = Math.max(0, underWay - 1);
      if (rates.length === 0) return;
      ended.push(Math.max(now, ended.at(-1) ?? now));
      forget(now);
    },
    isIdle: (now) => underWay === 0 && countSince(now - longestMs) === 0,
  };
}

/** Index of the first instant later than `from` in an ascending list. */
function firstAfter(instants: readonly Instant[], from: Instant): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instants[middle] ?? 0) > from) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Of so many places in a row, these are kept for others than the most urgent; a place that nobody takes falls to the most urgent. */
const PLACES = 16;
const KEPT: ReadonlyMap<number, Urgency> = new Map([
  [4, "personal"],
  [8, "channel"],
  [12, "personal"],
  [15, "background"],
]);

/** How many sends a workspace may begin now. */
export type SendRoom = {
  /** How many may begin now. */
  readonly all: number;
  /** How many of them may be for others than those who wait at the screen. */
  readonly bulk: number;
};

/**
 * Which urgency the next message is taken from, when so many were taken of the workspace before; undefined where nothing of
 * `has` may go. Over any 16 in a row each urgency that always has something is taken at least once.
 */
export function pickUrgency(taken: number, has: (urgency: Urgency) => boolean, { all, bulk }: SendRoom): Urgency | undefined {
  if (all <= 0) return undefined;
  const kept = KEPT.get(taken % PLACES);
  const order = kept === undefined ? URGENCIES : [kept, ...URGENCIES];
  return order.find((urgency) => (urgency === "waiting" || bulk > 0) && has(urgency));
}
