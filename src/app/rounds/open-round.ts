/**
 * Opens a team's round: claims its slot, gives every member a turn and stores when the next round opens, which is never in
 * the past.
 */
import {
  type OpeningDecision,
  type PlannedRound,
  planOpening,
  type RoundMember,
  planNextRound,
} from "../../core/schedule/opening.ts";
import type { Round } from "../../core/schedule/round.ts";
import { listMembersAt, type Membership, type Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import { type Work, listOpenHomes } from "../call.ts";
import { holidaysOf } from "../schedule/team-holidays.ts";
import { isLargeTeam } from "../standing/large-team.ts";
import { planNudgeLooks } from "../steps/nudge-looks.ts";
import { runRound } from "./run-round.ts";

/** How many rounds of the team were opened, and how many were too late to be opened and count as missed. */
export type Opened = { readonly opened: number; readonly missed: number };
const NOTHING: Opened = { opened: 0, missed: 0 };

/** Opens the rounds of this team that are due by now. If another process was faster, the slot is taken and nothing changes. */
export async function openDueRounds(work: Work, teamId: string): Promise<Opened> {
  const { teams } = work.stores;
  const team = await teams.find(teamId);
  const since = await teams.nextRoundAt(teamId);
  if (!team || since === undefined || since > work.now) return NOTHING;
  const paused = team.pausedUntil ?? 0;
  if (!Number.isFinite(paused) || (await listOpenHomes(work, team)).length === 0) {
    await teams.setNextRoundAt(teamId, undefined);
    return NOTHING;
  }
  if (paused > work.now) {
    await teams.setNextRoundAt(teamId, paused);
    return NOTHING;
  }
  return open(work, team, since);
}

async function open(work: Work, team: Team, since: Instant): Promise<Opened> {
  const { rounds, teams } = work.stores;
  const latest = await rounds.latest(team.id);
  const members = await listRoundMembers(work, team.id);
  const opening = planOpening({
    schedule: team.schedule,
    scheduleId: team.id,
    members,
    lastSlot: latest?.slot,
    since,
    now: work.now,
    isHoliday: holidaysOf(work.world, team.schedule),
  });
  let number = latest?.number ?? 0;
  const done = { opened: 0, missed: 0 };
  for (const decision of opening.decisions) {
    number += 1;
    if (!(await claim(work, team, { decision, number }))) continue;
    if (decision.do === "open") done.opened += 1;
    else done.missed += 1;
  }
  if (done.opened > 0) await settleEarlierRounds(work, team.id);
  await teams.setNextRoundAt(team.id, opening.nextRoundAt);
  return done;
}

/** Lists the members who are asked from now on, each with their own time zone. */
async function listRoundMembers({ stores, now }: Work, teamId: string): Promise<readonly RoundMember[]> {
  const members = listMembersAt(await stores.memberships.listOfTeam(teamId), now);
  const people = await stores.people.findMany(members.map(({ personId }) => personId));
  const zones = new Map(people.map(({ id, zone }) => [id, zone]));
  return members.map(({ id, personId }: Membership) => ({ membershipId: id, personId, zone: zones.get(personId) }));
}

type Claiming = { readonly decision: OpeningDecision; readonly number: number };

async function claim(work: Work, team: Team, { decision, number }: Claiming): Promise<boolean> {
  const id = work.world.ids.next();
  if (decision.do === "miss") {
    const { slot, opensAt, closesAt } = decision;
    return work.stores.rounds.claim({ id, teamId: team.id, number, slot, opensAt, closesAt, status: "missed" });
  }
  const { turns, ...planned } = decision.round;
  const round: Round = { id, teamId: team.id, number, status: "open", ...planned };
  if (!(await work.stores.rounds.claim(round))) return false;
  await claimTurns(work, round, turns);
  await planNudgeLooks(work, team, turns);
  return true;
}

async function claimTurns({ stores, world }: Work, round: Round, turns: PlannedRound["turns"]): Promise<void> {
  for (const turn of turns) {
    await stores.turns.claim({ ...turn, id: world.ids.next(), roundId: round.id, teamId: round.teamId });
  }
}

/** With the next round open, what was closed is sealed: at once, or of a large team in the same tick, read beside the program. */
async function settleEarlierRounds(work: Work, teamId: string): Promise<void> {
  const { stores, world, now } = work;
  const [, ...earlier] = await stores.rounds.listOfTeam(teamId, 3);
  const waits = world.teamReader !== undefined && (await isLargeTeam(stores.memberships, teamId));
  for (const round of earlier.toReversed()) {
    if (!waits) await runRound(work, round);
    else if (round.status === "open" || round.status === "closed") await stores.rounds.update({ ...round, nextActionAt: now });
  }
}

/**
 * Opens what is due under the current settings. Call it before changing anything that a round depends on, so that a
 * change within the minute of a round neither loses nor moves it.
 */
export async function openWhatIsDue(work: Work, team: Team): Promise<void> {
  await openDueRounds(work, team.id);
}

/**
 * Stores when the next round opens, by the team's current settings and members. A team that is paused without an end gets
 * none.
 */
export async function setNextRound(work: Work, team: Team): Promise<void> {
  const since = startOf(work, team);
  if (!Number.isFinite(since)) return work.stores.teams.setNextRoundAt(team.id, undefined);
  const { opensAt } = planNextRound({
    schedule: team.schedule,
    members: await listRoundMembers(work, team.id),
    lastSlot: (await work.stores.rounds.latest(team.id))?.slot,
    since,
    isHoliday: holidaysOf(work.world, team.schedule),
  });
  return work.stores.teams.setNextRoundAt(team.id, opensAt);
}

/**
 * Schedules the next round of every team in the workspace that still has members. It is called when a workspace that had
 * removed the bot installs it again.
 */
export async function resumeRounds(work: Work, workspaceId: string): Promise<void> {
  for (const team of await work.stores.teams.listOfWorkspace(workspaceId)) {
    if ((await listRoundMembers(work, team.id)).length > 0) await setNextRound(work, team);
  }
}

function startOf({ now }: Work, { pausedUntil }: Team): Instant {
  return Math.max(now, pausedUntil ?? 0);
}
