/** Computes when a member is asked next on their own clock, and how long a pass through all questions takes. */
import { listOccurrences, memberDueAt, zoneOfMember } from "../../core/schedule/occurrences.ts";
import { lengthOfPass } from "../../core/standing/freshness.ts";
import type { Person, Team } from "../../core/team.ts";
import { DAY_MS, type Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";
import { zoneOf } from "./own-time.ts";
import { holidaysOf } from "./team-holidays.ts";

const NEXT_TIMES = 5;

/** How many rounds and weeks it takes until a member has been asked every question that is meant for them. */
export type Pass = { readonly questions: number; readonly rounds: number; readonly weeks: number };

/**
 * Lists the next five instants at which this person is asked, or would be; an hour that has already passed in a coming
 * round counts as now. The list is empty while the team is paused without an end.
 */
export async function listOwnTimes(
  work: Work,
  { team, person }: { readonly team: Team; readonly person: Person },
): Promise<readonly Instant[]> {
  const since = startOf(work, team);
  if (!Number.isFinite(since)) return [];
  const lastSlot = (await work.stores.rounds.latest(team.id))?.slot;
  const query = { after: since - 1, lastSlot, isHoliday: holidaysOf(work.world, team.schedule) };
  const zone = zoneOfMember(team.schedule, zoneOf(person, team));
  const pending = await findPendingTurn(work, team, person);
  const times = listOccurrences(team.schedule, query, NEXT_TIMES).map(({ slot }) => Math.max(since, memberDueAt(slot, zone)));
  return [...(pending === undefined ? [] : [pending]), ...times].slice(0, NEXT_TIMES);
}

/** A round may be open while this member's own hour is still to come. */
async function findPendingTurn({ stores, now }: Work, team: Team, person: Person): Promise<Instant | undefined> {
  const latest = await stores.rounds.latest(team.id);
  if (latest?.status !== "open" || (team.pausedUntil ?? 0) > now) return undefined;
  const turns = await stores.turns.listOfRound(latest.id);
  return turns.find((turn) => turn.personId === person.id && turn.state === "due" && turn.dueAt > now)?.dueAt;
}

function startOf({ now }: Work, { pausedUntil }: Team): Instant {
  return Math.max(now, pausedUntil ?? 0);
}

/**
 * Returns how long it takes at the team's pace until a member has been asked `questions` questions, in rounds and in
 * whole weeks of at least one. Days off are not considered.
 */
export function lengthOfPassIn(team: Team, { questions, now }: { readonly questions: number; readonly now: Instant }): Pass {
  const occurrences = listOccurrences(team.schedule, { after: now }, NEXT_TIMES);
  const [first, last] = [occurrences.at(0), occurrences.at(-1)];
  const roundEveryMs = first && last ? (last.at - first.at) / (NEXT_TIMES - 1) : 0;
  const { rounds, ms } = lengthOfPass({
    questionsMeantForMember: questions,
    questionsPerRound: team.questionsPerRound,
    roundEveryMs,
  });
  return { questions, rounds, weeks: Math.max(1, Math.round(ms / (7 * DAY_MS))) };
}
