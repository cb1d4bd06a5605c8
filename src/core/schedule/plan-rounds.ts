/** Decides what to do for one round now: close it, post its digest, or seal it. Its turns are decided first, one by one. */
import { DAY_MS, type Instant } from "../time.ts";
import { hoursForDigest, nextAllowedInstant } from "./allowed-hours.ts";
import type { Schedule } from "./cadence.ts";
import type { IsHoliday } from "./calendar.ts";
import { isTurnSettled } from "./plan-turns.ts";
import type { Round, RoundDecision, Turn } from "./round.ts";

/** The longest time from a round's close to its seal, in milliseconds. */
export const SEAL_AFTER_MS = 7 * DAY_MS;
/**
 * The longest time after the close in which the digest is still posted, in milliseconds. It is longer than any public
 * holidays last.
 */
export const DIGEST_WITHIN_MS = 14 * DAY_MS;

/** What the decisions about a round depend on. */
export type RoundQuery = {
  readonly round: Round;
  readonly turns: readonly Turn[];
  readonly schedule: Schedule;
  readonly now: Instant;
  /** Whether a later round of the team has opened. */
  readonly superseded: boolean;
  readonly isHoliday?: IsHoliday | undefined;
};

/** The decisions in the order in which to carry them out, and the round as it is to be stored afterwards. */
export type RoundOutcome = { readonly decisions: readonly RoundDecision[]; readonly round: Round };

/**
 * Decides whether to close the round, post its digest or seal it now. The round closes when every turn is settled or
 * the last window ended. The digest waits for the team's working hours, even past the seal; sealing waits for nothing
 * but the close.
 */
export function decideRound(query: RoundQuery): RoundOutcome {
  const { now, superseded } = query;
  const decisions: RoundDecision[] = [];
  let { round } = query;
  if (round.status === "missed") return { decisions, round: lookAgain(round, undefined) };
  if (round.status === "open") {
    if (round.closesAt > now && !query.turns.every(isTurnSettled)) return { decisions, round: lookAgain(round, round.closesAt) };
    decisions.push({ do: "close" });
    round = { ...round, status: "closed", closedAt: now };
  }
  const digestAt = findDigestAt(query, round);
  if (digestAt !== undefined && digestAt <= now) {
    decisions.push({ do: "digest" });
    round = { ...round, digestAt: now };
  }
  const sealAt = (round.closedAt ?? round.closesAt) + SEAL_AFTER_MS;
  if (round.status === "closed" && (superseded || sealAt <= now)) {
    decisions.push({ do: "seal" });
    round = { ...round, status: "sealed", sealedAt: now };
  }
  const waits = [round.digestAt === undefined ? digestAt : undefined, round.status === "closed" ? sealAt : undefined];
  return { decisions, round: lookAgain(round, earliest(waits)) };
}

/** When the digest may be posted, from now on; undefined when it was, or when it would come two weeks late. */
function findDigestAt({ schedule, now, isHoliday }: RoundQuery, round: Round): Instant | undefined {
  if (round.digestAt !== undefined) return undefined;
  const at = nextAllowedInstant(now, schedule.zone, hoursForDigest(schedule, isHoliday));
  const tooLate = (round.closedAt ?? round.closesAt) + DIGEST_WITHIN_MS;
  return at !== undefined && at < tooLate ? at : undefined;
}

function lookAgain({ nextActionAt: _, ...round }: Round, at: Instant | undefined): Round {
  return at === undefined ? round : { ...round, nextActionAt: at };
}

function earliest(instants: readonly (Instant | undefined)[]): Instant | undefined {
  const known = instants.filter((at) => at !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
