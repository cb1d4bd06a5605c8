/** Asks a KPI's reader for the number that fell due, once a period, within what a person gets in a week. */
import { isAwayAt } from "../../core/absence.ts";
import { nextAllowedInstant, hoursForReminders } from "../../core/schedule/allowed-hours.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import { zoneOfMember } from "../../core/schedule/occurrences.ts";
import type { Person, Team } from "../../core/team.ts";
import { DAY_MS } from "../../core/time.ts";
import type { Kpi } from "../../core/value/kpi.ts";
import { buildReadingAsk } from "../../message/screens/value/reading-messages.ts";
import { localeOf, type Work, workspaceFor } from "../call.ts";
import type { ReadingAsk } from "../ports/ledger-store.ts";
import { findLivePost, queuePost, queueRemoval } from "../posting.ts";
import { mayDisturb } from "../schedule/own-times.ts";
import { holidaysOf } from "../schedule/team-holidays.ts";
import { planAskAfter, putAskOff } from "./plan-ask.ts";

/** What could not be sent by then is asked for again with the next period. */
const STAYS_NEW_MS = 5 * DAY_MS;

/**
 * Asks for one KPI's number and returns whether it did. It plans the next question in any case: the next working day for
 * somebody who is away, can't be reached or had enough messages this week, and otherwise a period later.
 */
export async function askReading(work: Work, kpiId: string): Promise<boolean> {
  const { stores } = work;
  const kpi = await stores.kpis.find(kpiId);
  const team = kpi && (await stores.teams.find(kpi.teamId));
  const person = kpi?.readerId === undefined ? undefined : await stores.people.find(kpi.readerId);
  if (!kpi || !team || !person || kpi.retiredAt !== undefined) {
    await stores.kpis.setNextAskAt(kpiId, undefined);
    return false;
  }
  const zone = zoneOfMember(team.schedule, person.zone);
  const allowed = nextAllowedInstant(work.now, zone, hoursForReminders(team.schedule, holidaysOf(work.world, team.schedule)));
  if (allowed !== undefined && allowed > work.now) {
    await stores.kpis.setNextAskAt(kpiId, allowed);
    return false;
  }
  if (allowed === undefined || !(await mayReach(work, team, person))) {
    await putAskOff(work, kpi);
    return false;
  }
  const on = toLocal(work.now, zone).date;
  await post(work, { kpi, team, person, on });
  await planAskAfter(work, kpi, on);
  return true;
}

async function mayReach(work: Work, team: Team, person: Person): Promise<boolean> {
  const away = isAwayAt(person, work.now);
  const paused = team.pausedUntil !== undefined && work.now < team.pausedUntil;
  return !away && !paused && person.unreachable === undefined && (await mayDisturb(work, person.id));
}

type Asking = { readonly kpi: Kpi; readonly team: Team; readonly person: Person; readonly on: string };

/** A question that still waits makes room for the new one. */
async function post(work: Work, { kpi, team, person, on }: Asking): Promise<void> {
  const { stores, world, now } = work;
  const goal = await stores.goals.find(kpi.goalId);
  const readings = await stores.readings.listOfKpi(kpi.id);
  const message = buildReadingAsk(world.voice(localeOf(person, team)), { team, kpi, goal, readings });
  const earlier = await stores.readings.findAsk(kpi.id);
  const before = earlier && (await findLivePost(work, "reading", earlier.id));
  if (before) await queueRemoval(work, before, message);
  const workspaceId = await workspaceFor(work, person, team);
  const ask: ReadingAsk = { id: world.ids.next(), kpiId: kpi.id, personId: person.id, workspaceId, on, askedAt: now };
  await stores.readings.addAsk(ask);
  await queuePost(work, {
    target: { to: "person", personId: person.id },
    workspaceId,
    purpose: "reading",
    subjectId: ask.id,
    message,
    unsolicited: true,
    expiresAt: now + STAYS_NEW_MS,
  });
}
