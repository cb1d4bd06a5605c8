/** Says in a team's home channel what happens there from now on. */
import type { Team } from "../../core/team.ts";
import { buildWelcome } from "../../message/screens/team/setup-done.ts";
import type { Work } from "../call.ts";
import { queuePost } from "../posting.ts";

/** Nothing where the team has no home channel yet. `by`: the name of whoever chose it. */
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
