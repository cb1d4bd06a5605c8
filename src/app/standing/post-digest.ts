/** Posts a round's digest to the home channel, once. */
import type { Round } from "../../core/schedule/round.ts";
import { SEAL_AFTER_MS } from "../../core/schedule/rounds.ts";
import type { Team } from "../../core/team.ts";
import type { Work } from "../call.ts";
import type { Post } from "../ports.ts";
import { findLivePost, queuePost } from "../posting.ts";
import { buildDigestNow } from "./digest-data.ts";

/** Queues it with the change that causes it. A team without a channel has none; a second call finds the first one's post. */
export async function postDigest(work: Work, team: Team, round: Round): Promise<Post | undefined> {
  if (team.channelId === undefined) return undefined;
  const posted = await findLivePost(work, "digest", round.id);
  if (posted) return posted;
  return queuePost(work, {
    target: { to: "channel", workspaceId: team.workspaceId, channelId: team.channelId },
    workspaceId: team.workspaceId,
    purpose: "digest",
    subjectId: round.id,
    message: await buildDigestNow(work, team, round),
    // A round may be sealed as soon as it closes, where the next one opens at once: its digest is wanted all the same.
    expiresAt: (round.closedAt ?? work.now) + SEAL_AFTER_MS,
  });
}
