/** Seals the check-ins of a round: from then on their answers cannot change, and open cards say so. */
import type { CheckIn } from "../../core/check-in/check-in.ts";
import { step } from "../../core/check-in/walk.ts";
import type { Work } from "../call.ts";
import { buildCard } from "../check-in/view.ts";
import { findLivePost, queueEdit } from "../posting.ts";
import { removeReminder } from "./remove-reminder.ts";

/** Seals every check-in of the round. */
export async function sealCheckIns(work: Work, roundId: string): Promise<void> {
  for (const checkIn of await work.stores.checkIns.listOfRound(roundId)) await sealCheckIn(work, checkIn);
}

/** Seals one check-in, removes its reminder and updates its card. A check-in that is sealed or cancelled stays as it is. */
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
