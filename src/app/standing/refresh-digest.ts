/** A late answer edits the digest that was posted, until the round is sealed. */
import type { Work } from "../call.ts";
import { findLivePost, queueEdit } from "../posting.ts";
import { closeStanding } from "./close-standing.ts";
import { buildDigestNow } from "./digest-data.ts";

/**
 * Keeps the round's standing with the late answer in it, so that the next digest compares with what this one says, and queues
 * the edit. Does nothing while the round is open, once it is sealed, or where no digest was posted.
 */
export async function refreshDigest(work: Work, roundId: string): Promise<void> {
  const round = await work.stores.rounds.find(roundId);
  const team = round && (await work.stores.teams.find(round.teamId));
  if (!team || round.status !== "closed") return;
  await closeStanding(work, team, round);
  const post = await findLivePost(work, "digest", round.id);
  if (post) await queueEdit(work, post, await buildDigestNow(work, team, round));
}
