/** Removes a reminder once there is nothing left to remind of, or once the next one replaces it. */
import { buildReminderGone } from "../../message/screens/check-in/reminder.ts";
import { localeOf, type Work } from "../call.ts";
import { findLivePost, queueRemoval } from "../posting.ts";

/** Queues the removal of the check-in's reminder. It does nothing when there is none. */
export async function removeReminder(work: Work, checkInId: string): Promise<void> {
  const reminder = await findLivePost(work, "reminder", checkInId);
  if (reminder?.target.to !== "person") return;
  const person = await work.stores.people.find(reminder.target.personId);
  const checkIn = await work.stores.checkIns.find(checkInId);
  const team = checkIn && (await work.stores.teams.find(checkIn.teamId));
  if (person && team) await queueRemoval(work, reminder, buildReminderGone(work.world.voice(localeOf(person, team)), team));
}
