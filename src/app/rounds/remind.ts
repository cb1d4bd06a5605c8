/**
 * Sends reminders, one at a time: the next one replaces the one before, and one is removed once there is nothing left to
 * remind of.
 */
import { zoneOfMember } from "../../core/schedule/occurrences.ts";
import type { Turn } from "../../core/schedule/round.ts";
import type { Person, Team } from "../../core/team.ts";
import { buildReminder, buildReminderGone } from "../../message/screens/check-in/reminder.ts";
import { localeOf, type Work, workspaceFor } from "../call.ts";
import { findLivePost, queuePost, queueRemoval } from "../posting.ts";

/** The turn that is reminded of, with its team and person. */
export type Reminding = { readonly turn: Turn; readonly team: Team; readonly person: Person };

/**
 * Queues a reminder of the open check-in and removes the earlier one. It does nothing while the check-in's card has not
 * been sent; the reminder is dropped unsent when the member answers or the window ends.
 */
export async function remind(work: Work, { turn, team, person }: Reminding): Promise<void> {
  const checkIn = turn.checkInId === undefined ? undefined : await work.stores.checkIns.find(turn.checkInId);
  const shown = checkIn && (await findLivePost(work, "check-in", checkIn.id));
  // A card that is still on its way says it itself.
  if (!checkIn || shown?.platformRef === undefined) return;
  await removeReminder(work, checkIn.id);
  const zone = person.zone ?? zoneOfMember(team.schedule, undefined);
  const isLast = person.reminders !== "standard" || turn.remindersSent > 1;
  await queuePost(work, {
    target: { to: "person", personId: person.id },
    workspaceId: await workspaceFor(work, person, team),
    purpose: "reminder",
    subjectId: checkIn.id,
    message: buildReminder(work.world.voice(localeOf(person, team)), { checkIn, team, until: turn.windowEndsAt, zone }),
    unsolicited: isLast,
    expiresAt: turn.windowEndsAt,
    stillWanted: { when: "check-in-open", checkInId: checkIn.id },
  });
}

/** Queues the removal of the check-in's reminder. It does nothing when there is none. */
export async function removeReminder(work: Work, checkInId: string): Promise<void> {
  const reminder = await findLivePost(work, "reminder", checkInId);
  if (reminder?.target.to !== "person") return;
  const person = await work.stores.people.find(reminder.target.personId);
  const checkIn = await work.stores.checkIns.find(checkInId);
  const team = checkIn && (await work.stores.teams.find(checkIn.teamId));
  if (person && team) await queueRemoval(work, reminder, buildReminderGone(work.world.voice(localeOf(person, team)), team));
}
