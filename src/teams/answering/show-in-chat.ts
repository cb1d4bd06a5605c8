/** Shows something to one person in their own chat, or changes a message there. */

import type { Workspace } from "../../core/team.ts";
import type { Option } from "../../message/form.ts";
import { MAX_PEOPLE_AT_ONCE } from "../../message/screens/team/setup.ts";
import { PUNCTUATION } from "../../message/voice/punctuation.ts";
import type { Card } from "../card/card.ts";
import { toAdaptiveCard } from "../card/to-adaptive-card.ts";
import { toFormCard } from "../card/to-form-card.ts";
import type { Room } from "../receiving/handler-parts.ts";
import { ConnectorFailure } from "../sending/connector-failure.ts";
import { type Address, type Outgoing, toCardActivity } from "../sending/outgoing.ts";
import type { ShownReply } from "./reaction.ts";

/** A reply that can be rendered as a card. */
export type Showable = Extract<ShownReply, { kind: "message" | "form" }>;

/** Renders the reply as a card. A form offers the people and channels that the bot knows in the workspace. */
export async function renderShown(room: Room, workspace: Workspace, shown: Showable): Promise<Card> {
  if (shown.kind === "message") return toAdaptiveCard(shown.message, { pictures: await room.pictures(shown.message) });
  const { form, values, errors } = shown;
  const voice = room.world.voice(form.locale);
  const { people, channels } = await listChoices(room, workspace, shown);
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
export async function toShownActivity(room: Room, workspace: Workspace, shown: Showable): Promise<Outgoing> {
  const card = await renderShown(room, workspace, shown);
  const about = shown.kind === "message" ? shown.message : { summary: shown.form.title, locale: shown.form.locale };
  return toCardActivity(card, about);
}

async function listChoices(
  { world }: Room,
  workspace: Workspace,
  { form, values }: Extract<Showable, { kind: "form" }>,
): Promise<{ readonly people: readonly Option[]; readonly channels: readonly Option[] }> {
  const chosen = form.fields.flatMap((field) => (field.kind === "people" ? (values?.[field.id] ?? field.values ?? []) : []));
  const { users, shared } = await world.storage.work(async ({ teamsConversations }) => ({
    users: await Promise.all(
      [...new Set(chosen)].slice(0, MAX_PEOPLE_AT_ONCE).map((id) => teamsConversations.findUser(workspace.id, id)),
    ),
    shared: await teamsConversations.listShared(workspace.id),
  }));
  const voice = world.voice(form.locale);
  return {
    people: users.flatMap((user) => (user ? [{ value: user.userId, label: user.name }] : [])),
    channels: [
      { value: "", label: voice.say("teams.form.none") },
      ...shared.map(({ conversationId, name }) => ({ value: conversationId, label: name ?? voice.say("teams.form.unnamed") })),
    ],
  };
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
