/** Tells a team's leads in time, and once, that the public holidays of a coming year are not known yet. */
import { toLocal } from "../../core/schedule/local-time.ts";
import type { Team } from "../../core/team.ts";
import { DAY_MS } from "../../core/time.ts";
import { buildUnknownHolidays } from "../../message/screens/schedule/unknown-holidays.ts";
import { listLeads, localeOf, type Work, workspaceFor } from "../call.ts";
import { queuePost } from "../posting.ts";
import { findWorkingTime } from "../schedule/own-times.ts";
import { holidaysKnownUntil } from "../schedule/team-holidays.ts";

/** China announces a year's holidays in November of the year before. */
const LOOKS_AHEAD_MS = 45 * DAY_MS;

/**
 * Queues the notice for every lead when a year begins within 45 days, or has begun, of which nothing is known. It comes once a
 * team and year, in the lead's working hours.
 */
export async function tellOfUnknownHolidays(work: Work, team: Team): Promise<void> {
  const country = team.schedule.holidayCountry;
  const known = holidaysKnownUntil(work.world, team.schedule);
  const year = Number(toLocal(work.now + LOOKS_AHEAD_MS, team.schedule.zone).date.slice(0, 4));
  if (country === undefined || known === undefined || year <= known) return;
  const subjectId = `holidays ${team.id} ${year}`;
  if ((await work.stores.posts.listOfSubject("notice", subjectId)).length > 0) return;
  for (const lead of await listLeads(work, team.id)) {
    await queuePost(work, {
      target: { to: "person", personId: lead.id },
      workspaceId: await workspaceFor(work, lead, team),
      purpose: "notice",
      subjectId,
      message: buildUnknownHolidays(work.world.voice(localeOf(lead, team)), { team, country, year }),
      notBefore: findWorkingTime(work, { team, person: lead, earliest: work.now }),
    });
  }
}
