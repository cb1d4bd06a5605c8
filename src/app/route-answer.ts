/**
 * Brings the answer to what somebody typed or pressed to them for certain: it waits in the outbox before the event is
 * acknowledged, so that neither a failing platform nor a restart loses it.
 */
import type { Element, Message } from "../message/message.ts";
import type { Call } from "./call.ts";
import type { World } from "./ports/world.ts";
import { queuePost } from "./posting.ts";
import type { FormOutcome } from "./request.ts";

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
