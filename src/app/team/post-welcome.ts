/** Tells a team's home channel what will happen there. */
import type { Team } from "../../core/team.ts";
import { buildWelcome } from "../../message/screens/team/setup-done.ts";
import type { Work } from "../call.ts";
import { queuePost } from "../posting.ts";

/** Queues the welcome; a team without a home channel gets none. `by` is the name of the person who chose the channel. */
export async function postWelcome(work: Work, team: Team, by: string): Promise<void> {
  if (team.channelId === undefined) return;
  await queuePost(work, {
    target: { to: "channel", workspaceId: team.workspaceId, channelId: team.channelId },
    workspaceId: team.workspaceId,
    purpose: "notice",
    subjectId: team.id,
    message: buildWelcome(work.world.voice(team.locale), { team, by }),
  });
}
