/**
 * Joins two people who proved to be the same person. Nothing of either is lost, and from now on they are asked and
 * counted once.
 */
import { listAbsences, withAbsences } from "../../core/absence.ts";
import type { CheckIn } from "../../core/check-in/check-in.ts";
import type { Turn } from "../../core/schedule/round.ts";
import { isActiveAt, leadsProgrammeOf, type Membership, type Person } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import { uniteMemberships } from "../../core/unite-memberships.ts";
import type { Work } from "../call.ts";
import { uniteMonthly } from "../programme/monthly.ts";
import { uniteMonthlyReport } from "../report/monthly-report.ts";
import { bringRoundForward } from "../rounds/bring-round-forward.ts";
import { openWhatIsDue, setNextRound } from "../rounds/open-round.ts";
import { cancelCheckIn } from "../team/change-memberships.ts";
import { uniteGreetings } from "../team/greetings.ts";

const ROUNDS_NOT_SEALED = 3;

/** Merges the second person into the first, or the first into the second if that one leads the programme of its workspace. */
export async function unitePeople(work: Work, first: Person, second: Person): Promise<void> {
  const [into, from] = leadsProgrammeOf(second, second.workspaceId) ? [second, first] : [first, second];
  const { stores } = work;
  const mine = await stores.memberships.listOfPerson(into.id);
  const theirs = await stores.memberships.listOfPerson(from.id);
  for (const { teamId } of theirs) await settleTeam(work, teamId);
  for (const goes of theirs) {
    const stays = mine.find(({ teamId }) => teamId === goes.teamId);
    if (stays) await dissolve(work, stays, goes);
  }
  await stores.people.save(unite(into, from, work.now));
  await stores.people.merge({ from: from.id, into: into.id });
  await uniteMonthly(work, { from: from.id, into: into.id });
  await uniteMonthlyReport(work, { from: from.id, into: into.id });
  for (const { teamId } of theirs) await countAgain(work, teamId);
}

function unite(into: Person, from: Person, now: Instant): Person {
  const greetedAt = Math.min(into.greetedAt ?? Number.POSITIVE_INFINITY, from.greetedAt ?? Number.POSITIVE_INFINITY);
  const united: Person = {
    ...from,
    ...into,
    nudges: into.nudges && from.nudges,
    ...(Number.isFinite(greetedAt) && { greetedAt }),
  };
  return withAbsences(united, [...listAbsences(into, now), ...listAbsences(from, now)], now);
}

/** What is due opens by the roster of before; a form that shows it is out of date. */
async function settleTeam(work: Work, teamId: string): Promise<void> {
  const team = await work.stores.teams.find(teamId);
  if (!team) return;
  await openWhatIsDue(work, team);
  await work.stores.teams.save({ ...team, revision: team.revision + 1 });
}

/** One membership is left to ask: at most one open check-in, and the turn that got furthest. */
async function dissolve(work: Work, stays: Membership, goes: Membership): Promise<void> {
  const turns = await keepFurthestTurns(work, stays, goes);
  const open = [await work.stores.checkIns.findOpen(stays.id), await work.stores.checkIns.findOpen(goes.id)];
  const walks = open.filter((checkIn) => checkIn !== undefined);
  const kept = chooseWalk(walks, turns);
  for (const walk of walks.filter(({ id }) => id !== kept?.id)) {
    await cancelCheckIn(work, walk, "link.me.check-in-ended");
  }
  await work.stores.nudges.setNextLookAt(goes.id, undefined);
  await uniteGreetings(work, stays, goes);
  await work.stores.memberships.save(uniteMemberships(stays, goes, work.now));
}

/** A walk whose round was finished by the other account has nothing left to ask. */
function chooseWalk(walks: readonly CheckIn[], turns: readonly Turn[]): CheckIn | undefined {
  const asked = walks.find(({ id }) => turns.some(({ checkInId }) => checkInId === id));
  if (asked) return asked;
  const finished = new Set(turns.filter(({ state }) => state === "finished").map(({ roundId }) => roundId));
  return walks.find(({ roundId }) => roundId === undefined || !finished.has(roundId));
}

/** Where both have a turn in a round that is not sealed, the one that stays takes over what the other did. */
async function keepFurthestTurns({ stores }: Work, stays: Membership, goes: Membership): Promise<readonly Turn[]> {
  const kept: Turn[] = [];
  for (const { id } of await stores.rounds.listOfTeam(stays.teamId, ROUNDS_NOT_SEALED)) {
    const turns = await stores.turns.listOfRound(id);
    const own = turns.find(({ membershipId }) => membershipId === stays.id);
    const other = turns.find(({ membershipId }) => membershipId === goes.id);
    if (own && other && rank(other) > rank(own)) {
      const taken: Turn = { ...other, id: own.id, membershipId: own.membershipId, personId: own.personId };
      await stores.turns.update(taken);
      kept.push(taken);
    } else kept.push(...[own ?? other].filter((turn) => turn !== undefined));
  }
  return kept;
}

const RANKS: Partial<Record<Turn["state"], number>> = { finished: 3, asked: 2, due: 1 };

function rank({ state }: Turn): number {
  return RANKS[state] ?? 0;
}

/** A round may have waited for the one who is no more. */
async function countAgain(work: Work, teamId: string): Promise<void> {
  const { stores, now } = work;
  const team = await stores.teams.find(teamId);
  const memberships = await stores.memberships.listOfTeam(teamId);
  if (!team || !memberships.some((membership) => isActiveAt(membership, now))) return;
  if ((await stores.teams.nextRoundAt(teamId)) !== undefined) await setNextRound(work, team);
  const latest = await stores.rounds.latest(teamId);
  if (latest) await bringRoundForward(work, latest.id);
}
