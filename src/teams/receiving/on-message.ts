/** Handles words to the bot: commands, text in the direct chat, and buttons of hosts that lack universal actions. */
import type { Outcome } from "../../app/request.ts";
import { acknowledge, listShown, SAID_OF, tellAuthor, tellBelow } from "../answering/tell-author.ts";
import { conversationIdOf, wordsOf } from "./activity.ts";
import { type Arrival, OK, type Room, type TeamsReply } from "./handler-parts.ts";
import { onSubmitted } from "./on-pressed.ts";
import { parsePressed } from "./pressed.ts";

/**
 * Answers after the commit, and shows the outcome afterwards. It throws when the store is down, so that Teams sends the
 * message again.
 */
export async function onMessage(room: Room, arrival: Arrival): Promise<TeamsReply> {
  const { activity } = arrival;
  const pressed = activity.value === undefined || activity.value === null ? undefined : parsePressed(activity.value);
  if (pressed) return onSubmitted(room, arrival, pressed);
  const line = wordsOf(activity);
  if (line === "" && !isCommandPlace(arrival)) return OK;
  const outcome = await ask(room, arrival, line);
  room.later(() => show(room, { arrival, outcome }));
  return OK;
}

function isCommandPlace({ activity, from }: Arrival): boolean {
  return from.place.in === "channel" || activity.recipient.isTargeted === true;
}

function ask(room: Room, arrival: Arrival, line: string): Promise<Outcome> {
  const { activity } = arrival;
  const eventKey = activity.id ? `activity ${conversationIdOf(activity)} ${activity.id}` : undefined;
  const from = { ...arrival.from, ...(eventKey && { eventKey }), answers: { by: "front-end" } } as const;
  if (isCommandPlace(arrival)) return room.app.handle({ kind: "command", from, line: line === "" ? "help" : line });
  return room.app.handle({ kind: "text", from, text: line });
}

type Showing = { readonly arrival: Arrival; readonly outcome: Outcome };

/** Nobody sees who asked what by a slash command, so nothing is said in the channel for others to read then. */
async function show(room: Room, { arrival, outcome }: Showing): Promise<void> {
  const shown = listShown(outcome);
  if (shown.length === 0) return;
  const telling = { arrival, shown, answerId: outcome.answerId };
  if (arrival.from.place.in === "direct") return void (await tellAuthor(room, telling));
  if (arrival.activity.recipient.isTargeted) return tellBelow(room, telling);
  await acknowledge(room, arrival, SAID_OF[await tellAuthor(room, telling)]);
}
