/** Plans when a KPI's reader is asked for the next number: on its day, at the team's hour in the reader's zone. */
import { hoursForReminders, nextAllowedInstant } from "../../core/schedule/allowed-hours.ts";
import { toEpochDay, toLocalDate } from "../../core/schedule/calendar.ts";
import { resolveSlot, slotOf, toLocal } from "../../core/schedule/local-time.ts";
import { readCadence, zoneOfMember } from "../../core/schedule/occurrences.ts";
import type { Team } from "../../core/team.ts";
import type { Instant, LocalDate, Zone } from "../../core/time.ts";
import type { Kpi } from "../../core/value/kpi.ts";
import { addPeriod, nextReadingOn } from "../../core/value/plan-readings.ts";
import type { Work } from "../call.ts";
import { holidaysOf } from "../schedule/team-holidays.ts";

/** Plans the next question of a KPI by its last number. One that is overdue is asked on the next working day. */
export async function planNextAsk(work: Work, kpi: Kpi): Promise<void> {
  const { stores } = work;
  const found = await readerOf(work, kpi);
  if (!found) return stores.kpis.setNextAskAt(kpi.id, undefined);
  const { team, zone } = found;
  const on = nextReadingOn(kpi, await stores.readings.listOfKpi(kpi.id), toLocal(kpi.addedAt, zone).date);
  const tomorrow = toLocalDate(toEpochDay(toLocal(work.now, zone).date) + 1);
  const at = on === undefined ? undefined : askAt(work, { team, zone, on: on < tomorrow ? tomorrow : on });
  await stores.kpis.setNextAskAt(kpi.id, at);
}

/** Plans the question after one that was just asked: a period later, whether or not the number comes. */
export async function planAskAfter(work: Work, kpi: Kpi, asked: LocalDate): Promise<void> {
  const found = await readerOf(work, kpi);
  const at = found && askAt(work, { ...found, on: addPeriod(asked, kpi.rhythm) });
  await work.stores.kpis.setNextAskAt(kpi.id, at);
}

/** Puts a question off to the next working day. */
export async function putAskOff(work: Work, kpi: Kpi): Promise<void> {
  const found = await readerOf(work, kpi);
  if (!found) return work.stores.kpis.setNextAskAt(kpi.id, undefined);
  const tomorrow = toLocalDate(toEpochDay(toLocal(work.now, found.zone).date) + 1);
  await work.stores.kpis.setNextAskAt(kpi.id, askAt(work, { ...found, on: tomorrow }));
}

type Reader = { readonly team: Team; readonly zone: Zone };

async function readerOf({ stores }: Work, kpi: Kpi): Promise<Reader | undefined> {
  if (kpi.retiredAt !== undefined || kpi.readerId === undefined) return undefined;
  const team = await stores.teams.find(kpi.teamId);
  const person = await stores.people.find(kpi.readerId);
  return team && person && { team, zone: zoneOfMember(team.schedule, person.zone) };
}

function askAt({ world }: Work, { team, zone, on }: Reader & { readonly on: LocalDate }): Instant | undefined {
  const at = resolveSlot(slotOf(on, readCadence(team.schedule).time), zone);
  return nextAllowedInstant(at, zone, hoursForReminders(team.schedule, holidaysOf(world, team.schedule)));
}
