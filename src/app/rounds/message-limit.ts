/** At most two unsolicited messages a member and week, over all teams; a check-in goes before a reminder or nudge. */
import { isActiveAt } from "../../core/team.ts";
import { DAY_MS, type Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";

export const MAX_A_WEEK = 2;
/** Half a day short, so that what came a little late last Monday does not silence this Monday. */
export const WEEK_MS = 6.5 * DAY_MS;

/** Whether a check-in may go out to this person now. */
export async function mayAsk({ stores, now }: Work, personId: string): Promise<boolean> {
  return (await stores.outbox.countUnsolicited(personId, now - WEEK_MS)) < MAX_A_WEEK;
}

/** Whether a reminder, nudge or the like may, so that it takes no place from a check-in of the days to come. */
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
