/**
 * Makes sure that a team keeps a lead, because without one nobody could change it: another member becomes the lead when the
 * only one leaves, and is told when the weekly limit allows it.
 */
import { type Membership, type Team, isActiveAt } from "../../core/team.ts";
import { localeOf, type Work } from "../call.ts";
import { workspaceFor } from "../link/homes.ts";
import { buildNotice } from "../notices.ts";
import { queuePost } from "../posting.ts";
import { findSendingTime } from "../schedule/own-times.ts";

/** Makes the member a lead now and queues the message that says so, without the name of the person who left. */
export async function appointSuccessor(work: Work, team: Team, successor: Membership): Promise<void> {
  await work.stores.memberships.save({ ...successor, lead: true });
  const person = await work.stores.people.find(successor.personId);
  if (!person) return;
  const voice = work.world.voice(localeOf(person, team));
  await queuePost(work, {
    target: { to: "person", personId: person.id },
    workspaceId: await workspaceFor(work, person, team),
    purpose: "notice",
    subjectId: successor.id,
    message: buildNotice(voice, voice.runs("privacy.forget.successor-told", { team: team.name })),
    unsolicited: true,
    notBefore: await findSendingTime(work, team, person),
  });
}

/** Drops that message if it has not been sent, because the person no longer leads the team. */
export async function dropSuccessorNotice({ stores }: Work, membership: Membership): Promise<void> {
  for (const post of await stores.posts.listOfSubject("notice", membership.id)) {
    const item = await stores.outbox.findOfPost(post.id);
    if (item?.status === "pending") await stores.outbox.update({ ...item, status: "dropped" });
  }
}

/** True when this is a lead and the team has no other lead now. */
export async function isLastLead(work: Work, membership: Membership): Promise<boolean> {
  if (!membership.lead) return false;
  return (await listOthers(work, membership)).every((other) => !other.lead);
}

/** Lists everybody else who is in the team now, longest first. */
export async function listOthers({ stores, now }: Work, { id, teamId }: Membership): Promise<readonly Membership[]> {
  const memberships = await stores.memberships.listOfTeam(teamId);
  return memberships
    .filter((other) => other.id !== id && isActiveAt(other, now))
    .sort((left, right) => startOf(left) - startOf(right) || (left.id < right.id ? -1 : 1));
}

function startOf({ intervals }: Membership): number {
  return intervals.at(-1)?.since ?? 0;
}
