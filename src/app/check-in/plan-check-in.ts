/** Gathers what the core needs to plan an agenda: the member's own record, and what may be shown of the team's standing. */
import Fraction from "fraction.js";
import { type AgendaPlan, planAgenda, extendAgenda } from "../../core/check-in/agenda.ts";
import { measureBaseline, planAssessment } from "../../core/check-in/assessment.ts";
import type { AgendaItem, CheckIn } from "../../core/check-in/check-in.ts";
import { listAskedBefore, type AskedMember } from "../../core/check-in/own-record.ts";
import { isDue } from "../../core/next-steps/follow-through.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import type { Round } from "../../core/schedule/round.ts";
import type { MaskedStanding } from "../../core/standing/masked-standing.ts";
import type { Membership, Person, Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import { catalogueOf, type Work } from "../call.ts";
import { countStanding } from "../standing/load-standing.ts";

/** Some twenty rounds more than a question ever rests. */
const REMEMBERED_CHECK_INS = 60;
const REMEMBERED_ROUNDS = 200;
/** Below the score that the gate asks of a section. */
const WEAK_BELOW = new Fraction(2, 3);

/** The member who is asked, with their team and person. */
export type Asked = { readonly team: Team; readonly membership: Membership; readonly person: Person };

/**
 * Plans the questions of one round, or of a short check-in between rounds. `round` is the number of the latest round, 0
 * before the first. The agenda is empty when there is nothing to ask.
 */
export async function planCheckIn(work: Work, asked: Asked, round: number): Promise<readonly AgendaItem[]> {
  return planAgenda(await gatherPlan(work, asked, round));
}

/** Plans every question that is meant for the member, or those of one dimension. */
export async function planWholeAssessment(work: Work, asked: Asked, dimensionId?: string): Promise<readonly AgendaItem[]> {
  return planAssessment({ ...(await gatherOwn(work, asked)), dimensionId });
}

/** Counts how many of the required questions meant for the member have an answer by now. */
export async function measureOwnBaseline(work: Work, asked: Asked): Promise<ReturnType<typeof measureBaseline>> {
  return measureBaseline(await gatherOwn(work, asked));
}

async function gatherOwn(work: Work, { team, membership }: Asked): Promise<AskedMember> {
  return {
    catalogue: await catalogueOf(work, team.edition),
    membership,
    memberships: await work.stores.memberships.listOfTeam(team.id),
    answers: await work.stores.answers.currentOfMembership(membership.id, work.now),
    now: work.now,
  };
}

/**
 * Replaces the rest of the agenda with the whole assessment; what was answered stays. It returns the changed check-in and
 * does not store it.
 */
export async function extendToAssessment(work: Work, checkIn: CheckIn, asked: Asked): Promise<CheckIn> {
  return extendAgenda(checkIn, await planWholeAssessment(work, inEditionOf(checkIn, asked)));
}

/**
 * Returns the member with their team set to the check-in's edition, because a check-in ends in the edition that it began
 * in, even if the team has a newer one.
 */
export function inEditionOf<T extends Asked>({ edition }: Pick<CheckIn, "edition">, asked: T): T {
  return { ...asked, team: { ...asked.team, edition } };
}

async function gatherPlan(work: Work, { team, membership, person }: Asked, round: number): Promise<AgendaPlan> {
  const { stores, now } = work;
  const { catalogue, memberships, freshForMs, masked, answers } = await countStanding(work, { team, at: now });
  const steps = await stores.steps.listOfTeam(team.id);
  const rounds = await stores.rounds.listOfTeam(team.id, REMEMBERED_ROUNDS);
  const checkIns = await stores.checkIns.listOfMembership(membership.id, REMEMBERED_CHECK_INS);
  const today = toLocal(now, person.zone ?? team.schedule.zone).date;
  return {
    catalogue,
    membership,
    memberships,
    answers: answers.filter(({ membershipId }) => membershipId === membership.id),
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
    ...listTopics(masked),
  };
}

/** The number of the round that a check-in was part of, or that had opened last when it began. */
function numberAt(
  rounds: readonly Round[],
  { roundId, openedAt }: { readonly roundId?: string; readonly openedAt: Instant },
): number {
  const own = rounds.find((round) => round.id === roundId);
  return (own ?? rounds.find((round) => round.opensAt <= openedAt))?.number ?? 0;
}

/** Only what may be shown to everybody: an agenda must not give away what a screen hides. */
function listTopics(masked: MaskedStanding): Pick<AgendaPlan, "splits" | "weak"> {
  const questions = masked.dimensions.flatMap((dimension) => dimension.sections.flatMap((section) => section.questions));
  const shown = questions.flatMap(({ questionId, figures }) => (figures.shown ? [{ questionId, figures }] : []));
  return {
    splits: shown.filter(({ figures }) => figures.split).map(({ questionId }) => questionId),
    weak: shown.filter(({ figures }) => figures.score?.lt(WEAK_BELOW) ?? false).map(({ questionId }) => questionId),
  };
}
