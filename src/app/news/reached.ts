/** Handles a member who could not be reached and now can: leads see it at once, and the greeting that failed is sent again. */
import { isActiveAt, type Membership } from "../../core/team.ts";
import type { Work } from "../call.ts";
import { clearUnreachable } from "../known-people.ts";
import type { World } from "../ports/world.ts";
import { queuePost } from "../posting.ts";

/** The account that the bot can write to again. */
export type Reached = { readonly workspaceId: string; readonly platformUserId: string };

/**
 * Clears the mark of being unreachable and queues failed greetings again. Returns true when a greeting was queued; people
 * who were never marked, or whom the bot does not know, are left alone.
 */
export async function noteReached(world: World, { workspaceId, platformUserId }: Reached): Promise<boolean> {
  const greeted = await world.storage.work(async (stores) => {
    const person = await stores.people.findByAccount(workspaceId, platformUserId);
    if (person?.unreachable === undefined) return false;
    const work = { stores, world, now: world.clock.now() };
    await clearUnreachable(work, person.id);
    const memberships = await stores.memberships.listOfPerson(person.id);
    const active = memberships.filter((membership) => isActiveAt(membership, work.now));
    const again = await Promise.all(active.map((membership) => greetAgain(work, membership)));
    return again.includes(true);
  });
  if (greeted) world.onQueued();
  return greeted;
}

/** In the words of then; an answer to their own act now, so it counts against no limit. */
async function greetAgain(work: Work, { id }: Membership): Promise<boolean> {
  const [post] = await work.stores.posts.listOfSubject("greeting", id);
  const item = post && post.platformRef === undefined ? await work.stores.outbox.findOfPost(post.id) : undefined;
  if (!post || item?.status !== "failed") return false;
  const { target, workspaceId, purpose, subjectId } = post;
  await queuePost(work, { target, workspaceId, purpose, subjectId, message: item.message, urgency: "waiting" });
  return true;
}
