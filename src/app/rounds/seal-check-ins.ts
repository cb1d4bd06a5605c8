/** From a round's sealing on its answers stay as they are: its check-ins are sealed, and cards still open say so. */
import type { CheckIn } from "../../core/check-in/check-in.ts";
import { step } from "../../core/check-in/walk.ts";
import type { Work } from "../call.ts";
import { buildCard } from "../check-in/view.ts";
import { findLivePost, queueEdit } from "../posting.ts";
import { removeReminder } from "./remove-reminder.ts";

export async function sealCheckIns(work: Work, roundId: string): Promise<void> {
  for (const checkIn of await work.stores.checkIns.listOfRound(roundId)) await sealCheckIn(work, checkIn);
}

/** Nothing happens to one that is sealed or was cancelled. */
export async function sealCheckIn(work: Work, checkIn: CheckIn): Promise<void> {
  if (checkIn.status === "cancelled") return;
  const result = step(checkIn, { do: "seal" }, { now: work.now, revision: checkIn.revision });
  if (result.kind === "refused") return;
  await work.stores.checkIns.update(result.checkIn);
  await removeReminder(work, checkIn.id);
  if (result.checkIn.status === "closed") await showClosed(work, result.checkIn);
}

async function showClosed(work: Work, checkIn: CheckIn): Promise<void> {
  const person = await work.stores.people.find(checkIn.personId);
  const team = await work.stores.teams.find(checkIn.teamId);
  const post = await findLivePost(work, "check-in", checkIn.id);
  if (person && team && post) await queueEdit(work, post, await buildCard(work, checkIn, { person, team }));
}
