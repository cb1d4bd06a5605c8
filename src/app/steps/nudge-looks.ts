/** Plans when each member is next considered for a nudge: at their hour, between rounds. */
import { hoursForReminders, nextAllowedInstant } from "../../core/schedule/allowed-hours.ts";
import { toEpochDay, toLocalDate } from "../../core/schedule/calendar.ts";
import { resolveSlot, slotOf, toLocal } from "../../core/schedule/local-time.ts";
import { readCadence, zoneOfMember } from "../../core/schedule/occurrences.ts";
import type { Turn } from "../../core/schedule/round.ts";
import type { Team } from "../../core/team.ts";
import type { Instant, Zone } from "../../core/time.ts";
import type { Work } from "../call.ts";
import { holidaysOf } from "../schedule/team-holidays.ts";

/** From being asked until the first look: most have answered by then. */
const DAYS_AFTER_ASKING = 3;

/** Plans the first look for members who are asked for the first time. For the others one is planned already. */
export async function planNudgeLooks(
  work: Work,
  team: Team,
  turns: readonly Pick<Turn, "membershipId" | "personId" | "dueAt">[],
): Promise<void> {
  for (const { membershipId, personId, dueAt } of turns) {
    if ((await work.stores.nudges.nextLookAt(membershipId)) !== undefined) continue;
    const person = await work.stores.people.find(personId);
    const at = lookAfter(work, { team, zone: person?.zone, from: dueAt, days: DAYS_AFTER_ASKING });
    await work.stores.nudges.setNextLookAt(membershipId, at);
  }
}

/** A number of days after an instant, in a member's zone. */
export type NudgeLook = { readonly team: Team; readonly zone: Zone | undefined; readonly from: Instant; readonly days: number };

/**
 * Returns the team's hour in the member's zone, that many days later, moved to a time when the team works. Returns
 * undefined when no such time is found.
 */
export function lookAfter(work: Pick<Work, "world">, { team, zone, from, days }: NudgeLook): Instant | undefined {
  const own = zoneOfMember(team.schedule, zone);
  const date = toLocalDate(toEpochDay(toLocal(from, own).date) + days);
  const at = resolveSlot(slotOf(date, readCadence(team.schedule).time), own);
  return nextAllowedInstant(at, own, hoursForNudges(work, team));
}

/** Returns the hours in which nudges may be sent; they are those of reminders. */
export function hoursForNudges({ world }: Pick<Work, "world">, { schedule }: Team) {
  return hoursForReminders(schedule, holidaysOf(world, schedule));
}
