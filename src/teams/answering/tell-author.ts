/** Answers the author of an activity in their own chat, with a short notice in the channel if they asked there. */

import { localeOf } from "../../app/call.ts";
import type { Outcome } from "../../app/request.ts";
import type { Action } from "../../message/action.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { Arrival } from "../receiving/arrival.ts";
import type { Room } from "../receiving/handler-parts.ts";
import { ConnectorFailure } from "../sending/connector-failure.ts";
import type { Address, Outgoing } from "../sending/outgoing.ts";
import { toFileConsent } from "./files.ts";
import type { ShownReply } from "./reaction.ts";
import { postSoon, toShownActivity } from "./show-in-chat.ts";

/** Lists everything of an outcome that is for the author alone. */
export function listShown({ form, notice, file }: Outcome): readonly ShownReply[] {
  return [
    ...(form ? [{ kind: "form" as const, form }] : []),
    ...(notice ? [{ kind: "message" as const, message: notice }] : []),
    ...(file ? [{ kind: "file" as const, file }] : []),
  ];
}

/** An answer and the activity that it answers. */
export type Telling = {
  readonly arrival: Arrival;
  readonly shown: readonly ShownReply[];
  /** Makes a file again after the person agreed to take it. */
  readonly again: Action | undefined;
};

/**
 * How telling went: `closed` means that the person cannot be written to, and `lost` that Teams refused the answer or its
 * outcome is unknown.
 */
export type Told = "told" | "closed" | "lost";

/** Shows the answer to the author and returns how that went. Failures of Teams are logged and not thrown. */
export async function tellAuthor(room: Room, { arrival, shown, again }: Telling): Promise<Told> {
  const { workspace, from } = arrival;
  try {
    const to = await findChat(room, arrival);
    if (!to) return "closed";
    for (const one of shown) {
      const activity = await toActivity(room, { arrival, shown: one, again });
      if (activity) await postSoon(room, to, activity);
    }
    return "told";
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    room.log.warn({ workspaceId: workspace.id, status: error.status, code: error.code }, "an answer was not delivered");
    if (error.status !== 403 && error.status !== 404) return "lost";
    await forgetChat(room, from.platformUserId, workspace.id);
    return "closed";
  }
}

/** In a direct chat that is where they wrote. */
function findChat(room: Room, { from, here, workspace }: Arrival): Promise<Address | undefined> {
  return from.place.in === "direct" ? Promise.resolve(here) : room.conversations.direct(workspace.id, from.platformUserId);
}

async function forgetChat({ world }: Room, userId: string, workspaceId: string): Promise<void> {
  await world.storage.work(async ({ teamsConversations }) => {
    const known = await teamsConversations.findDirect(workspaceId, userId);
    if (known) await teamsConversations.remove(workspaceId, known.conversationId);
  });
}

async function toActivity(
  room: Room,
  { arrival, shown, again }: { readonly arrival: Arrival; readonly shown: ShownReply; readonly again: Action | undefined },
): Promise<Outgoing | undefined> {
  switch (shown.kind) {
    case "message":
    case "form":
      return toShownActivity(room, arrival.workspace, shown);
    case "file":
      return again && toFileConsent(shown.file, again, await voiceOf(room, arrival));
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
} as const satisfies Record<Told, string>;

/** Says in the channel where the answer went, without anything of the answer. A failure of Teams is logged and not thrown. */
export async function acknowledge(room: Room, arrival: Arrival, id: (typeof SAID_OF)[Told]): Promise<void> {
  const voice = await voiceOf(room, arrival);
  try {
    await postSoon(room, arrival.here, { type: "message", text: voice.say(id), textFormat: "plain" });
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error;
    room.log.warn({ workspaceId: arrival.workspace.id, status: error.status, code: error.code }, "an answer was not delivered");
  }
}
