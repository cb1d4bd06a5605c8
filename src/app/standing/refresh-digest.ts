/** A late answer edits the digests that were posted, until the round is sealed. */
import type { Work } from "../call.ts";
import { isSameChannel, listHomeChannels } from "../link/homes.ts";
import { listLivePosts, queueEdit } from "../posting.ts";
import { closeStanding } from "./close-standing.ts";
import { buildDigestNow } from "./digest-data.ts";

/**
 * Keeps the round's standing with the late answer in it, so that the next digest compares with what this one says, and queues
 * the edits. A channel that is no home any more keeps what it has. Does nothing while the round is open, once it is sealed, or where no digest was posted.
 */
export async function refreshDigest(work: Work, roundId: string): Promise<void> {
  const round = await work.stores.rounds.find(roundId);
  const team = round && (await work.stores.teams.find(round.teamId));
  if (!team || round.status !== "closed") return;
  await closeStanding(work, team, round);
  const homes = await listHomeChannels(work, team);
  const posts = await listLivePosts(work, "digest", round.id);
  const edited = posts.filter(({ target }) => homes.some((home) => isSameChannel(target, home)));
  if (edited.length === 0) return;
  const message = await buildDigestNow(work, team, round);
  for (const post of edited) await queueEdit(work, post, message);
}
