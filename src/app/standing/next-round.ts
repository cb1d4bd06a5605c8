/** Says when a team's next round opens. */
import { nextOccurrence } from "../../core/schedule/occurrences.ts";
import type { Team } from "../../core/team.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { Work } from "../call.ts";
import { holidaysOf } from "../schedule/team-holidays.ts";

/**
 * Returns date and hour of the next round by the team's own clock; members further east are asked earlier. Undefined where
 * none is planned.
 */
export async function sayNextRound(work: Work, team: Team, voice: Voice): Promise<string | undefined> {
  const { stores, now, world } = work;
  const planned = await stores.teams.nextRoundAt(team.id);
  if (planned === undefined || planned <= now) return undefined;
  const lastSlot = (await stores.rounds.latest(team.id))?.slot;
  const after = Math.max(now, team.pausedUntil ?? 0);
  const { at } = nextOccurrence(team.schedule, { after, lastSlot, isHoliday: holidaysOf(world, team.schedule) });
  return voice.dateTime(at, team.schedule.zone);
}
