/** Gathers what the core needs to plan an agenda: the member's own record, and what may be shown of the team's standing. */
import Fraction from "fraction.js";
import type { Answer } from "../../core/answer.ts";
import { type AgendaPlan, planAgenda } from "../../core/check-in/agenda.ts";
import type { AgendaItem } from "../../core/check-in/check-in.ts";
import { currentId, listAskedBefore } from "../../core/check-in/own-record.ts";
import { isDue } from "../../core/next-steps/follow-through.ts";
import { toLocal } from "../../core/schedule/local-time.ts";
import type { Round } from "../../core/schedule/round.ts";
import type { MaskedStanding } from "../../core/standing/masked-standing.ts";
import type { Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";
import { countStanding } from "../standing/load-standing.ts";
import type { CountedStanding } from "../standing/loaded-standing.ts";
import { loadCountingRule } from "../standing/publish-values.ts";
import type { Asked } from "./view.ts";

/** Some twenty rounds more than a question ever rests. */
const REMEMBERED_CHECK_INS = 60;
const REMEMBERED_ROUNDS = 200;
/** Below the score that the gate asks of a section. */
const WEAK_BELOW = new Fraction(2, 3);

/**
 * Plans the questions of one round, or of a short check-in between rounds. `round` is the number of the latest round, 0
 * before the first. The agenda is empty when there is nothing to ask.
 */
export async function planCheckIn(work: Work, asked: Asked, round: number): Promise<readonly AgendaItem[]> {
  return planAgenda(await gatherPlan(work, asked, round));
}

async function gatherPlan(work: Work, { team, membership, person }: Asked, round: number): Promise<AgendaPlan> {
  const { stores, now } = work;
  const { catalogue, memberships, freshForMs, masked, answers } = await countStanding(work, { team, at: now });
  const steps = await stores.steps.listOfTeam(team.id);
  const rounds = await stores.rounds.listOfTeam(team.id, REMEMBERED_ROUNDS);
  const checkIns = await stores.checkIns.listOfMembership(membership.id, REMEMBERED_CHECK_INS);
  const today = toLocal(now, person.zone ?? team.schedule.zone).date;
  const own = answers.filter(({ membershipId }) => membershipId === membership.id);
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
    ...listTopics(masked),
  };
}

/** In a private team: the questions of answers that count no more. */
async function listLapsed(
  work: Work,
  own: readonly Answer[],
  { team, catalogue, memberships }: Pick<CountedStanding, "team" | "catalogue" | "memberships">,
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

/** Only what may be shown to everybody: an agenda must not give away what a screen hides. */
function listTopics(masked: MaskedStanding): Pick<AgendaPlan, "splits" | "weak"> {
  const questions = masked.dimensions.flatMap((dimension) => dimension.sections.flatMap((section) => section.questions));
  const shown = questions.flatMap(({ questionId, figures }) => (figures.shown ? [{ questionId, figures }] : []));
  return {
    splits: shown.filter(({ figures }) => figures.split).map(({ questionId }) => questionId),
    weak: shown.filter(({ figures }) => figures.score?.lt(WEAK_BELOW) ?? false).map(({ questionId }) => questionId),
  };
}
