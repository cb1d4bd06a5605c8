/** Reads a team's value ledger and judges every KPI of it. */
import { toLocal, zoneOf } from "../../core/schedule/local-time.ts";
import type { Team } from "../../core/team.ts";
import type { Instant, LocalDate } from "../../core/time.ts";
import { judgeKpi } from "../../core/value/judge-kpi.ts";
import type { Goal, Kpi, KpiRecord } from "../../core/value/kpi.ts";
import { computeSaving } from "../../core/value/saving.ts";
import { markName } from "../../message/person-names.ts";
import type { JudgedKpi, PeopleNames } from "../../message/screens/value/value-words.ts";
import type { TeamCall, Work } from "../call.ts";

/** A team's ledger, with every KPI judged by the team's day. */
export type Ledger = {
  /** Oldest first, the retired ones included. */
  readonly goals: readonly Goal[];
  /** Oldest first, the retired ones included. */
  readonly kpis: readonly JudgedKpi[];
};

/** Returns the team's day. */
export function dayOf(team: Team, now: number): LocalDate {
  return toLocal(now, team.schedule.zone).date;
}

/**
 * Returns the last day that has come for the reader or for their team: who lives east of the team may write today's date before
 * the team's own day begins.
 */
export function dayOfReader({ person, team, now }: Pick<TeamCall, "person" | "team" | "now">): LocalDate {
  const [own, teams] = [toLocal(now, zoneOf(person, team)).date, dayOf(team, now)];
  return own > teams ? own : teams;
}

/** Reads the whole ledger of a team. */
export async function loadLedger({ stores, now }: Pick<Work, "stores" | "now">, team: Team): Promise<Ledger> {
  const goals = await stores.goals.listOfTeam(team.id);
  const kpis = await stores.kpis.listOfTeam(team.id);
  const readings = await stores.readings.listOfTeam(team.id);
  const confirmations = await stores.valueConfirmations.listOfTeam(team.id);
  const today = dayOf(team, now);
  const judged = kpis.map((kpi) =>
    judge(
      {
        kpi: asOf(kpi, now),
        goal: goals.find(({ id }) => id === kpi.goalId),
        readings: readings.filter(({ kpiId, addedAt }) => kpiId === kpi.id && addedAt <= now),
        confirmations: confirmations.filter(({ kpiId, at }) => kpiId === kpi.id && at <= now),
      },
      today,
    ),
  );
  return { goals, kpis: judged };
}

/** Lists the KPIs that weren't retired, judged by what had been added by then. */
export async function listKpisAt({ stores }: Pick<Work, "stores">, team: Team, at: Instant): Promise<readonly JudgedKpi[]> {
  const { kpis } = await loadLedger({ stores, now: at }, team);
  return kpis.filter(({ record: { kpi } }) => kpi.addedAt <= at && kpi.retiredAt === undefined);
}

/** Reads one KPI with everything that follows from it. */
export async function loadKpi({ stores, now }: Pick<Work, "stores" | "now">, team: Team, kpi: Kpi): Promise<JudgedKpi> {
  const confirmations = await stores.valueConfirmations.listOfTeam(team.id);
  return judge(
    {
      kpi,
      goal: await stores.goals.find(kpi.goalId),
      readings: await stores.readings.listOfKpi(kpi.id),
      confirmations: confirmations.filter(({ kpiId }) => kpiId === kpi.id),
    },
    dayOf(team, now),
  );
}

/** Returns the marks that stand for the names of everybody whom these goals and KPIs mention. */
export async function listNames(
  { stores }: Pick<Work, "stores">,
  { goals, kpis }: { readonly goals: readonly Goal[]; readonly kpis: readonly Kpi[] },
): Promise<PeopleNames> {
  const ids = [...goals.map(({ ownerId }) => ownerId), ...kpis.map(({ readerId }) => readerId)];
  const people = await stores.people.findMany([...new Set(ids.filter((id) => id !== undefined))]);
  return new Map(people.map((person) => [person.id, markName(person)]));
}

/** Whoever asks for an earlier moment sees a KPI that was retired later as it was. */
function asOf(kpi: Kpi, at: Instant): Kpi {
  if (kpi.retiredAt === undefined || kpi.retiredAt <= at) return kpi;
  const { retiredAt: _, ...live } = kpi;
  return live;
}

function judge(record: KpiRecord, today: LocalDate): JudgedKpi {
  const verdict = judgeKpi(record, today);
  const saving = computeSaving(record.kpi, verdict.latest);
  return { record, verdict, ...(saving && { saving }) };
}
