/** Which zone and day it is for somebody. */
import { parseZone, resolveSlot, slotOf, toLocal } from "../../core/schedule/local-time.ts";
import type { Person, Team } from "../../core/team.ts";
import type { Instant, LocalDate, Zone } from "../../core/time.ts";
import type { Call } from "../call.ts";
import { listOwnTeams } from "../own-teams.ts";

/** The person's own zone, else their team's; one that this machine does not know counts as none. */
export function zoneOf(person: Person | undefined, team?: Team): Zone {
  return parseZone(person?.zone ?? "") ?? team?.schedule.zone ?? "UTC";
}

/** The author's own zone, also outside any team. */
export async function ownZone(call: Call): Promise<Zone> {
  const [first] = await listOwnTeams(call);
  return zoneOf(call.person, first);
}

export function todayIn(zone: Zone, now: Instant): LocalDate {
  return toLocal(now, zone).date;
}

/** The first instant of the date in the zone. */
export function startOfDate(date: LocalDate, zone: Zone): Instant {
  return resolveSlot(slotOf(date, "00:00"), zone);
}
