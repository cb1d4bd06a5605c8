/** Edits the digests that were posted when a late answer arrives, until the round is sealed. */
import type { Work } from "../call.ts";
import { isSameChannel, listHomeChannels } from "../link/homes.ts";
import { listLivePosts, queueEdit } from "../posting.ts";
import { closeStanding } from "./close-standing.ts";
import { buildDigestNow } from "./digest-data.ts";

/**
 * Stores the round's standing with the late answer, so that the next digest compares with what this one says, and queues
 * the edits. It does nothing while the round is open, once it is sealed, or if no digest was posted; a channel that is no
 * longer a home keeps what it has.
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
