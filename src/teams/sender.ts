/** Puts what delivery hands over into Teams, changes it and takes it away. */

import type { Storage } from "../app/ports.ts";
import type { Sender, Sending, SendResult } from "../app/sender.ts";
import { type CardOptions, toAdaptiveCard } from "./card/to-adaptive-card.ts";
import type { Address, Connector } from "./connector.ts";
import { ConnectorFailure } from "./connector-failure.ts";
import { type Conversations, listTeamsIds } from "./conversations.ts";
import { type Outgoing, toCardActivity } from "./outgoing.ts";
import { drawPictures } from "./pictures.ts";
import { parseRef, toRef } from "./ref.ts";
import { toSendResult } from "./send-result.ts";

export type SenderParts = { readonly connector: Connector; readonly conversations: Conversations; readonly storage: Storage };

type Place =
  | { readonly kind: "at"; readonly address: Address; readonly userId?: string }
  | { readonly kind: "nowhere"; readonly result: SendResult };

export function createTeamsSender({ connector, conversations, storage }: SenderParts): Sender {
  async function find(sending: Sending): Promise<Place> {
    const { target, workspaceId } = sending;
    if (target.to === "channel") {
      const address = await conversations.shared(workspaceId, target.channelId);
      return address ? { kind: "at", address } : nowhere({ kind: "failed", reason: "not-installed", retry: false });
    }
    const userId = await findUserId(storage, workspaceId, target.personId);
    if (userId === undefined) return nowhere({ kind: "failed", reason: "no-account", retry: false });
    try {
      const address = await conversations.direct(workspaceId, userId);
      return address ? { kind: "at", address, userId } : nowhere({ kind: "unreachable", reason: "not-installed" });
    } catch (error) {
      return nowhere(toSendResult(error, { to: "person", doing: "open-direct" }));
    }
  }

  async function render(sending: Sending, userId: string | undefined): Promise<Outgoing> {
    const refresh = userId === undefined ? undefined : await findRefresh(storage, sending, userId);
    const card = toAdaptiveCard(sending.message, {
      pictures: await drawPictures(sending.message),
      ...(refresh && { refresh }),
    });
    return toCardActivity(card, sending.message);
  }

  async function post(sending: Sending): Promise<SendResult> {
    const place = await find(sending);
    if (place.kind === "nowhere") return place.result;
    const activity = await render(sending, place.userId);
    try {
      const activityId = await connector.post(place.address, activity);
      return { kind: "sent", platformRef: toRef({ conversationId: place.address.conversationId, activityId }) };
    } catch (error) {
      return judgePost(error, sending, place.address);
    }
  }

  /** A direct conversation that is gone is opened anew with the next attempt. */
  async function judgePost(error: unknown, { workspaceId, target }: Sending, address: Address): Promise<SendResult> {
    const gone = error instanceof ConnectorFailure && error.status === 404 && target.to === "person";
    if (!gone) return toSendResult(error, { to: target.to, doing: "post" });
    await conversations.forget(workspaceId, address.conversationId);
    return { kind: "failed", reason: `404 ${error.code}`, retry: true };
  }

  async function change(sending: Sending & { readonly platformRef: string }, doing: "edit" | "remove"): Promise<SendResult> {
    const ref = parseRef(sending.platformRef);
    if (!ref) return { kind: "failed", reason: "bad-ref", retry: false };
    const address = await conversations.shared(sending.workspaceId, ref.conversationId);
    if (!address) return { kind: "failed", reason: "not-installed", retry: false };
    const { target, workspaceId } = sending;
    try {
      if (doing === "remove") await connector.remove(address, ref.activityId);
      else {
        const userId = target.to === "person" ? await findUserId(storage, workspaceId, target.personId) : undefined;
        await connector.edit(address, ref.activityId, await render(sending, userId));
      }
      return { kind: "sent", platformRef: sending.platformRef };
    } catch (error) {
      return toSendResult(error, { to: target.to, doing });
    }
  }

  return { post, edit: (sending) => change(sending, "edit"), remove: (sending) => change(sending, "remove") };
}

function nowhere(result: SendResult): Place {
  return { kind: "nowhere", result };
}

async function findUserId(storage: Storage, workspaceId: string, personId: string): Promise<string | undefined> {
  const accounts = await storage.work((stores) => stores.people.accountsOf(personId));
  return accounts.find((account) => account.workspaceId === workspaceId)?.platformUserId;
}

/** A check-in's card asks for its newest content when its member sees it. */
async function findRefresh(storage: Storage, { postId, workspaceId }: Sending, userId: string): Promise<CardOptions["refresh"]> {
  return storage.work(async (stores) => {
    const post = await stores.posts.find(postId);
    if (post?.purpose !== "check-in") return undefined;
    const userIds = await listTeamsIds(stores, workspaceId, userId);
    return userIds.length > 0 ? { checkInId: post.subjectId, userIds } : undefined;
  });
}
