/** Answers the author of an activity in their own chat, with a short notice in the channel if they asked there. */
import { localeOf } from "../../app/call.ts";
import { buildNotice } from "../../app/notices.ts";
import { sendAnswer, settleAnswer } from "../../app/posting.ts";
import type { Outcome } from "../../app/request.ts";
import type { FormContext } from "../../message/form-context.ts";
import type { AnyForm } from "../../message/form.ts";
import type { Message } from "../../message/message.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { Arrival, Room } from "../receiving/handler-parts.ts";
import { ConnectorFailure } from "../sending/connector-failure.ts";
import type { Address, Outgoing } from "../sending/outgoing.ts";
import type { ShownReply } from "./reaction.ts";
import { postSoon, toReader, toShownActivity } from "./show-in-chat.ts";

/** Lists everything of an outcome that is for the author alone. */
export function listShown({ form, notice }: Outcome): readonly ShownReply[] {
  return [...(form ? [{ kind: "form" as const, form }] : []), ...(notice ? [{ kind: "message" as const, message: notice }] : [])];
}

/** What is to be said to an activity's author. */
export type Telling = {
  readonly arrival: Arrival;
  readonly shown: readonly ShownReply[];
  /** The post under which the message among `shown` waits in the outbox. */
  readonly answerId: string | undefined;
};

/** `closed`: the person cannot be written to; `lost`: Teams did not take it, and delivery tries again. */
export type Told = "told" | "closed" | "lost";

/** Posts everything in the author's chat. What Teams does not take is left to delivery, or offered once more by it. */
export async function tellAuthor(room: Room, telling: Telling): Promise<Told> {
  const { arrival, shown } = telling;
  let told: Told = "told";
  for (const one of shown) {
    if (told !== "closed") told = worse(told, await tellOne(room, telling, one));
  }
  if (told === "closed") await forgetChat(room, arrival.from.platformUserId, arrival.workspace.id);
  return told;
}

/**
 * Answers a slash command below the command itself, in a message that its author alone sees. Where Teams does not take it, the
 * rest goes to the author's chat; others in the conversation read nothing of it in any case.
 */
export async function tellBelow(room: Room, { arrival, shown, answerId }: Telling): Promise<void> {
  for (const [index, one] of shown.entries()) {
    const isBelow = await tryToTellBelow(room, arrival, one);
    if (!isBelow) return void (await tellAuthor(room, { arrival, shown: shown.slice(index), answerId }));
    if (one.kind === "message" && answerId !== undefined) await settleAnswer(room.world, answerId, "shown");
  }
}

async function tryToTellBelow(room: Room, arrival: Arrival, shown: ShownReply): Promise<boolean> {
  const { activity: asked, here, workspace } = arrival;
  try {
    const activity = await toActivity(room, arrival, shown);
    if (activity) await room.connector.postTo(asked.from.id, here, activity);
    return true;
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    const { status, code } = error;
    room.log.warn({ workspaceId: workspace.id, status, code }, "an answer to a slash command goes to the chat");
    return false;
  }
}

function worse(left: Told, right: Told): Told {
  return left === "told" ? right : left;
}

async function tellOne(room: Room, { arrival, answerId }: Telling, shown: ShownReply): Promise<Told> {
  const { workspace } = arrival;
  const told = await tryToTell(room, arrival, shown);
  if (shown.kind === "message" && answerId !== undefined) {
    await settleAnswer(room.world, answerId, told === "lost" ? "not-shown" : "shown");
  } else if (told === "lost" && shown.kind === "form") await offerAgain(room, arrival, shown.form);
  if (told === "closed") room.log.warn({ workspaceId: workspace.id }, "somebody cannot be written to");
  return told;
}

async function tryToTell(room: Room, arrival: Arrival, shown: ShownReply): Promise<Told> {
  try {
    const to = await findChat(room, arrival);
    if (!to) return "closed";
    const activity = await toActivity(room, arrival, shown);
    if (activity) await postSoon(room, to, activity);
    return "told";
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    const { status, code } = error;
    room.log.warn({ workspaceId: arrival.workspace.id, status, code }, "an answer was not delivered at once");
    return status === 403 || status === 404 ? "closed" : "lost";
  }
}

/** What only a message of its own can show is offered once more by delivery. */
async function offerAgain(room: Room, arrival: Arrival, form: AnyForm): Promise<void> {
  const message = buildLateForm(await voiceOf(room, arrival), form.context);
  const { workspaceId, platformUserId } = arrival.from;
  await sendAnswer(room.world, { workspaceId, platformUserId, message });
}

function buildLateForm(voice: Voice, form: FormContext): Message {
  const open = { label: voice.say("teams.form.open"), action: { act: "open-form", form } } as const;
  return buildNotice(voice, voice.runs("teams.form.late"), { tone: "warning", buttons: [open] });
}

/** In a direct chat that is where they wrote. */
function findChat(room: Room, { from, here, workspace }: Arrival): Promise<Address | undefined> {
  return from.place.in === "direct"
    ? Promise.resolve(here)
    : room.conversations.direct(workspace.id, from.platformUserId, "waiting");
}

async function forgetChat({ world }: Room, userId: string, workspaceId: string): Promise<void> {
  await world.storage.work(async ({ teamsConversations }) => {
    const known = await teamsConversations.findDirect(workspaceId, userId);
    if (known) await teamsConversations.remove(workspaceId, known.conversationId);
  });
}

async function toActivity(room: Room, arrival: Arrival, shown: ShownReply): Promise<Outgoing | undefined> {
  switch (shown.kind) {
    case "message":
    case "form":
      return toShownActivity(room, toReader(arrival), shown);
    case "as-it-is":
      return undefined;
    default: {
      const never: never = shown;
      return never;
    }
  }
}

/** Returns the voice in the language that the person chose, otherwise in the one that Teams reports. */
export async function voiceOf({ world }: Room, { from, workspace }: Arrival): Promise<Voice> {
  const person = await world.storage.work((stores) => stores.people.findByAccount(workspace.id, from.platformUserId));
  return world.voice(localeOf(person, { locale: from.locale ?? workspace.locale }));
}

/** The prompt that tells a channel where its answer went, by how telling the author went. */
export const SAID_OF = {
  told: "teams.answered-in-chat",
  closed: "teams.cannot-write",
  lost: "teams.not-delivered",
  "under-way": "teams.answering-in-chat",
} as const satisfies Record<Told | "under-way", string>;

/** A word where it was asked, without anything of the answer. */
export async function acknowledge(room: Room, arrival: Arrival, id: (typeof SAID_OF)[keyof typeof SAID_OF]): Promise<void> {
  const voice = await voiceOf(room, arrival);
  try {
    await postSoon(room, arrival.here, { type: "message", text: voice.say(id), textFormat: "plain" });
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    room.log.warn({ workspaceId: arrival.workspace.id, status: error.status, code: error.code }, "an answer was not delivered");
  }
}
