/** Closes a round early when its last member has answered or was excused. */
import { isTurnSettled } from "../../core/schedule/plan-turns.ts";
import type { Work } from "../call.ts";

/**
 * Makes an open round due now if every turn in it is settled. Otherwise, and for a round that is due already, it changes
 * nothing.
 */
export async function bringRoundForward({ stores, now }: Work, roundId: string): Promise<void> {
  const round = await stores.rounds.find(roundId);
  if (round?.status !== "open" || (round.nextActionAt !== undefined && round.nextActionAt <= now)) return;
  const turns = await stores.turns.listOfRound(roundId);
  if (turns.every(isTurnSettled)) await stores.rounds.update({ ...round, nextActionAt: now });
}
