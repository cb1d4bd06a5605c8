/** What a finished check-in means for its round: the turn is done, the reminder is removed, and the last one closes the round. */
import type { CheckIn } from "../../core/check-in/check-in.ts";
import type { Work } from "../call.ts";
import { refreshDigest } from "../standing/post-digest.ts";
import { bringRoundForward } from "./bring-round-forward.ts";
import { removeReminder } from "./remind.ts";

/**
 * Settles the turn of a finished check-in and removes its reminder. A check-in outside a round only loses its reminder;
 * after the round's close, the digest is updated.
 */
export async function finishTurn(work: Work, checkIn: CheckIn): Promise<void> {
  await removeReminder(work, checkIn.id);
  const turn = await work.stores.turns.findOfCheckIn(checkIn.id);
  if (turn?.state === "finished") return;
  if (turn) {
    const { nextActionAt: _, ...rest } = turn;
    await work.stores.turns.update({ ...rest, state: "finished", finishedAt: work.now });
    await bringRoundForward(work, turn.roundId);
  }
  // Who was excused, or came later, has no turn; what they say is in the digest all the same.
  const roundId = turn?.roundId ?? checkIn.roundId;
  if (roundId !== undefined) await refreshDigest(work, roundId);
}
