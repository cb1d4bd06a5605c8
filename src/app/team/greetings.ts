/** Greets people once a team, within their working hours and the two messages a week. */
import type { Membership, Person, Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import { buildGreeting } from "../../message/screens/team/greeting.ts";
import { localeOf, type Work } from "../call.ts";
import { workspaceFor } from "../link/homes.ts";
import { queueEdit, queuePost } from "../posting.ts";
import { WEEK_MS } from "../rounds/message-limit.ts";
import { zoneOf } from "../schedule/own-time.ts";
import { listOwnTimes } from "../schedule/own-times.ts";
import { findSendingTime } from "../schedule/sending-time.ts";

export type Greeting = {
  readonly team: Team;
  readonly membership: Membership;
  /** Who added them. */
  readonly by: Person;
  /** Also where a greeting for this team was queued before, because it did not arrive. */
  readonly again?: boolean;
};

/** Queues the greeting and says from when it may be sent; undefined: greeted for this team before, or the adder themselves. */
export async function queueGreeting(work: Work, greeting: Greeting): Promise<Instant | undefined> {
  const { team, membership, by } = greeting;
  if (membership.personId === by.id) return undefined;
  const earlier = await work.stores.posts.listOfSubject("greeting", membership.id);
  if (earlier.length > 0 && !greeting.again) return undefined;
  const person = await work.stores.people.find(membership.personId);
  if (!person) return undefined;
  const notBefore = await findSendingTime(work, team, person);
  await queuePost(work, {
    target: { to: "person", personId: person.id },
    workspaceId: await workspaceFor(work, person, team),
    purpose: "greeting",
    subjectId: membership.id,
    message: await wordGreeting(work, greeting, person),
    unsolicited: true,
    notBefore,
  });
  if (person.greetedAt === undefined) await work.stores.people.save({ ...person, greetedAt: work.now });
  return notBefore;
}

/**
 * Where somebody's team joins another within the week of its own greeting, or before that was sent, that one becomes the
 * greeting of the team joined: nobody is greeted twice for one team, and it takes no place from a check-in. False: there is none.
 */
export async function moveGreeting(work: Work, greeting: Greeting, former: Membership): Promise<boolean> {
  const { posts, outbox, people } = work.stores;
  const [post] = await posts.listOfSubject("greeting", former.id);
  const item = post && (await outbox.findOfPost(post.id));
  const person = await people.find(former.personId);
  const isRecent = item?.status === "pending" || (item?.sentAt ?? 0) > work.now - WEEK_MS;
  if (!post || !item || !person || !isRecent) return false;
  const message = await wordGreeting(work, greeting, person);
  const moved = { ...post, subjectId: greeting.membership.id };
  await posts.save(moved);
  if (item.status === "pending") await outbox.rewrite(item.id, message);
  else await queueEdit(work, moved, message);
  return true;
}

async function wordGreeting(work: Work, { team, membership, by }: Greeting, person: Person) {
  const [firstAt] = await listOwnTimes(work, { team, person });
  return buildGreeting(work.world.voice(localeOf(person, team)), {
    team,
    membership,
    by: by.name,
    zone: zoneOf(person, team),
    ...(firstAt !== undefined && { firstAt }),
  });
}

/** A greeting that still waits is not sent to somebody who has gone. */
export async function dropGreetings(work: Work, membership: Membership): Promise<void> {
  for (const post of await work.stores.posts.listOfSubject("greeting", membership.id)) {
    const item = await work.stores.outbox.findOfPost(post.id);
    if (item?.status === "pending") await work.stores.outbox.update({ ...item, status: "dropped" });
  }
}
