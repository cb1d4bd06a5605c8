/** Sends, edits and removes messages in Teams, and says what became of each. */

import type { ExportFiles } from "../../app/ports/export-files.ts";
import type { Log } from "../../app/ports/log.ts";
import type { PlacedSending, Sender, Sending, SendResult } from "../../app/ports/sender.ts";
import type { Storage, Stores } from "../../app/ports/world.ts";
import type { Locale } from "../../core/locale.ts";
import { findFile, type Message } from "../../message/message.ts";
import { toPlainText } from "../../message/plain-text.ts";
import { SHORTENINGS, shortenMessage } from "../../message/shorten-message.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { toFileConsent } from "../answering/files.ts";
import { type CardOptions, toAdaptiveCard } from "../card/to-adaptive-card.ts";
import { ConnectorFailure } from "./connector-failure.ts";
import type { Connector } from "./connector.ts";
import { type Conversations, findDirect, findShared, listTeamsIds } from "./conversations.ts";
import { type Address, type Outgoing, toCardActivity } from "./outgoing.ts";
import type { CardPictures } from "./teams-pictures.ts";
import { parseTeamsRef, toTeamsRef } from "./teams-ref.ts";
import { isTooLargeForTeams, toTeamsSendResult } from "./teams-send-result.ts";

/** What sending in Teams needs. */
export type TeamsSenderParts = {
  readonly connector: Connector;
  readonly conversations: Conversations;
  readonly pictures: CardPictures;
  readonly storage: Storage;
  readonly voice: (locale: Locale) => Voice;
  readonly log: Log;
  readonly files: Pick<ExportFiles, "find"> | undefined;
};

/** What the database knows of a send; asked at once. */
type Known = {
  /** Of a person who has an account here. */
  readonly userId?: string | undefined;
  readonly address?: Address | undefined;
  readonly refresh?: CardOptions["refresh"];
};
type Place =
  | { readonly kind: "at"; readonly address: Address; readonly refresh: CardOptions["refresh"]; readonly isNew?: true }
  | { readonly kind: "nowhere"; readonly result: SendResult };

/** Creates the sender. Its functions return the connector's failures as results. */
export function createTeamsSender({ connector, conversations, pictures, storage, voice, log, files }: TeamsSenderParts): Sender {
  async function find(sending: Sending): Promise<Place> {
    const { target, workspaceId } = sending;
    const { userId, address, refresh } = await storage.work((stores) => look(stores, sending));
    if (address) return { kind: "at", address, refresh };
    if (target.to === "channel")
      return nowhere({ kind: "failed", reason: "not-installed", retry: false, trouble: "not-in-channel" });
    if (userId === undefined) return nowhere({ kind: "unreachable", reason: "not-installed" });
    try {
      const opened = await conversations.open(workspaceId, userId, sending.urgency);
      return opened
        ? { kind: "at", address: opened, refresh, isNew: true }
        : nowhere({ kind: "unreachable", reason: "not-installed" });
    } catch (error) {
      return nowhere(toTeamsSendResult(error, { to: "person", doing: "open-direct" }));
    }
  }

  async function render(message: Message, refresh: CardOptions["refresh"]): Promise<Outgoing> {
    const card = toAdaptiveCard(message, { pictures: await pictures(message), ...(refresh && { refresh }) });
    return toCardActivity(card, message);
  }

  /** Whole, or in fewer words where Teams finds it too large: that is our fault, and nobody should miss the message for it. */
  async function showAsItFits<T>(
    { message, workspaceId, postId }: Sending,
    refresh: CardOptions["refresh"],
    show: (activity: Outgoing) => Promise<T>,
  ): Promise<T> {
    for (const how of [undefined, ...SHORTENINGS]) {
      const shown = how ? shortenMessage(voice(message.locale), message, how) : message;
      try {
        return await show(await render(shown, refresh));
      } catch (error) {
        if (!isTooLargeForTeams(error) || how === SHORTENINGS.at(-1)) throw error;
        log.warn({ workspaceId, postId, from: how ?? "whole" }, "a message was too large for Teams");
      }
    }
    throw new RangeError("nothing to show");
  }

  /** Teams asks its reader first whether they want it, and then says where it goes. */
  async function offerFile({ message }: Sending, name: string, exportId: string): Promise<Outgoing> {
    const file = await files?.find(exportId);
    const said = voice(message.locale);
    if (!file) return { type: "message", text: said.say("export.notice.gone"), textFormat: "plain" };
    const { summary, locale } = message;
    const text = toPlainText({ ...message, elements: message.elements.filter(({ kind }) => kind !== "file") });
    const consent = toFileConsent({ exportId, name, bytes: file.bytes }, said);
    return { type: "message", summary, locale, text, textFormat: "plain", attachments: [consent] };
  }

  async function showAnew(sending: Sending, { address, refresh }: Extract<Place, { kind: "at" }>): Promise<string> {
    const file = findFile(sending.message);
    if (file) return connector.post(address, await offerFile(sending, file.name, file.exportId), sending.urgency);
    return showAsItFits(sending, refresh, (activity) => connector.post(address, activity, sending.urgency));
  }

  async function post(sending: Sending): Promise<SendResult> {
    const place = await find(sending);
    if (place.kind === "nowhere") return place.result;
    try {
      const activityId = await showAnew(sending, place);
      return { kind: "sent", platformRef: toTeamsRef({ conversationId: place.address.conversationId, activityId }) };
    } catch (error) {
      return judgePost(error, sending, place);
    }
  }

  /** A direct conversation that is gone is opened anew with the next attempt; one that was opened just now is not. */
  async function judgePost(
    error: unknown,
    { workspaceId, target }: Sending,
    { address, isNew }: Extract<Place, { kind: "at" }>,
  ): Promise<SendResult> {
    const isGone = error instanceof ConnectorFailure && error.status === 404 && target.to === "person";
    if (!isGone) return toTeamsSendResult(error, { to: target.to, doing: "post" });
    await conversations.forget(workspaceId, address.conversationId);
    const reason = `404 ${error.code}`;
    return isNew ? { kind: "unreachable", reason: "refused", code: reason } : { kind: "failed", reason, retry: true };
  }

  async function change(sending: PlacedSending, doing: "edit" | "remove"): Promise<SendResult> {
    const ref = parseTeamsRef(sending.platformRef);
    if (!ref) return { kind: "failed", reason: "bad-ref", retry: false };
    const { address, refresh } = await storage.work((stores) => look(stores, sending, ref.conversationId));
    if (!address) return { kind: "failed", reason: "not-installed", retry: false };
    try {
      if (doing === "remove") await connector.remove(address, ref.activityId, sending.urgency);
      else await showAsItFits(sending, refresh, (activity) => connector.edit(address, ref.activityId, activity, sending.urgency));
      return { kind: "sent", platformRef: sending.platformRef };
    } catch (error) {
      const result = toTeamsSendResult(error, { to: sending.target.to, doing });
      return result.kind === "gone" && doing === "remove" ? { kind: "sent", platformRef: sending.platformRef } : result;
    }
  }

  return { post, edit: (sending) => change(sending, "edit"), remove: (sending) => change(sending, "remove") };
}

function nowhere(result: SendResult): Place {
  return { kind: "nowhere", result };
}

/** Where the message stands or belongs, and for whom; without `conversationId` a person's direct conversation. */
async function look(stores: Stores, sending: Sending, conversationId?: string): Promise<Known> {
  const { target, workspaceId } = sending;
  if (target.to === "channel") return { address: await findShared(stores, workspaceId, conversationId ?? target.channelId) };
  const accounts = await stores.people.accountsOf(target.personId);
  const userId = accounts.find((account) => account.workspaceId === workspaceId)?.platformUserId;
  const own = userId === undefined ? undefined : await findDirect(stores, workspaceId, userId);
  const address = conversationId === undefined ? own : await findShared(stores, workspaceId, conversationId);
  const refresh = userId === undefined ? undefined : await findRefresh(stores, sending, userId);
  return { userId, address, refresh };
}

/** A check-in's card asks for its newest content when its member sees it. */
async function findRefresh(stores: Stores, { postId, workspaceId }: Sending, userId: string): Promise<CardOptions["refresh"]> {
  const post = await stores.posts.find(postId);
  if (post?.purpose !== "check-in") return undefined;
  const userIds = await listTeamsIds(stores, workspaceId, userId);
  return userIds.length > 0 ? { checkInId: post.subjectId, userIds } : undefined;
}
