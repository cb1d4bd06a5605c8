/**
 * Limits unsolicited messages to two a week for each person, over all their teams. Check-ins take precedence over
 * reminders and nudges.
 */
import { isActiveAt } from "../../core/team.ts";
import { DAY_MS, type Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";

/** The most unsolicited messages that one person gets in a week. */
export const MAX_A_WEEK = 2;
/** The week that is counted, in milliseconds. It is half a day short, so that a message that was late last Monday does not block this Monday's. */
export const WEEK_MS = 6.5 * DAY_MS;

/** True when a check-in may be sent to this person now. */
export async function mayAsk({ stores, now }: Work, personId: string): Promise<boolean> {
  return (await stores.outbox.countUnsolicited(personId, now - WEEK_MS)) < MAX_A_WEEK;
}

/** True when a reminder, nudge or similar message may be sent now without taking the place of a check-in in the coming week. */
export async function mayDisturb(work: Work, personId: string): Promise<boolean> {
  if (!(await mayAsk(work, personId))) return false;
  const upcoming = await listUpcomingRounds(work, personId);
  for (const [before, at] of upcoming.entries()) {
    const counted = await work.stores.outbox.countUnsolicited(personId, at - WEEK_MS);
    if (counted + before + 1 >= MAX_A_WEEK) return false;
  }
  return true;
}

/** When this person is asked within the week, or their teams open their next rounds, in order. */
async function listUpcomingRounds({ stores, now }: Pick<Work, "stores" | "now">, personId: string): Promise<readonly Instant[]> {
  const memberships = await stores.memberships.listOfPerson(personId);
  const asked = memberships.filter((membership) => membership.kind === "member" && isActiveAt(membership, now));
  const instants: Instant[] = [];
  for (const { id, teamId } of asked) {
    const own = await findOwnHour({ stores, now }, teamId, id);
    const next = await stores.teams.nextRoundAt(teamId);
    for (const at of [own, next]) if (at !== undefined && at < now + WEEK_MS) instants.push(at);
  }
  return instants.sort((left, right) => left - right);
}

/** A round may be open by other members' clocks while this member's own hour is still to come. */
async function findOwnHour({ stores, now }: Pick<Work, "stores" | "now">, teamId: string, membershipId: string) {
  const latest = await stores.rounds.latest(teamId);
  if (latest?.status !== "open") return undefined;
  const turns = await stores.turns.listOfRound(latest.id);
  return turns.find((turn) => turn.membershipId === membershipId && turn.state === "due" && turn.dueAt > now)?.dueAt;
}
