/** Gathers what the core needs to plan an agenda: the member's own record, and what may be shown of the team's standing. */
import type { Answer } from "../../core/answer.ts";
import { type AgendaPlan, planAgenda } from "../../core/check-in/agenda.ts";
import type { AgendaItem } from "../../core/check-in/check-in.ts";
import { currentId, listAskedBefore } from "../../core/check-in/own-record.ts";
import { isDue } from "../../core/next-steps/follow-through.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import type { Round } from "../../core/schedule/round.ts";
import type { Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";
import type { TeamRoster } from "../standing/load-standing.ts";
import { loadCountingRule } from "../standing/publish-values.ts";
import { loadTopics } from "./topics.ts";
import type { Asked } from "./view.ts";

/** Some twenty rounds more than a question ever rests. */
const REMEMBERED_CHECK_INS = 60;
const REMEMBERED_ROUNDS = 200;

/**
 * Plans the questions of one round, or of a short check-in between rounds. `round` is the number of the latest round, 0
 * before the first. The agenda is empty when there is nothing to ask.
 */
export async function planCheckIn(work: Work, asked: Asked, round: number): Promise<readonly AgendaItem[]> {
  return planAgenda(await gatherPlan(work, asked, round));
}

async function gatherPlan(work: Work, { team, membership, person }: Asked, round: number): Promise<AgendaPlan> {
  const { stores, now } = work;
  const { catalogue, memberships, freshForMs, topics } = await loadTopics(work, team);
  const steps = await stores.steps.listOfTeam(team.id);
  const rounds = await stores.rounds.listOfTeam(team.id, REMEMBERED_ROUNDS);
  const checkIns = await stores.checkIns.listOfMembership(membership.id, REMEMBERED_CHECK_INS);
  const today = toLocal(now, person.zone ?? team.schedule.zone).date;
  const own = await stores.answers.currentOfMembership(membership.id, now);
  return {
    catalogue,
    membership,
    memberships,
    answers: own,
    lapsed: await listLapsed(work, own, { team, catalogue, memberships }),
    now,
    history: listAskedBefore(checkIns.map((checkIn) => ({ checkIn, round: numberAt(rounds, checkIn) }))),
    round,
    questionsPerRound: team.questionsPerRound,
    freshFor: freshForMs,
    dueSteps: steps.flatMap(({ id, questionId, status, ownerId, due }) =>
      isDue({ status, ...(due && { due }) }, today) && ownerId === person.id && due !== undefined
        ? [{ stepId: id, questionId, due }]
        : [],
    ),
    stepsDone: steps.flatMap(({ questionId, doneAt }) => (doneAt === undefined ? [] : [{ questionId, at: doneAt }])),
    ...topics,
  };
}

/** In a private team: the questions of answers that count no more. */
async function listLapsed(
  work: Work,
  own: readonly Answer[],
  { team, catalogue, memberships }: { readonly team: Team } & Pick<TeamRoster, "catalogue" | "memberships">,
): Promise<ReadonlySet<string>> {
  if (team.privacy === "open") return new Set();
  const counts = await loadCountingRule(work, { teamId: team.id, memberships, catalogue, at: work.now });
  return new Set(own.filter((answer) => !counts(answer)).map(({ questionId }) => currentId(catalogue, questionId)));
}

/** The number of the round that a check-in was part of, or that had opened last when it began. */
function numberAt(
  rounds: readonly Round[],
  { roundId, openedAt }: { readonly roundId?: string; readonly openedAt: Instant },
): number {
  const own = rounds.find((round) => round.id === roundId);
  return (own ?? rounds.find((round) => round.opensAt <= openedAt))?.number ?? 0;
}
