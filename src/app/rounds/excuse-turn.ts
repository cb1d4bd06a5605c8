/** Excuses a member who could not be asked after all, and withdraws the check-in that they never saw. */
import type { Excuse } from "../../core/schedule/round.ts";
import type { Work } from "../call.ts";
import { bringRoundForward } from "./bring-round-forward.ts";

/**
 * Excuses the turn that the check-in belongs to. It changes nothing if the member has already answered, or if the
 * check-in belongs to no round.
 */
export async function excuseTurn(work: Work, checkInId: string, excuse: Excuse): Promise<void> {
  const { checkIns, turns } = work.stores;
  const turn = await turns.findOfCheckIn(checkInId);
  if (turn?.state !== "asked") return;
  const { nextActionAt: _, ...rest } = turn;
  await turns.update({ ...rest, state: "excused", excuse });
  const checkIn = await checkIns.find(checkInId);
  const untouched = checkIn?.status === "open" && checkIn.items.every((item) => item.outcome === "pending");
  if (untouched) await checkIns.update({ ...checkIn, status: "cancelled", revision: checkIn.revision + 1 });
  await bringRoundForward(work, turn.roundId);
}
