/** What an export holds of the value ledger: KPIs, the records of the earlier kind, and every number that was read. */
import { findQuestion } from "../../core/catalogue/catalogue.ts";
import type { ExportedReading, ExportedValue } from "../../message/screens/export/export-document.ts";
import { type JudgedKpi, type PeopleNames, sayAmount } from "../../message/screens/value/value-words.ts";
import type { TeamCall } from "../call.ts";
import { dayOf, loadLedger } from "../value/load-ledger.ts";

type ExportCall = Pick<TeamCall, "stores" | "now" | "team" | "catalogue" | "voice">;

/** Lists the team's KPIs with their first and latest number, and the records of the earlier kind. */
export async function listExportedValues(call: ExportCall): Promise<readonly ExportedValue[]> {
  const { stores, team, catalogue } = call;
  const values = await stores.values.listOfTeam(team.id);
  const { kpis } = await loadLedger(call, team);
  const adders = [...values, ...kpis.map(({ record }) => record.kpi)].map(({ addedBy }) => addedBy);
  const people = await stores.people.findMany([...new Set(adders)]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const ofLedger = kpis.map((judged) => toExportedKpi(call, judged, names));
  const earlier = values.map(({ measuredOn, goal, kpi, before, after, link, questionId, addedBy, removedAt }) => {
    const code = questionId === undefined ? undefined : findQuestion(catalogue, questionId)?.code;
    const figures = { measuredOn, goal, kpi, before, after };
    const about = { addedBy: names.get(addedBy) ?? "", removed: removedAt !== undefined };
    return { ...figures, ...(link !== undefined && { link }), ...(code !== undefined && { code }), ...about };
  });
  return [...ofLedger, ...earlier];
}

/** A KPI with its baseline and its latest number, in words. */
function toExportedKpi({ catalogue, voice, team }: ExportCall, judged: JudgedKpi, names: PeopleNames): ExportedValue {
  const { kpi, goal } = judged.record;
  const { latest, confirmation } = judged.verdict;
  const code = kpi.questionId === undefined ? undefined : findQuestion(catalogue, kpi.questionId)?.code;
  return {
    measuredOn: latest?.on ?? kpi.baseline?.on ?? dayOf(team, kpi.addedAt),
    goal: goal?.sentence ?? "",
    kpi: kpi.name,
    before: kpi.baseline ? sayAmount(voice, kpi.baseline.value, kpi.unit) : "",
    after: latest ? sayAmount(voice, latest.value, kpi.unit) : "",
    ...(confirmation?.link !== undefined && { link: confirmation.link }),
    ...(code !== undefined && { code }),
    addedBy: names.get(kpi.addedBy) ?? "",
    removed: kpi.retiredAt !== undefined,
  };
}

/** Lists the numbers that were read, by KPI and day; with `of` only those that this person typed. */
export async function listExportedReadings(
  { stores, team, voice }: ExportCall,
  { of }: { readonly of?: string } = {},
): Promise<readonly ExportedReading[]> {
  const kpis = new Map((await stores.kpis.listOfTeam(team.id)).map((kpi) => [kpi.id, kpi]));
  const readings = (await stores.readings.listOfTeam(team.id)).filter(({ addedBy }) => of === undefined || addedBy === of);
  const people = await stores.people.findMany([...new Set(readings.flatMap(({ addedBy }) => addedBy ?? []))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return readings
    .flatMap(({ kpiId, value, on, note, link, addedBy, supersededBy, withdrawnAt }): readonly ExportedReading[] => {
      const kpi = kpis.get(kpiId);
      if (!kpi) return [];
      const author = addedBy === undefined ? undefined : (names.get(addedBy) ?? "");
      const status = withdrawnAt !== undefined ? "withdrawn" : supersededBy === undefined ? "current" : "superseded";
      const about = { on, kpiId, kpi: kpi.name, value, unit: kpi.unit, amount: sayAmount(voice, value, kpi.unit) };
      const beside = { ...(note !== undefined && { note }), ...(link !== undefined && { link }) };
      return [{ ...about, ...beside, ...(author !== undefined && { addedBy: author }), status }];
    })
    .toSorted((one, other) => compare(one.kpi, other.kpi) || compare(one.kpiId, other.kpiId) || compare(one.on, other.on));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
