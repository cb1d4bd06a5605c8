/** Handles a pressed button or a submitted form, as a universal action or as a message with a value. */
import type { Post } from "../../app/ports/post-store.ts";
import { settleAnswer } from "../../app/posting.ts";
import type { FormOutcome } from "../../app/request.ts";
import { type PressedMessage, type Reaction, react, type ShownReply } from "../answering/reaction.ts";
import { renderCheckIn } from "../answering/render-check-in.ts";
import { renderShown, type Showable, toReader, toShownActivity } from "../answering/show-in-chat.ts";
import { acknowledge, SAID_OF, type Told, tellAuthor, voiceOf } from "../answering/tell-author.ts";
import { CARD_CONTENT_TYPE, type Card } from "../card/card.ts";
import { ConnectorFailure } from "../sending/connector-failure.ts";
import { toTeamsRef } from "../sending/teams-ref.ts";
import { conversationIdOf } from "./activity.ts";
import { type Arrival, OK, type Room, type TeamsReply } from "./handler-parts.ts";
import { type Pressed, parseInvoked } from "./pressed.ts";

const MESSAGE_CONTENT_TYPE = "application/vnd.microsoft.activity.message";

type Acting = Exclude<Pressed, { kind: "refresh" }>;

/** Handles a universal action: the answer replaces the card at once for the person who pressed it. */
export async function onInvoked(room: Room, arrival: Arrival): Promise<TeamsReply> {
  const pressed = parseInvoked(arrival.activity.value);
  if (!pressed) return toReply(400, "application/vnd.microsoft.error", { code: "BadRequest", message: "unknown action" });
  if (pressed.kind === "refresh") {
    const card = await renderCheckIn(room, arrival, pressed.checkInId);
    return card ? replyCard(card) : replyWords((await voiceOf(room, arrival)).say("teams.done"));
  }
  const { reaction, post, answerId } = await act(room, arrival, pressed);
  const isPosted = holdsMessage(reaction.posts);
  const told = await carryOut(room, { arrival, reaction, post, answerId: isPosted ? answerId : undefined });
  if (answerId !== undefined && !isPosted) await settleAnswer(room.world, answerId, "shown");
  const inPlace = reaction.inPlace && (await render(room, { arrival, shown: reaction.inPlace, post }));
  if (inPlace) return replyCard(inPlace);
  const voice = await voiceOf(room, arrival);
  return replyWords(voice.say(told === "told" ? `teams.${reaction.toast}` : SAID_OF[told]));
}

/** Handles the same from a host that sends a message instead: messages are posted, changed or removed. */
export async function onSubmitted(room: Room, arrival: Arrival, pressed: Pressed): Promise<TeamsReply> {
  if (pressed.kind === "refresh") return OK;
  const { reaction: wanted, post, answerId } = await act(room, arrival, pressed);
  const reaction = toMessages(wanted, post);
  room.later(async () => {
    const told = await carryOut(room, { arrival, reaction, post, answerId });
    const isLeft = !holdsMessage(reaction.posts) && reaction.inPlace?.kind !== "message";
    if (answerId !== undefined && isLeft) await settleAnswer(room.world, answerId, "shown");
    if (told !== "told" && arrival.from.place.in === "channel") await acknowledge(room, arrival, SAID_OF[told]);
  });
  return OK;
}

/** What stands in place of a delivered card elsewhere is a new message here; that card itself is delivery's to change. */
function toMessages(reaction: Reaction, post: Post | undefined): Reaction {
  const { inPlace, posts } = reaction;
  if (!inPlace || inPlace.kind === "as-it-is") return reaction;
  if (!post) return { ...reaction, pressed: "changes" };
  return inPlace.kind === "form" ? { ...reaction, posts: [inPlace, ...posts] } : reaction;
}

async function act(
  room: Room,
  arrival: Arrival,
  cause: Acting,
): Promise<{ readonly reaction: Reaction; readonly post: Post | undefined; readonly answerId: string | undefined }> {
  const { from, workspace, activity } = arrival;
  const post = activity.replyToId
    ? await room.world.storage.work((stores) =>
        stores.posts.findByPlatformRef(
          workspace.id,
          toTeamsRef({ conversationId: conversationIdOf(activity), activityId: activity.replyToId ?? "" }),
        ),
      )
    : undefined;
  const outcome = await ask(room, arrival, cause);
  const again = cause.kind === "submit" && outcome.errors ? await openAgain(room, arrival, cause, outcome) : undefined;
  const place = from.place.in === "direct" ? ("direct" as const) : ("shared" as const);
  const reaction = react({ outcome, cause, place, pressed: kindOf(post), ...(again && { again }) });
  return { reaction, post, answerId: outcome.answerId };
}

function kindOf(post: Post | undefined): PressedMessage {
  if (!post || post.purpose === "answer") return "answer";
  return post.purpose === "check-in" ? "check-in" : "delivered";
}

async function ask({ app }: Room, arrival: Arrival, cause: Acting): Promise<FormOutcome> {
  const from = { ...arrival.from, answers: { by: "front-end" } } as const;
  switch (cause.kind) {
    case "press":
      return app.handle({ kind: "press", from, action: cause.action });
    case "submit":
      return app.handle({ ...cause, from });
    case "cancel":
      return {};
  }
}

/** The same form with what was typed and what is wrong with it. */
async function openAgain(
  { app }: Room,
  { from }: Arrival,
  { context, values }: Extract<Pressed, { kind: "submit" }>,
  { errors = {} }: FormOutcome,
): Promise<Extract<ShownReply, { kind: "form" }> | undefined> {
  const { form } = await app.handle({ kind: "press", from, action: { act: "open-form", form: context } });
  return form && { kind: "form", form: { ...form, context }, values, errors };
}

type Carrying = {
  readonly arrival: Arrival;
  readonly reaction: Reaction;
  readonly post: Post | undefined;
  readonly answerId: string | undefined;
};

/** Everything but the answer itself; what comes of it in a direct chat is seen there. */
async function carryOut(room: Room, { arrival, reaction, answerId }: Carrying): Promise<Told | "under-way"> {
  const { pressed, inPlace, posts } = reaction;
  if (pressed === "goes") room.later(() => removePressed(room, arrival));
  if (pressed === "changes" && inPlace && isShowable(inPlace))
    room.later(() => changePressed(room, arrival, { shown: inPlace, answerId }));
  if (posts.length === 0) return "told";
  const telling = tellAuthor(room, { arrival, shown: posts, answerId });
  room.later(async () => void (await telling));
  return arrival.from.place.in === "channel" ? Promise.race([telling, untilPatienceEnds()]) : "told";
}

/** Teams gives a press up after some ten seconds; by then most answers have arrived, and the others are on their way. */
const PATIENCE_MS = 3_000;

function untilPatienceEnds(): Promise<"under-way"> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, "under-way" as const).unref());
}

function isShowable(shown: ShownReply): shown is Showable {
  return shown.kind === "message" || shown.kind === "form";
}

async function render(
  room: Room,
  { arrival, shown, post }: { readonly arrival: Arrival; readonly shown: ShownReply; readonly post: Post | undefined },
): Promise<Card | undefined> {
  // The walk's own card keeps asking for its newest content.
  if (shown.kind !== "form" && post?.purpose === "check-in") return renderCheckIn(room, arrival, post.subjectId);
  return isShowable(shown) ? renderShown(room, toReader(arrival), shown) : undefined;
}

async function removePressed(room: Room, arrival: Arrival): Promise<void> {
  const { replyToId } = arrival.activity;
  if (replyToId) await tolerate(room, () => room.connector.remove(arrival.here, replyToId, "waiting"));
}

type Change = { readonly shown: Showable; readonly answerId: string | undefined };

async function changePressed(room: Room, arrival: Arrival, { shown, answerId }: Change): Promise<void> {
  const { replyToId } = arrival.activity;
  const activity = await toShownActivity(room, toReader(arrival), shown);
  const isDone = replyToId
    ? await tolerate(room, () => room.connector.edit(arrival.here, replyToId, activity, "waiting"))
    : false;
  if (answerId !== undefined && shown.kind === "message") {
    await settleAnswer(room.world, answerId, isDone ? "shown" : "not-shown");
  }
}

function holdsMessage(posts: readonly ShownReply[]): boolean {
  return posts.some(({ kind }) => kind === "message");
}

/** True when it was done. That an old message lingers harms nobody. */
async function tolerate(room: Room, task: () => Promise<void>): Promise<boolean> {
  try {
    await task();
    return true;
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    room.log.warn({ status: error.status, code: error.code }, "a pressed message could not be changed");
    return false;
  }
}

function replyCard(card: Card): TeamsReply {
  return toReply(200, CARD_CONTENT_TYPE, card);
}

function replyWords(words: string): TeamsReply {
  return toReply(200, MESSAGE_CONTENT_TYPE, words);
}

function toReply(statusCode: number, type: string, value: unknown): TeamsReply {
  return { status: 200, body: { statusCode, type, value } };
}
