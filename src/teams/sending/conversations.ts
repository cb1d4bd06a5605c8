/** Where to speak: conversations as they are kept, and direct ones that are opened when first needed. */

import type { Clock } from "../../app/ports/clock.ts";
import type { TeamsConversation } from "../../app/ports/teams-conversation-store.ts";
import type { Storage, Stores } from "../../app/ports/world.ts";
import type { Connector } from "./connector.ts";
import type { Address } from "./outgoing.ts";

export function addressOf({ serviceUrl, conversationId, botId }: TeamsConversation): Address {
  return { serviceUrl, conversationId, botId };
}

export type Conversations = {
  /** The person's direct conversation; opened where there is none. Throws a `ConnectorFailure`. */
  direct(workspaceId: string, userId: string): Promise<Address | undefined>;
  /** A direct conversation with a person who has none yet, which nobody sees. Throws a `ConnectorFailure`. */
  open(workspaceId: string, userId: string): Promise<Address | undefined>;
  forget(workspaceId: string, conversationId: string): Promise<void>;
};

export function createConversations(parts: {
  readonly connector: Connector;
  readonly storage: Storage;
  readonly clock: Clock;
}): Conversations {
  const { connector, storage, clock } = parts;

  async function open(workspaceId: string, userId: string): Promise<Address | undefined> {
    const { workspace, latest } = await storage.work(async (stores) => ({
      workspace: await stores.workspaces.find(workspaceId),
      latest: await stores.teamsConversations.latest(workspaceId),
    }));
    if (!workspace || !latest) return undefined;
    const { serviceUrl, botId } = latest;
    const conversationId = await connector.openDirect({ serviceUrl, botId, userId, tenantId: workspace.platformId });
    const opened = { workspaceId, conversationId, kind: "direct" as const, serviceUrl, botId, userId, seenAt: clock.now() };
    await storage.work((stores) => stores.teamsConversations.save(opened));
    return addressOf(opened);
  }

  return {
    async direct(workspaceId, userId) {
      const known = await storage.work((stores) => findDirect(stores, workspaceId, userId));
      return known ?? open(workspaceId, userId);
    },
    open,
    forget: (workspaceId, conversationId) =>
      storage.work((stores) => stores.teamsConversations.remove(workspaceId, conversationId)),
  };
}

/** The direct conversation that a person has with the bot, if any. */
export async function findDirect(stores: Stores, workspaceId: string, userId: string): Promise<Address | undefined> {
  const known = await stores.teamsConversations.findDirect(workspaceId, userId);
  return known && addressOf(known);
}

/** Any conversation, also one that was never heard of while the tenant is known. */
export async function findShared(stores: Stores, workspaceId: string, conversationId: string): Promise<Address | undefined> {
  const known = await stores.teamsConversations.find(workspaceId, conversationId);
  if (known) return addressOf(known);
  const latest = await stores.teamsConversations.latest(workspaceId);
  return latest && { ...addressOf(latest), conversationId };
}

/** Teams' own ids of a person, which a card's refresh is addressed to. */
export async function listTeamsIds(stores: Stores, workspaceId: string, userId: string): Promise<readonly string[]> {
  const user = await stores.teamsConversations.findUser(workspaceId, userId);
  return user ? [user.teamsId] : [];
}
