/**
 * The one place that gathers what a team answered, confirmed and planned, computes its standing and explains its numbers.
 * Every screen takes its numbers from here.
 */
import type { Answer } from "../../core/answer.ts";
import { type Catalogue, listQuestions } from "../../core/catalogue/catalogue.ts";
import type { Step } from "../../core/next-steps/step.ts";
import { showPublished } from "../../core/publication/published-standing.ts";
import { listOccurrences } from "../../core/schedule/occurrences.ts";
import type { Round } from "../../core/schedule/round.ts";
import { type Change, likeForLike } from "../../core/standing/change.ts";
import { computeStanding } from "../../core/standing/compute-standing.ts";
import { pickExpected } from "../../core/standing/expected-raters.ts";
import { explain } from "../../core/standing/explain.ts";
import type { Explanation } from "../../core/standing/explanation.ts";
import { freshForMs } from "../../core/standing/freshness.ts";
import type { GateVerdict } from "../../core/standing/gate.ts";
import { judgeGate } from "../../core/standing/judge-gate.ts";
import { type MaskedGate, maskGate } from "../../core/standing/mask-gate.ts";
import { maskStanding } from "../../core/standing/mask-standing.ts";
import type { MaskedStanding, Subject } from "../../core/standing/masked-standing.ts";
import type { Confirmation, Milestone } from "../../core/standing/records.ts";
import type { Standing, StoredStanding } from "../../core/standing/standing.ts";
import { listMembersAt, type Membership, type Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import type { JudgedKpi } from "../../message/screens/value/value-words.ts";
import { catalogueOf, type Work } from "../call.ts";
import { listKpisAt } from "../value/load-ledger.ts";
import { loadCountingRule, loadPublished } from "./publish-values.ts";

/** The most rounds that a picture of the path shows. */
const PATH_LENGTH = 26;

/** What the team answered and the standing that follows from it, without the gate. */
export type CountedStanding = {
  readonly team: Team;
  readonly catalogue: Catalogue;
  readonly at: Instant;
  readonly memberships: readonly Membership[];
  /** The latest of each membership to each question. */
  readonly answers: readonly Answer[];
  readonly freshForMs: number;
  /** Everything that was counted. Never show this: show `masked`, or `forLeads` to leads alone. */
  readonly standing: Standing;
  readonly masked: MaskedStanding;
};

/** A standing with everything that the gate and the next steps follow from. */
export type LoadedStanding = CountedStanding & {
  readonly confirmations: readonly Confirmation[];
  /** The KPIs that weren't retired, as they stood at `at`. */
  readonly kpis: readonly JudgedKpi[];
  readonly steps: readonly Step[];
  /** With the reason codes of "not applicable". */
  readonly forLeads: MaskedStanding;
  readonly verdict: GateVerdict;
  /** The verdict as it may be shown. */
  readonly gate: MaskedGate;
};

/** A standing with the team's earlier rounds and milestones, which screens compare it with. */
export type StandingWithPath = LoadedStanding & {
  readonly milestones: readonly Milestone[];
  /** The last round that closed before `at`; undefined before the first. */
  readonly before?: StoredStanding;
  /** Of closed rounds, oldest first. */
  readonly path: readonly StoredStanding[];
  /** Newest first. */
  readonly rounds: readonly Round[];
};

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

/** Returns the standing that the reader may see; leads also see why people answered "not applicable". */
function standingFor(loaded: LoadedStanding, { lead }: { readonly lead: boolean }): MaskedStanding {
  return lead ? loaded.forLeads : loaded.masked;
}

/** Returns the standing of an earlier round or milestone as it may be shown today. */
export function maskStoredFor(
  { team }: Pick<LoadedStanding, "team">,
  stored: StoredStanding,
  { lead }: { readonly lead: boolean } = { lead: false },
): MaskedStanding {
  return maskStanding(stored.standing, { privacy: team.privacy, forLead: lead });
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

/** Explains how the number of a part of the model comes about. Returns undefined when the team's edition has no such part. */
export function explainLoaded(
  loaded: StandingWithPath,
  { subject, lead }: { readonly subject: Subject; readonly lead: boolean },
): Explanation | undefined {
  const before = loaded.before && maskStoredFor(loaded, loaded.before, { lead });
  return explain({
    subject,
    now: standingFor(loaded, { lead }),
    ...(before && { before }),
    catalogue: loaded.catalogue,
  });
}

/**
 * Returns what changed the overall number since the previous round; undefined when it may not be shown or there is
 * nothing to compare with.
 */
export function changeOfWhole(loaded: StandingWithPath): Change | undefined {
  const change = explainLoaded(loaded, { subject: { of: "whole" }, lead: false })?.change;
  return change?.told ? likeForLike(change) : undefined;
}
