/** Updates the digest in the channel when somebody takes or changes a step. */
import type { TeamCall } from "../call.ts";
import { refreshDigest } from "../standing/post-digest.ts";

/** Edits the newest digest, so that it does not offer a step that somebody has taken. */
export async function showInDigest(call: TeamCall): Promise<void> {
  const round = await call.stores.rounds.latest(call.team.id);
  if (round) await refreshDigest(call, round.id);
}
