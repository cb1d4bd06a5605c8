/** The one place that gathers what a team answered, confirmed and planned, and computes its standing. Every screen takes its numbers from here. */
import { type Catalogue, listQuestions } from "../../core/catalogue/catalogue.ts";
import { showPublished } from "../../core/publication/published-standing.ts";
import { listOccurrences } from "../../core/schedule/occurrences.ts";
import type { Round } from "../../core/schedule/round.ts";
import { computeStanding } from "../../core/standing/compute-standing.ts";
import { pickExpected } from "../../core/standing/expected-raters.ts";
import { freshForMs } from "../../core/standing/freshness.ts";
import { judgeGate } from "../../core/standing/judge-gate.ts";
import { maskGate } from "../../core/standing/mask-gate.ts";
import { maskStanding } from "../../core/standing/mask-standing.ts";
import type { Standing, StoredStanding } from "../../core/standing/standing.ts";
import { listMembersAt, type Membership, type Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import { catalogueOf, type Work } from "../call.ts";
import { listKpisAt } from "../value/load-ledger.ts";
import type { CountedStanding, LoadedStanding, StandingWithPath } from "./loaded-standing.ts";
import { loadCountingRule, loadPublished } from "./publish-values.ts";

/** The most rounds that a picture of the path shows. */
const PATH_LENGTH = 26;

/**
 * Loads the team's standing at `at`, by the answers and the memberships at that instant. It leaves out the team's past,
 * so it is quick.
 */
export async function loadStanding(work: Work, team: Team, at: Instant): Promise<LoadedStanding> {
  return loadCurrent(work, { team, at });
}

/** Which standing to load: a team's at an instant, or as that of a round. */
export type StandingQuery = {
  readonly team: Team;
  readonly at: Instant;
  /**
   * The standing as that round's: compared with the round before it, and by those who were in the team when it closed, so that
   * a late answer changes it and somebody leaving does not. Of a private team's closed round it is the one that was stored, with
   * the proofs of today.
   */
  readonly round?: Round;
  /** Counts a private team's closed round anew, to store it. */
  readonly anew?: boolean;
};

/** Loads the team's standing together with its past. */
export async function loadStandingOf(work: Work, query: StandingQuery): Promise<StandingWithPath> {
  const { stores } = work;
  const { team, round } = query;
  const rounds = await stores.rounds.listOfTeam(team.id, PATH_LENGTH * 2);
  const path = (await stores.standings.listOfTeam(team.id, PATH_LENGTH + 1)).filter(isBefore(round, rounds)).reverse();
  const before = path.at(-1);
  return {
    ...(await loadCurrent(work, query)),
    milestones: await stores.milestones.listOfTeam(team.id),
    ...(before && { before }),
    path,
    rounds,
  };
}

async function loadCurrent(work: Work, query: StandingQuery): Promise<LoadedStanding> {
  const { stores } = work;
  const { team } = query;
  const counted = await countStanding(work, query);
  const { catalogue, memberships, answers, at, standing, masked } = counted;
  const confirmations = await stores.confirmations.listOfTeam(team.id);
  const kpis = await listKpisAt(work, team, at);
  const values = kpis.filter(({ verdict }) => verdict.shows).map(({ record }) => record.kpi);
  const steps = await stores.steps.listOfTeam(team.id);
  const verdict = judgeGate({ catalogue, memberships, answers, confirmations, values, at, standing });
  const forLeads = maskStanding(standing, { privacy: team.privacy, forLead: true });
  return { ...counted, confirmations, kpis, steps, forLeads, verdict, gate: maskGate(verdict, masked) };
}

/** Loads the team's answers and standing without the gate. It is quicker than `loadStanding`. */
export async function countStanding(work: Work, query: StandingQuery): Promise<CountedStanding> {
  const { stores } = work;
  const { team, at, round } = query;
  const catalogue = await catalogueOf(work, team.edition);
  const everybody = await stores.memberships.listOfTeam(team.id);
  const memberships = freezeRoster(everybody, round);
  const answers = await stores.answers.currentOfTeam(team.id, at);
  const freshForMs = freshForOf(team, { catalogue, memberships, at });
  const counted = { catalogue, memberships, answers, at, freshForMs };
  const standing =
    team.privacy === "open" ? computeStanding(counted) : await loadPublishedStanding(work, { ...counted, query, everybody });
  return { team, catalogue, at, memberships, answers, freshForMs, standing, masked: maskStanding(standing, team) };
}

/** Who belongs to a team and is asked what, and how long their answers are fresh. */
export type TeamRoster = Pick<CountedStanding, "catalogue" | "memberships" | "freshForMs">;

/** Loads the team's roster as it is at `at`, without anybody's answers. */
export async function loadRoster(work: Work, team: Team, at: Instant): Promise<TeamRoster> {
  const catalogue = await catalogueOf(work, team.edition);
  const memberships = await work.stores.memberships.listOfTeam(team.id);
  return { catalogue, memberships, freshForMs: freshForOf(team, { catalogue, memberships, at }) };
}

type Counted = Pick<CountedStanding, "catalogue" | "memberships" | "answers" | "at" | "freshForMs"> & {
  readonly query: StandingQuery;
  /** Those who left included, with when they belonged. */
  readonly everybody: readonly Membership[];
};

/** What others see of a private team: published ratings, and counts of now or, of a closed round, those that were stored. */
async function loadPublishedStanding(work: Work, { query, everybody, ...counted }: Counted): Promise<Standing> {
  const { team, round, anew } = query;
  const stored = round?.closedAt === undefined || anew ? undefined : await work.stores.standings.findOfRound(round.id);
  if (stored) return stored.standing;
  const counts = await loadCountingRule(work, { ...counted, teamId: team.id, memberships: everybody });
  const standing = computeStanding({ ...counted, answers: counted.answers.filter(counts) });
  return showPublished(standing, await loadPublished(work, team.id, counted.catalogue));
}

function isBefore(round: Round | undefined, rounds: readonly Round[]): (stored: StoredStanding) => boolean {
  if (!round) return () => true;
  const numbers = new Map(rounds.map(({ id, number }) => [id, number]));
  return ({ roundId }) => (roundId === undefined ? 0 : (numbers.get(roundId) ?? 0)) < round.number;
}

/** Who belonged when the round closed belongs for as long as the round is looked at. */
function freezeRoster(memberships: readonly Membership[], round: Round | undefined): readonly Membership[] {
  const closedAt = round?.closedAt;
  if (closedAt === undefined) return memberships;
  return listMembersAt(memberships, closedAt).map((membership) => ({ ...membership, intervals: [{ since: 0 }] }));
}

const GAPS = 4;

/**
 * Returns how long an answer of this team is fresh, in milliseconds: at least 90 days, or one full pass at the team's own pace,
 * by the member with the longest pass. Holidays do not lengthen it.
 */
function freshForOf(
  team: Team,
  {
    catalogue,
    memberships,
    at,
  }: { readonly catalogue: Catalogue; readonly memberships: readonly Membership[]; readonly at: Instant },
): number {
  return freshForMs({
    questionsMeantForMember: countMostQuestions(catalogue, listMembersAt(memberships, at)),
    questionsPerRound: team.questionsPerRound,
    roundEveryMs: roundEveryMs(team, at),
  });
}

/** Of the member who is asked most. */
function countMostQuestions(catalogue: Catalogue, members: readonly Membership[]): number {
  const counts = new Map<string, number>();
  for (const question of listQuestions(catalogue)) {
    for (const { id } of pickExpected(question, members)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

/** The usual time between two rounds, so that one moved by a day off does not change what is fresh. */
function roundEveryMs({ schedule }: Team, at: Instant): number {
  const occurrences = listOccurrences(schedule, { after: at }, GAPS + 1);
  const [first, last] = [occurrences.at(0), occurrences.at(-1)];
  return first && last ? (last.at - first.at) / GAPS : 0;
}
