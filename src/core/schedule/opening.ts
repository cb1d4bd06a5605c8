/**
 * Which of a team's rounds open now, which were slept through, and when to look again. Reads the newest slot and the stored
 * instant of the next opening as the high-water mark: a clock that goes back, an edit or a second process repeats nothing.
 */
import { DAY_MS, HOUR_MS, type Instant, type Zone } from "../time.ts";
import type { Schedule } from "./cadence.ts";
import type { IsHoliday } from "./calendar.ts";
import type { Slot } from "./local-time.ts";
import { memberDueAt, nextOccurrence, type Occurrence, zoneOfMember } from "./occurrences.ts";
import type { Round, Turn } from "./round.ts";

/** A member who is asked in a round, with the zone that the platform reports for them. */
export type RoundMember = { readonly membershipId: string; readonly personId: string; readonly zone?: Zone | undefined };

/** What the next round of a team depends on. */
export type NextRoundQuery = {
  readonly schedule: Schedule;
  /** The members who are asked, without observers and without those who left. */
  readonly members: readonly RoundMember[];
  /** The slot of the team's newest round, whatever became of it. */
  readonly lastSlot?: Slot | undefined;
  /** Only occurrences at or after this instant are looked for. It is raised by a change of settings and by the end of a pause. */
  readonly since: Instant;
  readonly isHoliday?: IsHoliday | undefined;
};

/** The next occurrence, and when its round opens. */
export type NextRound = Occurrence & {
  /** When the round opens: at the team's hour or at a member's, whichever comes first. */
  readonly opensAt: Instant;
};

type PlannedTurn = Pick<
  Turn,
  "membershipId" | "personId" | "dueAt" | "windowEndsAt" | "state" | "remindersSent" | "nextActionAt"
>;

/** A round to be stored as it opens, with the turn of each member. */
export type PlannedRound = Pick<Round, "slot" | "opensAt" | "closesAt" | "nextActionAt"> & {
  readonly turns: readonly PlannedTurn[];
};

/** What to do about a round that came due: open it, or record it as missed. */
export type OpeningDecision =
  | { readonly do: "open"; readonly round: PlannedRound }
  /** Slept through until its last window had ended: recorded, never sent late. */
  | { readonly do: "miss"; readonly slot: Slot; readonly opensAt: Instant; readonly closesAt: Instant };

/** What is needed to open the rounds that are due at `now`. */
export type OpeningQuery = NextRoundQuery & {
  /** The team's id, which the delay is computed from. */
  readonly scheduleId: string;
  readonly now: Instant;
  /** The longest delay in milliseconds by which asking is spread out; none when left out. */
  readonly jitterMaxMs?: number;
};

/** The decisions about every round that came due, and when to look again. */
export type RoundOpening = {
  /** In order of time. At most one of them opens a round, and it is the last. */
  readonly decisions: readonly OpeningDecision[];
  /** When to look again. Store it and pass it as `since` next time. */
  readonly nextRoundAt: Instant;
};

/** Rounds that were due longer ago than this are not recorded as missed. */
const LONGEST_SLEEP_MS = 400 * DAY_MS;

/**
 * Returns the team's next round, which opens at the first of the team's hour and its members' hours. Where a member's
 * hour passed before `since`, it opens at `since`. Throws `schedule-invalid` for a schedule that never comes due.
 */
export function planNextRound({ schedule, members, lastSlot, since, isHoliday }: NextRoundQuery): NextRound {
  const occurrence = nextOccurrence(schedule, { after: since - 1, lastSlot, isHoliday });
  const hours = members.map(({ zone }) => memberDueAt(occurrence.slot, zoneOfMember(schedule, zone)));
  return { ...occurrence, opensAt: Math.max(since, Math.min(occurrence.at, ...hours)) };
}

/**
 * Decides about every occurrence that came due: the latest opens if one of its windows is still open, and the others
 * are missed. Occurrences more than 400 days ago are not recorded. Throws `schedule-invalid` for a schedule that
 * never comes due.
 */
export function planOpening(query: OpeningQuery): RoundOpening {
  const { now } = query;
  const due: NextRound[] = [];
  let next = planNextRound({ ...query, since: Math.max(query.since, now - LONGEST_SLEEP_MS) });
  while (next.opensAt <= now) {
    due.push(next);
    next = planNextRound({ ...query, lastSlot: next.slot, since: next.at + 1 });
  }
  const decisions = due.map((round, index) => {
    const following = due[index + 1];
    return decideOpening(query, planRoundOf(query, round, following ?? next), following === undefined);
  });
  return { decisions, nextRoundAt: next.opensAt };
}

function decideOpening({ now, members }: OpeningQuery, round: PlannedRound, isLatest: boolean): OpeningDecision {
  const { slot, opensAt, closesAt } = round;
  return isLatest && members.length > 0 && closesAt > now ? { do: "open", round } : { do: "miss", slot, opensAt, closesAt };
}

function planRoundOf(query: OpeningQuery, round: NextRound, following: Occurrence): PlannedRound {
  const turns = query.members.map((member) => planTurn(query, { member, slot: round.slot, following: following.slot }));
  const ends = turns.length > 0 ? turns.map((turn) => turn.windowEndsAt) : [round.at + query.schedule.windowHours * HOUR_MS];
  const closesAt = Math.max(...ends);
  return { slot: round.slot, opensAt: round.opensAt, closesAt, nextActionAt: closesAt, turns };
}

type TurnPlace = { readonly member: RoundMember; readonly slot: Slot; readonly following: Slot };

/** A window never reaches into the member's next round. */
function planTurn(query: OpeningQuery, { member, slot, following }: TurnPlace): PlannedTurn {
  const { schedule, scheduleId, now, jitterMaxMs = 0 } = query;
  const { membershipId, personId } = member;
  const zone = zoneOfMember(schedule, member.zone);
  const dueAt = memberDueAt(slot, zone);
  const windowEndsAt = Math.min(dueAt + schedule.windowHours * HOUR_MS, memberDueAt(following, zone));
  const turn = { membershipId, personId, dueAt, windowEndsAt, remindersSent: 0 };
  if (windowEndsAt <= now) return { ...turn, state: "missed" };
  return { ...turn, state: "due", nextActionAt: dueAt + jitterMs({ scheduleId, membershipId, slot, maxMs: jitterMaxMs }) };
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Returns a delay in milliseconds, from 0 up to but not including `maxMs`, or 0 when `maxMs` is 0 or less. It is a
 * hash (FNV-1a) of schedule, member and slot, so it is the same after a restart.
 */
export function jitterMs({
  scheduleId,
  membershipId,
  slot,
  maxMs,
}: {
  readonly scheduleId: string;
  readonly membershipId: string;
  readonly slot: string;
  readonly maxMs: number;
}): number {
  if (maxMs <= 0) return 0;
  let hash = FNV_OFFSET;
  for (const char of JSON.stringify([scheduleId, membershipId, slot])) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), FNV_PRIME);
  }
  return (hash >>> 0) % maxMs;
}
