/** Tells a team's leads that their home channel refused a message, because only they can fix it. */
import { buildChannelTroubleNotice } from "../../message/screens/team/unreachable-screen.ts";
import { localeOf, type Work } from "../call.ts";
import { workspaceFor } from "../link/homes.ts";
import type { Post } from "../ports/post-store.ts";
import { queuePost } from "../posting.ts";
import { listLeads } from "./list-leads.ts";
import { mayDisturb } from "./message-limit.ts";

/** Tells the leads that the post could not be sent. `reason` is the platform's own text and is shown unchanged. */
export async function tellChannelTrouble(work: Work, post: Post, reason: string): Promise<void> {
  const round = await work.stores.rounds.find(post.subjectId);
  const team = await work.stores.teams.find(round?.teamId ?? post.subjectId);
  if (!team) return;
  for (const lead of await listLeads(work, team.id)) {
    if (round && !(await mayDisturb(work, lead.id))) continue;
    await queuePost(work, {
      target: { to: "person", personId: lead.id },
      workspaceId: await workspaceFor(work, lead, team),
      purpose: "notice",
      subjectId: team.id,
      message: buildChannelTroubleNotice(work.world.voice(localeOf(lead, team)), { team, reason, what: toWhat(post) }),
      // Any other message in the channel follows what a lead has just done.
      unsolicited: round !== undefined,
    });
  }
}

function toWhat({ purpose }: Post): "digest" | "other" {
  return purpose === "digest" ? "digest" : "other";
}
