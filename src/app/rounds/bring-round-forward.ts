/** When the last member of a round has answered or is excused, the round closes at once instead of at its window's end. */
import { isTurnSettled } from "../../core/schedule/plan-turns.ts";
import type { Work } from "../call.ts";

export async function bringRoundForward({ stores, now }: Work, roundId: string): Promise<void> {
  const round = await stores.rounds.find(roundId);
  if (round?.status !== "open" || (round.nextActionAt !== undefined && round.nextActionAt <= now)) return;
  const turns = await stores.turns.listOfRound(roundId);
  if (turns.every(isTurnSettled)) await stores.rounds.update({ ...round, nextActionAt: now });
}
