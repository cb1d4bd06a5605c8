/**
 * Queues lasting messages in the outbox, in the same transaction as the change that causes them; and the answers to what
 * somebody typed or pressed, so that neither a failing platform nor a restart loses them.
 */
import type { Instant } from "../core/time.ts";
import type { Message, Element } from "../message/message.ts";
import type { Work, Call } from "./call.ts";
import type { OutboxItem, StillWanted, Urgency } from "./ports/outbox-store.ts";
import type { Post, Purpose, Target } from "./ports/post-store.ts";
import type { World } from "./ports/world.ts";
import type { FormOutcome } from "./request.ts";

/** A message to be queued, and what its post is about. */
export type Posting = {
  readonly target: Target;
  readonly workspaceId: string;
  readonly purpose: Purpose;
  readonly subjectId: string;
  readonly message: Message;
  /** Counts against the two a week; an answer to somebody's own act does not. */
  readonly unsolicited?: boolean;
  readonly notBefore?: Instant;
  readonly expiresAt?: Instant;
  readonly stillWanted?: StillWanted;
  /** Without it: `waiting` for the person who asked, `personal` for anybody else, `channel` for a channel. */
  readonly urgency?: Urgency;
};

/** Returns the lane of a target: one for each person and one for each channel. Messages of a lane go out in order. */
export function laneOf(target: Target): string {
  return target.to === "person" ? `person:${target.personId}` : `channel:${target.workspaceId}:${target.channelId}`;
}

/** Queues a new message and returns its post. */
export async function queuePost(work: Work, posting: Posting): Promise<Post> {
  const { target, workspaceId, purpose, subjectId, message, stillWanted } = posting;
  const post: Post = { id: work.world.ids.next(), target, workspaceId, purpose, subjectId, createdAt: work.now };
  await work.stores.posts.save(post);
  await work.stores.outbox.add({
    ...buildItem(work, post, { operation: "post", message, urgency: posting.urgency ?? urgencyOfPost(work, target) }),
    unsolicited: posting.unsolicited ?? false,
    notBefore: posting.notBefore ?? work.now,
    ...(posting.expiresAt !== undefined && { expiresAt: posting.expiresAt }),
    ...(stillWanted && { stillWanted }),
  });
  return post;
}

/**
 * Queues the post's new content in the place of edits that still wait, since this one says it all. Without an `urgency` it is
 * `waiting` for the person who asked, and `background` for everybody else.
 */
export async function queueEdit(work: Work, post: Post, message: Message, urgency?: Urgency): Promise<void> {
  if (post.removedAt !== undefined) return;
  const urgent = urgency ?? urgencyOfChange(work, post.target);
  await work.stores.outbox.addEdit(buildItem(work, post, { operation: "edit", message, urgency: urgent }));
}

/** Queues the post's removal, as urgent as an edit of it would be unless told otherwise. */
export async function queueRemoval(work: Work, post: Post, message: Message, urgency?: Urgency): Promise<void> {
  if (post.removedAt !== undefined) return;
  await work.stores.outbox.dropPendingEdits(post.id);
  await work.stores.posts.save({ ...post, removedAt: work.now });
  await work.stores.outbox.add(
    buildItem(work, post, { operation: "remove", message, urgency: urgency ?? urgencyOfChange(work, post.target) }),
  );
}

/** Returns the newest post of a subject that has not been removed; undefined when there is none. */
export async function findLivePost(work: Work, purpose: Purpose, subjectId: string): Promise<Post | undefined> {
  return (await listLivePosts(work, purpose, subjectId))[0];
}

/** Lists the posts of a subject that have not been removed, newest first: one for each home channel. */
export async function listLivePosts(work: Work, purpose: Purpose, subjectId: string): Promise<readonly Post[]> {
  const posts = await work.stores.posts.listOfSubject(purpose, subjectId);
  return posts.filter((post) => post.removedAt === undefined);
}

function urgencyOfPost(work: Work, target: Target): Urgency {
  if (isAsker(work, target)) return "waiting";
  return target.to === "person" ? "personal" : "channel";
}

function urgencyOfChange(work: Work, target: Target): Urgency {
  return isAsker(work, target) ? "waiting" : "background";
}

function isAsker({ askedBy }: Work, target: Target): boolean {
  return target.to === "person" && askedBy === target.personId;
}

function buildItem(work: Work, post: Post, what: Pick<OutboxItem, "operation" | "message" | "urgency">): OutboxItem {
  return {
    id: work.world.ids.next(),
    postId: post.id,
    workspaceId: post.workspaceId,
    // A file takes a while: nothing else for its reader waits behind it.
    lane: post.purpose === "export" ? `file:${laneOf(post.target)}` : laneOf(post.target),
    ...what,
    unsolicited: false,
    notBefore: work.now,
    status: "pending",
    attempt: 0,
    createdAt: work.now,
  };
}

/** How long a front end has to show an answer itself before delivery brings it to the person's direct message. */
const SHOWN_WITHIN_MS = 45_000;

/**
 * Queues the answer as the author's front end wishes (see `AnswerRoute`), in the unit of work of what it answers. The
 * outcome that it returns holds no notice where delivery brings it alone. Who was forgotten just now gets no message.
 */
export async function routeAnswer(call: Call, outcome: FormOutcome): Promise<FormOutcome> {
  const { notice, ...rest } = outcome;
  const route = call.from.answers;
  if (!notice || !route || (route.by === "front-end" && route.ifPictures && !hasPicture(notice.elements))) return outcome;
  const { id: personId } = call.person;
  if ((await call.stores.people.accountsOf(personId)).length === 0) return outcome;
  const post = await queuePost(call, {
    target: { to: "person", personId },
    workspaceId: call.workspace.id,
    purpose: "answer",
    subjectId: route.by === "delivery" ? (route.thread ?? "") : "",
    message: notice,
    urgency: "waiting",
    ...(route.by === "front-end" && { notBefore: call.now + SHOWN_WITHIN_MS }),
  });
  return { ...(route.by === "delivery" ? rest : outcome), answerId: post.id };
}

/** Says whether the front end has shown an answer: if so it is not sent, otherwise delivery sends it now. */
export async function settleAnswer(world: World, postId: string, how: "shown" | "not-shown"): Promise<void> {
  await world.storage.work(async ({ outbox }) => {
    const item = await outbox.findOfPost(postId);
    if (item?.status !== "pending") return;
    await outbox.update(
      how === "shown" ? { ...item, status: "dropped", failure: "shown" } : { ...item, notBefore: world.clock.now() },
    );
  });
  if (how === "not-shown") world.onQueued();
}

/** Where an answer goes, and whose it is. */
export type Answered = { readonly workspaceId: string; readonly platformUserId: string; readonly message: Message };

/** Has delivery bring a message to somebody who waits for it. Nothing happens for an account that nobody knows. */
export async function sendAnswer(world: World, { workspaceId, platformUserId, message }: Answered): Promise<void> {
  await world.storage.work(async (stores) => {
    const person = await stores.people.findByAccount(workspaceId, platformUserId);
    if (!person) return;
    await queuePost(
      { stores, world, now: world.clock.now() },
      {
        target: { to: "person", personId: person.id },
        workspaceId,
        purpose: "answer",
        subjectId: "",
        message,
        urgency: "waiting",
      },
    );
  });
  world.onQueued();
}

function hasPicture(elements: readonly Element[]): boolean {
  return elements.some((element) => element.kind === "picture" || (element.kind === "fold" && hasPicture(element.elements)));
}
