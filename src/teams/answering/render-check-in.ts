/** Renders the current content of a check-in for clients that ask for it. */

import { buildCard } from "../../app/check-in/view.ts";
import type { Card } from "../card/card.ts";
import { toAdaptiveCard } from "../card/to-adaptive-card.ts";
import type { Arrival, Room } from "../receiving/handler-parts.ts";
import { listTeamsIds } from "../sending/conversations.ts";

/** Returns the card of the check-in as it is now; undefined when it does not belong to the person. It changes nothing. */
export async function renderCheckIn({ world, pictures }: Room, arrival: Arrival, checkInId: string): Promise<Card | undefined> {
  const { workspace, from } = arrival;
  const found = await world.storage.work(async (stores) => {
    const checkIn = await stores.checkIns.find(checkInId);
    const person = await stores.people.findByAccount(workspace.id, from.platformUserId);
    const team = checkIn && (await stores.teams.find(checkIn.teamId));
    if (!checkIn || !team || !person || checkIn.personId !== person.id) return undefined;
    const message = await buildCard({ stores, world, now: world.clock.now() }, checkIn, { person, team });
    return { message, userIds: await listTeamsIds(stores, workspace.id, from.platformUserId) };
  });
  if (!found) return undefined;
  const { message, userIds } = found;
  return toAdaptiveCard(message, {
    pictures: await pictures(message),
    ...(userIds.length > 0 && { refresh: { checkInId, userIds } }),
  });
}
