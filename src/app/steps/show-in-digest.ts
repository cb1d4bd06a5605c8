/** The digest in the channel says who took what. */
import type { TeamCall } from "../call.ts";
import { refreshDigest } from "../standing/refresh-digest.ts";

/** Edits the newest one, as a late answer does: so nobody is offered there what somebody took. */
export async function showInDigest(call: TeamCall): Promise<void> {
  const round = await call.stores.rounds.latest(call.team.id);
  if (round) await refreshDigest(call, round.id);
}
