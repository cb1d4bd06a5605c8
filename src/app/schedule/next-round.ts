/** When a team is asked next, as the scheduler reads it. It is never in the past. */
import { planNextRound } from "../../core/schedule/opening.ts";
import type { Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";
import { listRoundMembers, openDueRounds } from "../rounds/open-round.ts";
import { holidaysOf } from "./team-holidays.ts";

/**
 * Before anything that a round depends on is changed: what is due by the old settings opens by the old settings,
 * so that a change within the minute of a round neither loses nor moves it.
 */
export async function openWhatIsDue(work: Work, team: Team): Promise<void> {
  await openDueRounds(work, team.id);
}

/** Stores when the next round opens by the team's settings and members of now; nothing for a pause without end. */
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

/** The bot is back in a workspace that had removed it: teams that still have somebody to ask are asked again, never in the past. */
export async function resumeRounds(work: Work, workspaceId: string): Promise<void> {
  for (const team of await work.stores.teams.listOfWorkspace(workspaceId)) {
    if ((await listRoundMembers(work, team.id)).length > 0) await setNextRound(work, team);
  }
}

function startOf({ now }: Work, { pausedUntil }: Team): Instant {
  return Math.max(now, pausedUntil ?? 0);
}
