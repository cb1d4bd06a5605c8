/** Puts what delivery hands over into Teams, changes it and takes it away. */

import type { PlacedSending, Sender, Sending, SendResult } from "../../app/ports/sender.ts";
import type { Storage, Stores } from "../../app/ports/world.ts";
import { type CardOptions, toAdaptiveCard } from "../card/to-adaptive-card.ts";
import { ConnectorFailure } from "./connector-failure.ts";
import type { Connector } from "./connector.ts";
import { type Conversations, findDirect, findShared, listTeamsIds } from "./conversations.ts";
import { type Address, type Outgoing, toCardActivity } from "./outgoing.ts";
import type { CardPictures } from "./teams-pictures.ts";
import { parseTeamsRef, toTeamsRef } from "./teams-ref.ts";
import { toTeamsSendResult } from "./teams-send-result.ts";

export type TeamsSenderParts = {
  readonly connector: Connector;
  readonly conversations: Conversations;
  readonly pictures: CardPictures;
  readonly storage: Storage;
};

/** What the database knows of a send; asked at once. */
type Known = {
  /** Of a person who has an account here. */
  readonly userId?: string | undefined;
  readonly address?: Address | undefined;
  readonly refresh?: CardOptions["refresh"];
};
type Place =
  | { readonly kind: "at"; readonly address: Address; readonly refresh: CardOptions["refresh"] }
  | { readonly kind: "nowhere"; readonly result: SendResult };

export function createTeamsSender({ connector, conversations, pictures, storage }: TeamsSenderParts): Sender {
  async function find(sending: Sending): Promise<Place> {
    const { target, workspaceId } = sending;
    const { userId, address, refresh } = await storage.work((stores) => look(stores, sending));
    if (address) return { kind: "at", address, refresh };
    if (target.to === "channel") return nowhere({ kind: "failed", reason: "not-installed", retry: false });
    if (userId === undefined) return nowhere({ kind: "failed", reason: "no-account", retry: false });
    try {
      const opened = await conversations.open(workspaceId, userId);
      return opened ? { kind: "at", address: opened, refresh } : nowhere({ kind: "unreachable", reason: "not-installed" });
    } catch (error) {
      return nowhere(toTeamsSendResult(error, { to: "person", doing: "open-direct" }));
    }
  }

  async function render({ message }: Sending, refresh: CardOptions["refresh"]): Promise<Outgoing> {
    const card = toAdaptiveCard(message, { pictures: await pictures(message), ...(refresh && { refresh }) });
    return toCardActivity(card, message);
  }

  async function post(sending: Sending): Promise<SendResult> {
    const place = await find(sending);
    if (place.kind === "nowhere") return place.result;
    const activity = await render(sending, place.refresh);
    try {
      const activityId = await connector.post(place.address, activity);
      return { kind: "sent", platformRef: toTeamsRef({ conversationId: place.address.conversationId, activityId }) };
    } catch (error) {
      return judgePost(error, sending, place.address);
    }
  }

  /** A direct conversation that is gone is opened anew with the next attempt. */
  async function judgePost(error: unknown, { workspaceId, target }: Sending, address: Address): Promise<SendResult> {
    const gone = error instanceof ConnectorFailure && error.status === 404 && target.to === "person";
    if (!gone) return toTeamsSendResult(error, { to: target.to, doing: "post" });
    await conversations.forget(workspaceId, address.conversationId);
    return { kind: "failed", reason: `404 ${error.code}`, retry: true };
  }

  async function change(sending: PlacedSending, doing: "edit" | "remove"): Promise<SendResult> {
    const ref = parseTeamsRef(sending.platformRef);
    if (!ref) return { kind: "failed", reason: "bad-ref", retry: false };
    const { address, refresh } = await storage.work((stores) => look(stores, sending, ref.conversationId));
    if (!address) return { kind: "failed", reason: "not-installed", retry: false };
    try {
      if (doing === "remove") await connector.remove(address, ref.activityId);
      else await connector.edit(address, ref.activityId, await render(sending, refresh));
      return { kind: "sent", platformRef: sending.platformRef };
    } catch (error) {
      return toTeamsSendResult(error, { to: sending.target.to, doing });
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
