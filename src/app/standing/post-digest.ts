/** Posts a round's digest to the team's home channels, once to each. */

import { SEAL_AFTER_MS } from "../../core/schedule/plan-rounds.ts";
import type { Round } from "../../core/schedule/round.ts";
import type { Team } from "../../core/team.ts";
import type { Work } from "../call.ts";
import { isSameChannel, listHomeChannels } from "../link/homes.ts";
import { listLivePosts, queuePost } from "../posting.ts";
import { buildDigestNow } from "./digest-data.ts";

/**
 * Queues the digest in the same transaction as the change that causes it. A team without a channel gets none, and a
 * second call posts nothing again.
 */
export async function postDigest(work: Work, team: Team, round: Round): Promise<void> {
  const posted = await listLivePosts(work, "digest", round.id);
  const missing = (await listHomeChannels(work, team)).filter(
    (home) => !posted.some(({ target }) => isSameChannel(target, home)),
  );
  if (missing.length === 0) return;
  const message = await buildDigestNow(work, team, round);
  for (const target of missing) {
    await queuePost(work, {
      target,
      workspaceId: target.workspaceId,
      purpose: "digest",
      subjectId: round.id,
      message,
      // A round may be sealed as soon as it closes, where the next one opens at once: its digest is wanted all the same.
      expiresAt: (round.closedAt ?? work.now) + SEAL_AFTER_MS,
    });
  }
}
