/** Makes another member the lead when a team's only lead leaves, and tells them when the weekly limit allows it. */
import type { Membership, Team } from "../../core/team.ts";
import { localeOf, type Work } from "../call.ts";
import { workspaceFor } from "../link/homes.ts";
import { buildNotice } from "../notices.ts";
import { queuePost } from "../posting.ts";
import { findSendingTime } from "../schedule/sending-time.ts";

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
