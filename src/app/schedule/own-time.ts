/** Finds out which time zone and which day it is for somebody. */
import { parseZone, resolveSlot, slotOf, toLocal } from "../../core/schedule/local-time.ts";
import type { Person, Team } from "../../core/team.ts";
import type { Instant, LocalDate, Zone } from "../../core/time.ts";
import type { Call } from "../call.ts";
import { listOwnTeams } from "../own-teams.ts";

/** Returns the person's own zone, otherwise their team's, otherwise UTC. A zone that this machine does not know is ignored. */
export function zoneOf(person: Person | undefined, team?: Team): Zone {
  return parseZone(person?.zone ?? "") ?? team?.schedule.zone ?? "UTC";
}

/** Returns the author's zone, even if they belong to no team. */
export async function ownZone(call: Call): Promise<Zone> {
  const [first] = await listOwnTeams(call);
  return zoneOf(call.person, first);
}

/** Returns the date in the zone at that instant. */
export function todayIn(zone: Zone, now: Instant): LocalDate {
  return toLocal(now, zone).date;
}

/** Returns the first instant of the date in the zone. */
export function startOfDate(date: LocalDate, zone: Zone): Instant {
  return resolveSlot(slotOf(date, "00:00"), zone);
}
