/** Shows the value ledger: the `kpi` command with its pages, and the card of one KPI. */
import { toLocal } from "../../core/schedule/local-time.ts";
import type { Action } from "../../message/action.ts";
import type { Message } from "../../message/message.ts";
import { buildKpiCard } from "../../message/screens/value/kpi-card.ts";
import { buildValueList } from "../../message/screens/value/value-list.ts";
import { type Call, type TeamCall, enterTeam } from "../call.ts";
import { answerWith } from "../notices.ts";
import type { Outcome } from "../request.ts";
import { enterKpi, type KpiCall } from "./enter-kpi.ts";
import { listNames, loadKpi, loadLedger } from "./load-ledger.ts";

/** The `kpi` command: the first page of the team's value ledger. */
export async function showValues(call: TeamCall): Promise<Outcome> {
  return { notice: await buildValues(call, 0) };
}

/** Turns to another page of the list. Refuses people who aren't in the team. */
export async function showValuePage(call: Call, action: Extract<Action, { act: "show-values" }>): Promise<Outcome> {
  const entered = await enterTeam(call, action.teamId);
  if (!entered) return answerWith(call.voice, call.voice.runs("errors.not-your-team"));
  const message = await buildValues(entered, action.page);
  return { notice: message, card: message };
}

/** Builds one page of the team's ledger: what needs somebody comes before what shows value already. */
export async function buildValues(call: TeamCall, page: number): Promise<Message> {
  const { team, voice, membership, stores } = call;
  const { goals, kpis } = await loadLedger(call, team);
  const live = kpis.filter(({ record }) => record.kpi.retiredAt === undefined);
  const served = new Set(live.map(({ record }) => record.kpi.goalId));
  const bareGoals = goals.filter(({ id, retiredAt }) => retiredAt === undefined && !served.has(id));
  const earlier = (await stores.values.listOfTeam(team.id)).filter(({ removedAt }) => removedAt === undefined);
  return buildValueList(voice, {
    teamId: team.id,
    teamName: team.name,
    kpis: live.toSorted((one, other) => Number(one.verdict.shows) - Number(other.verdict.shows)),
    bareGoals,
    earlier,
    names: await listNames(call, { goals, kpis: live.map(({ record }) => record.kpi) }),
    page,
    lead: membership.lead,
  });
}

/** Shows the card of one KPI, or another page of its readings. Refuses people who may not see it. */
export async function showKpi(call: Call, action: Extract<Action, { act: "show-kpi" }>): Promise<Outcome> {
  const entry = await enterKpi(call, action.kpiId);
  if (entry.kind === "refused") return entry.outcome;
  const notice = await buildKpiAnswer(entry.call, action.page);
  return action.page === undefined ? { notice } : { notice, settles: true };
}

/** Builds the KPI's card as the person may see it, with a page of its readings (from 1) where they turned to one. */
export async function buildKpiAnswer(call: KpiCall, page?: number): Promise<Message> {
  const { team, kpi, catalogue, rights, voice, stores } = call;
  const judged = await loadKpi(call, team, kpi);
  const { goal } = judged.record;
  const ask = await stores.readings.findAsk(kpi.id);
  const steps = await stores.steps.listOfTeam(team.id);
  return buildKpiCard(voice, {
    judged,
    catalogue,
    names: await listNames(call, { goals: goal ? [goal] : [], kpis: [kpi] }),
    rights,
    ...(ask && { askedOn: toLocal(ask.askedAt, team.schedule.zone).date }),
    ...(page !== undefined && { page }),
    stepQuestions: steps.filter(({ id }) => kpi.movedBySteps.includes(id)).map(({ questionId }) => questionId),
  });
}
