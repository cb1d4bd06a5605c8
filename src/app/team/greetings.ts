/**
 * Greets people once for each team, within their working hours and two messages a week, and tells a team's home channel what
 * will happen there.
 */
import { zoneOf } from "../../core/schedule/local-time.ts";
import type { Membership, Person, Team } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import { markName } from "../../message/person-names.ts";
import { buildGreeting } from "../../message/screens/team/greeting.ts";
import { nameSide } from "../../message/screens/team/link-screen.ts";
import { buildWelcome } from "../../message/screens/team/setup-done.ts";
import { localeOf, type Work, workspaceFor, listSides } from "../call.ts";
import { queueEdit, queuePost } from "../posting.ts";
import { MAX_A_WEEK, WEEK_MS, listOwnTimes, findSendingTime } from "../schedule/own-times.ts";

/** The membership that somebody is greeted for. */
export type Greeting = {
  readonly team: Team;
  readonly membership: Membership;
  /** Who added them. */
  readonly by: Person;
  /** Also where a greeting for this team was queued before, because it did not arrive. */
  readonly again?: boolean;
  /** Where it would take the week's last place before the first check-in, it waits for that one and comes with it. */
  readonly makesRoom?: boolean;
};

/**
 * Queues the greeting and returns the earliest instant at which it may be sent. Returns undefined, and queues nothing,
 * for people who were greeted for this team before and for the person who added them.
 */
export async function queueGreeting(work: Work, greeting: Greeting): Promise<Instant | undefined> {
  const { team, membership, by } = greeting;
  if (membership.personId === by.id) return undefined;
  const earlier = await work.stores.posts.listOfSubject("greeting", membership.id);
  if (earlier.length > 0 && !greeting.again) return undefined;
  const person = await work.stores.people.find(membership.personId);
  if (!person) return undefined;
  const sendingTime = await findSendingTime(work, team, person);
  const first = greeting.makesRoom ? await findCrowdedCheckIn(work, greeting, person) : undefined;
  const notBefore = Math.max(sendingTime, first ?? 0);
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

/** Returns when the member is asked first, if the week up to then has room for either that or the greeting, and not for both. */
async function findCrowdedCheckIn(work: Work, { team, membership }: Greeting, person: Person): Promise<Instant | undefined> {
  const [first] = membership.kind === "member" ? await listOwnTimes(work, { team, person }) : [];
  if (first === undefined || first - work.now >= WEEK_MS) return undefined;
  const counted = await work.stores.outbox.countUnsolicited(person.id, first - WEEK_MS);
  return counted + 1 === MAX_A_WEEK ? first : undefined;
}

/**
 * Turns a recent or unsent greeting of the former team into the greeting of the team that it joined, so that nobody is
 * greeted twice for one team. Returns false when there is no such greeting.
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
  const voice = work.world.voice(localeOf(person, team));
  const sides = await listSides(work, team);
  return buildGreeting(voice, {
    team,
    membership,
    by: markName(by),
    zone: zoneOf(person, team),
    ...(firstAt !== undefined && { firstAt }),
    ...(sides.length > 1 && { sides: sides.map((side) => nameSide(voice, side)) }),
  });
}

/**
 * Drops what waits of the greetings for a membership that becomes one with another in the same team, so that nobody is greeted
 * twice and the two a week are left for the round. What was sent stays and counts.
 */
export async function uniteGreetings(work: Work, stays: Membership, goes: Membership): Promise<void> {
  const { posts, outbox } = work.stores;
  const [kept] = await posts.listOfSubject("greeting", stays.id);
  if (kept) return dropGreetings(work, goes);
  for (const post of await posts.listOfSubject("greeting", goes.id)) {
    const item = await outbox.findOfPost(post.id);
    if (item?.status === "pending") await posts.save({ ...post, subjectId: stays.id });
  }
}

/** Drops the greetings of a membership that have not been sent yet. */
export async function dropGreetings(work: Work, membership: Membership): Promise<void> {
  for (const post of await work.stores.posts.listOfSubject("greeting", membership.id)) {
    const item = await work.stores.outbox.findOfPost(post.id);
    if (item?.status === "pending") await work.stores.outbox.update({ ...item, status: "dropped" });
  }
}

/** Queues the welcome; a team without a home channel gets none. `by` is the name of the person who chose the channel. */
export async function postWelcome(work: Work, team: Team, by: string): Promise<void> {
  if (team.channelId === undefined) return;
  await queuePost(work, {
    target: { to: "channel", workspaceId: team.workspaceId, channelId: team.channelId },
    workspaceId: team.workspaceId,
    purpose: "notice",
    subjectId: team.id,
    message: buildWelcome(work.world.voice(team.locale), { team, by }),
  });
}
