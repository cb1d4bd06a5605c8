/** Computes when a team is asked next; never in the past. */
import { planNextRound } from "../../core/schedule/opening.ts";
import type { Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";
import { listRoundMembers, openDueRounds } from "../rounds/open-round.ts";
import { holidaysOf } from "./team-holidays.ts";

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
