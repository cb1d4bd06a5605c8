/**
 * What is done for one member's turn now: ask, remind, let it run out, or look again later. The decision follows from what
 * is stored, so that the same tick twice, or a clock that goes back, does nothing twice. A member who was asked is reminded
 * at shares of the window, as the member wishes, within allowed hours.
 */
import type { ReminderLevel } from "../team.ts";
import { HOUR_MS, type Instant, type Zone } from "../time.ts";
import { hoursForCheckIn, hoursForReminders, nextAllowedInstant, type AllowedHours } from "./allowed-hours.ts";
import type { Schedule } from "./cadence.ts";
import type { IsHoliday } from "./calendar.ts";
import type { Slot } from "./local-time.ts";
import { memberDueAt, zoneOfMember } from "./occurrences.ts";
import type { Excuse, Turn, TurnState } from "./round.ts";

/** What is known of the member at the time of the decision. */
export type TurnFacts = {
  /** Whether they are still a member of the team. */
  readonly active: boolean;
  readonly zone?: Zone | undefined;
  readonly awayUntil?: Instant | undefined;
  readonly unreachable: boolean;
  readonly reminders: ReminderLevel;
  /** Whether one more unsolicited message is within the limit of two a week. */
  readonly mayAsk: boolean;
  /** Whether a reminder is within that limit and leaves room for check-ins to come. */
  readonly mayRemind: boolean;
};

/** What the decision about a turn depends on. */
export type TurnQuery = {
  readonly turn: Turn;
  readonly slot: Slot;
  readonly facts: TurnFacts;
  readonly schedule: Schedule;
  readonly pausedUntil?: Instant | undefined;
  readonly now: Instant;
  readonly isHoliday?: IsHoliday | undefined;
};

/** What to do for one member now. */
export type TurnDecision =
  | { readonly do: "ask" }
  | { readonly do: "excuse"; readonly excuse: Excuse }
  | { readonly do: "remind" }
  /** Asked, and the window ended. */
  | { readonly do: "expire" }
  /** Never asked, and the window ended. */
  | { readonly do: "miss" }
  /** Nothing is due yet. */
  | { readonly do: "wait" };

/** The decision, and the turn as it is to be stored once it was carried out. */
export type TurnOutcome = { readonly decision: TurnDecision; readonly turn: Turn };

/** Up to this long after the team's hour a check-in counts as on time. Later it is sent in working hours only. */
const ON_TIME_MS = HOUR_MS;

/** Tells whether nothing more is expected of the member in this round. */
export function isTurnSettled({ state }: Pick<Turn, "state">): boolean {
  return state !== "due" && state !== "asked";
}

/** The states in which a turn waits for nothing. */
export type SettledState = Exclude<TurnState, "due" | "asked">;

/**
 * Returns the turn in a final state, with nothing due for it any more. Sets `finishedAt` only where the member
 * finished or had nothing to be asked.
 */
export function settleTurn(turn: Turn, state: SettledState, { now, excuse }: { now: Instant; excuse?: Excuse }): Turn {
  const { nextActionAt: _, ...rest } = turn;
  const isFinished = state === "finished" || state === "nothing-to-ask";
  return { ...rest, state, ...(isFinished && { finishedAt: now }), ...(excuse && { excuse }) };
}

/**
 * Decides whether to ask, remind, excuse or expire the member now, or to wait. Nothing happens before `nextActionAt`,
 * so that deciding again on a stored outcome repeats nothing. Messages wait for allowed hours in the member's own
 * zone.
 */
export function decideTurn(query: TurnQuery): TurnOutcome {
  const { turn, now } = query;
  if (isTurnSettled(turn) || turn.nextActionAt === undefined || now < turn.nextActionAt)
    return { decision: { do: "wait" }, turn };
  return turn.state === "due" ? decideAsking(query) : decideReminding(query);
}

function decideAsking(query: TurnQuery): TurnOutcome {
  const { turn, now } = query;
  if (turn.windowEndsAt <= now) return { decision: { do: "miss" }, turn: settleTurn(turn, "missed", { now }) };
  const excuse = findExcuse(query);
  if (excuse) return excuseFrom(query, excuse);
  const at = nextAllowedInstant(now, zoneOf(query), isOnTime(query) ? checkInHours(query) : reminderHours(query));
  if (at === undefined || at >= turn.windowEndsAt) return excuseFrom(query, "holiday");
  if (at > now) return { decision: { do: "wait" }, turn: { ...turn, nextActionAt: at } };
  const asked: Turn = { ...turn, state: "asked", askedAt: now };
  return { decision: { do: "ask" }, turn: { ...asked, nextActionAt: nextLookAt(query, asked) } };
}

function findExcuse({ facts, pausedUntil, now }: TurnQuery): Excuse | undefined {
  if (!facts.active) return "left";
  if (pausedUntil !== undefined && now < pausedUntil) return "paused";
  if (facts.unreachable) return "unreachable";
  if (isAway(facts, now)) return "away";
  return facts.mayAsk ? undefined : "message-limit";
}

function excuseFrom({ turn, now }: TurnQuery, excuse: Excuse): TurnOutcome {
  return { decision: { do: "excuse", excuse }, turn: settleTurn(turn, "excused", { now, excuse }) };
}

function decideReminding(query: TurnQuery): TurnOutcome {
  const { turn, facts, now } = query;
  if (turn.windowEndsAt <= now) return { decision: { do: "expire" }, turn: settleTurn(turn, "expired", { now }) };
  if (!facts.active) return excuseFrom(query, "left");
  if (facts.unreachable) return excuseFrom(query, "unreachable");
  const times = reminderTimes(query, turn);
  const ahead = times.findIndex((at, index) => index >= turn.remindersSent && at !== undefined && at > now);
  const passed = ahead < 0 ? times.length : ahead;
  if (times.slice(turn.remindersSent, passed).every((at) => at === undefined)) return waitOn(query, turn);
  const at = nextAllowedInstant(now, zoneOf(query), reminderHours(query)) ?? turn.windowEndsAt;
  if (at > now) return { decision: { do: "wait" }, turn: { ...turn, nextActionAt: Math.min(at, turn.windowEndsAt) } };
  // What was slept through together, or may not be sent, is used up all the same.
  const outcome = waitOn(query, { ...turn, remindersSent: passed });
  return mayRemindNow(query) ? { ...outcome, decision: { do: "remind" } } : outcome;
}

function mayRemindNow({ facts, pausedUntil, now }: TurnQuery): boolean {
  return facts.mayRemind && !isAway(facts, now) && (pausedUntil === undefined || now >= pausedUntil);
}

function waitOn(query: TurnQuery, turn: Turn): TurnOutcome {
  return { decision: { do: "wait" }, turn: { ...turn, nextActionAt: nextLookAt(query, turn) } };
}

/** The next reminder, or the end of the window. */
function nextLookAt(query: TurnQuery, turn: Turn): Instant {
  const next = reminderTimes(query, turn)
    .slice(turn.remindersSent)
    .find((at) => at !== undefined);
  return next ?? turn.windowEndsAt;
}

function reminderTimes(query: TurnQuery, turn: Turn): readonly (Instant | undefined)[] {
  return listReminderTimes({ turn, level: query.facts.reminders, zone: zoneOf(query), hours: reminderHours(query) });
}

/** Goes by the member's zone of today: somebody who has moved to another zone is asked in working hours there. */
function isOnTime(query: TurnQuery): boolean {
  const hour = memberDueAt(query.slot, zoneOf(query));
  return hour <= query.now && query.now <= hour + ON_TIME_MS;
}

function isAway({ awayUntil }: TurnFacts, now: Instant): boolean {
  return awayUntil !== undefined && now < awayUntil;
}

function zoneOf({ schedule, facts }: TurnQuery): Zone {
  return zoneOfMember(schedule, facts.zone);
}

function checkInHours({ schedule, isHoliday }: TurnQuery) {
  return hoursForCheckIn(schedule, isHoliday);
}

function reminderHours({ schedule, isHoliday }: TurnQuery) {
  return hoursForReminders(schedule, isHoliday);
}

const SHARES: Readonly<Record<ReminderLevel, readonly number[]>> = { off: [], light: [0.8], standard: [0.5, 0.8] };
/** A reminder that would come too late may come earlier instead, but not before this share of the window. */
const EARLIEST_SHARE = 0.5;

/** One member's turn, and the hours in which they may be reminded. */
type ReminderQuery = {
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
function listReminderTimes({ turn, level, zone, hours }: ReminderQuery): readonly (Instant | undefined)[] {
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
