/** Tells a team's leads that their home channel refused a message, because only they can fix it. */
import { buildChannelTroubleNotice, type ChannelRefusal } from "../../message/screens/team/unreachable-screen.ts";
import { localeOf, type Work, workspaceFor, listLeads } from "../call.ts";
import type { Post } from "../ports/post-store.ts";
import { queuePost } from "../posting.ts";
import { findWorkingTime } from "../schedule/own-times.ts";

/** Tells the leads that the post could not be sent. `reason` is the platform's own text and is shown unchanged. */
export async function tellChannelTrouble(work: Work, post: Post, refusal: ChannelRefusal): Promise<void> {
  const round = await work.stores.rounds.find(post.subjectId);
  const team = await work.stores.teams.find(round?.teamId ?? post.subjectId);
  if (!team) return;
  for (const lead of await listLeads(work, team.id)) {
    const voice = work.world.voice(localeOf(lead, team));
    await queuePost(work, {
      target: { to: "person", personId: lead.id },
      workspaceId: await workspaceFor(work, lead, team),
      purpose: "notice",
      subjectId: team.id,
      message: buildChannelTroubleNotice(voice, { team, what: toWhat(post), ...refusal }),
      ...(round && { notBefore: findWorkingTime(work, { team, person: lead }) }),
    });
  }
}

function toWhat({ purpose }: Post): "digest" | "other" {
  return purpose === "digest" ? "digest" : "other";
}
