/** Shows something to one person in their own chat, or changes a message there. */

import type { TeamsConversation } from "../../app/ports/teams-conversation-store.ts";
import type { Workspace } from "../../core/team.ts";
import { MINUTE_MS } from "../../core/time.ts";
import type { Option } from "../../message/form.ts";
import { MAX_PEOPLE_AT_ONCE } from "../../message/screens/team/setup.ts";
import { PUNCTUATION } from "../../message/voice/punctuation.ts";
import type { Card } from "../card/card.ts";
import { toAdaptiveCard } from "../card/to-adaptive-card.ts";
import { toFormCard } from "../card/to-form-card.ts";
import type { Arrival, Room } from "../receiving/handler-parts.ts";
import { ConnectorFailure } from "../sending/connector-failure.ts";
import { addressOf } from "../sending/conversations.ts";
import { type Address, type Outgoing, toCardActivity } from "../sending/outgoing.ts";
import type { ShownReply } from "./reaction.ts";

/** A reply that can be rendered as a card. */
export type Showable = Extract<ShownReply, { kind: "message" | "form" }>;

/** Who is shown something: somebody of a workspace, by the platform's user id. */
export type CardReader = { readonly workspace: Workspace; readonly userId: string };

/** Returns the author of an activity as the reader of what is shown to them. */
export function toReader({ workspace, from }: Pick<Arrival, "workspace" | "from">): CardReader {
  return { workspace, userId: from.platformUserId };
}

/**
 * Renders the reply as a card. A form offers the people whom the bot knows in the workspace, and of the conversations that it is
 * in those that the reader is in, too.
 */
export async function renderShown(room: Room, reader: CardReader, shown: Showable): Promise<Card> {
  if (shown.kind === "message") return toAdaptiveCard(shown.message, { pictures: await room.pictures(shown.message) });
  const { form, values, errors } = shown;
  const voice = room.world.voice(form.locale);
  const { people, channels } = await listChoices(room, reader, shown);
  return toFormCard(form, {
    people,
    channels,
    words: {
      required: voice.say("errors.required"),
      wrong: voice.say("teams.form.wrong"),
      byEmail: voice.say("teams.form.by-email"),
      emailsOf: (label) => voice.say("teams.form.emails", { label }),
      channelHint: voice.say("teams.form.channel-hint"),
      between: PUNCTUATION[form.locale].between,
    },
    ...(values && { values }),
    ...(errors && { errors }),
  });
}

/** Renders the reply as an activity that can be posted. */
export async function toShownActivity(room: Room, reader: CardReader, shown: Showable): Promise<Outgoing> {
  const card = await renderShown(room, reader, shown);
  const about = shown.kind === "message" ? shown.message : { summary: shown.form.title, locale: shown.form.locale };
  return toCardActivity(card, about);
}

async function listChoices(
  room: Room,
  { workspace, userId: readerId }: CardReader,
  { form, values }: Extract<Showable, { kind: "form" }>,
): Promise<{ readonly people: readonly Option[]; readonly channels: readonly Option[] }> {
  const { world } = room;
  const chosen = form.fields.flatMap((field) => (field.kind === "people" ? (values?.[field.id] ?? field.values ?? []) : []));
  const { users, known } = await world.storage.work(async ({ teamsConversations }) => ({
    users: await Promise.all(
      [...new Set(chosen)].slice(0, MAX_PEOPLE_AT_ONCE).map((id) => teamsConversations.findUser(workspace.id, id)),
    ),
    known: await teamsConversations.listShared(workspace.id),
  }));
  const isAsked = form.fields.some(({ kind }) => kind === "channel");
  const shared = isAsked ? await keepOwn(room, { workspace, userId: readerId }, known) : [];
  const voice = world.voice(form.locale);
  return {
    people: users.flatMap((user) => (user ? [{ value: user.userId, label: user.name }] : [])),
    channels: [
      { value: "", label: voice.say("teams.form.none") },
      ...shared.map(({ conversationId, name }) => ({ value: conversationId, label: name ?? voice.say("teams.form.unnamed") })),
    ],
  };
}

/** More are not asked about when a form opens; in the others, `setup` is typed in the conversation itself. */
const MOST_ASKED = 40;
const ASKED_FOR_MS = 10 * MINUTE_MS;
const MOST_KEPT = 5_000;

/** Of the conversations heard of last those that the reader is in, by name. What Teams does not answer is not offered. */
async function keepOwn(
  { world, connector, presences }: Room,
  { workspace, userId }: CardReader,
  known: readonly TeamsConversation[],
): Promise<readonly TeamsConversation[]> {
  const latest = new Set([...known].sort((left, right) => right.seenAt - left.seenAt).slice(0, MOST_ASKED));
  const user = await world.storage.work(({ teamsConversations }) => teamsConversations.findUser(workspace.id, userId));
  const isIn = async (place: TeamsConversation): Promise<boolean> => {
    const key = `${workspace.id} ${place.conversationId} ${userId}`;
    const asked = presences.get(key);
    if (asked && asked.until > world.clock.now()) return asked.isIn;
    const found = await connector.hasMember(addressOf(place), user?.teamsId ?? userId, "waiting").catch(() => undefined);
    if (presences.size >= MOST_KEPT) presences.clear();
    if (found !== undefined) presences.set(key, { isIn: found, until: world.clock.now() + ASKED_FOR_MS });
    return found ?? false;
  };
  const own = await Promise.all(known.map(async (place) => latest.has(place) && (await isIn(place))));
  return known.filter((_, index) => own[index]);
}

/** Longer waits are not worth it for an answer that somebody looks for now. */
const LONGEST_WAIT_MS = 10_000;

/**
 * Posts at once, and once more if Teams asks for a short wait. Returns the activity's id, and throws a `ConnectorFailure`
 * when both fail.
 */
export async function postSoon(room: Room, to: Address, activity: Outgoing): Promise<string> {
  try {
    return await room.connector.post(to, activity, "waiting");
  } catch (error) {
    const waitMs = waitOf(error);
    if (waitMs === undefined) throw error;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    return room.connector.post(to, activity, "waiting");
  }
}

function waitOf(error: unknown): number | undefined {
  if (!(error instanceof ConnectorFailure)) return undefined;
  if (error.status === 412) return 500;
  const waitMs = error.about.retryAfterMs ?? 1_000;
  return error.status === 429 && waitMs <= LONGEST_WAIT_MS ? waitMs : undefined;
}
