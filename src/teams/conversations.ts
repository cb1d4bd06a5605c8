/** Where to speak: conversations as they are kept, and direct ones that are opened when first needed. */
import type { Storage, Stores, TeamsConversation } from "../app/ports.ts";
import type { Clock } from "../core/ports.ts";
import type { Workspace } from "../core/team.ts";
import type { Address, Connector } from "./connector.ts";

export function addressOf({ serviceUrl, conversationId, botId }: TeamsConversation): Address {
  return { serviceUrl, conversationId, botId };
}

export type Conversations = {
  /** The person's direct conversation; opened where there is none, which nobody sees. Throws a `ConnectorFailure`. */
  direct(workspaceId: string, userId: string): Promise<Address | undefined>;
  /** A channel or group chat, also one that was never heard of while the tenant is known. */
  shared(workspaceId: string, conversationId: string): Promise<Address | undefined>;
  forget(workspaceId: string, conversationId: string): Promise<void>;
};

export function createConversations(parts: {
  readonly connector: Connector;
  readonly storage: Storage;
  readonly clock: Clock;
}): Conversations {
  const { connector, storage, clock } = parts;

  async function open(workspace: Workspace, userId: string, known: TeamsConversation): Promise<Address> {
    const { serviceUrl, botId } = known;
    const conversationId = await connector.openDirect({ serviceUrl, botId, userId, tenantId: workspace.platformId });
    const opened = {
      workspaceId: workspace.id,
      conversationId,
      kind: "direct" as const,
      serviceUrl,
      botId,
      userId,
      seenAt: clock.now(),
    };
    await storage.work((stores) => stores.teamsConversations.save(opened));
    return addressOf(opened);
  }

  return {
    async direct(workspaceId, userId) {
      const found = await storage.work(async (stores) => ({
        workspace: await stores.workspaces.find(workspaceId),
        known: await stores.teamsConversations.findDirect(workspaceId, userId),
        latest: await stores.teamsConversations.latest(workspaceId),
      }));
      if (found.known) return addressOf(found.known);
      if (!found.workspace || !found.latest) return undefined;
      return open(found.workspace, userId, found.latest);
    },
    shared: (workspaceId, conversationId) =>
      storage.work(async ({ teamsConversations }) => {
        const known = await teamsConversations.find(workspaceId, conversationId);
        if (known) return addressOf(known);
        const latest = await teamsConversations.latest(workspaceId);
        return latest && { ...addressOf(latest), conversationId };
      }),
    forget: (workspaceId, conversationId) =>
      storage.work((stores) => stores.teamsConversations.remove(workspaceId, conversationId)),
  };
}

/** Teams' own ids of a person, which a card's refresh is addressed to. */
export async function listTeamsIds(stores: Stores, workspaceId: string, userId: string): Promise<readonly string[]> {
  const user = await stores.teamsConversations.findUser(workspaceId, userId);
  return user ? [user.teamsId] : [];
}
