/** Finds where to write: stored conversations, and direct ones that are opened when first needed. */

import { nameUnmet } from "../../app/new-people.ts";
import type { Clock } from "../../app/ports/clock.ts";
import type { Urgency } from "../../app/ports/outbox-store.ts";
import type { TeamsConversation } from "../../app/ports/teams-conversation-store.ts";
import type { Storage, Stores } from "../../app/ports/world.ts";
import type { Connector } from "./connector.ts";
import type { Address } from "./outgoing.ts";

/** Returns the address of a stored conversation. */
export function addressOf({ serviceUrl, conversationId, botId, workspaceId }: TeamsConversation): Address {
  return { serviceUrl, conversationId, botId, workspaceId };
}

/** Finds and opens conversations. */
export type Conversations = {
  /** The person's direct conversation; opened where there is none. Throws a `ConnectorFailure`. */
  direct(workspaceId: string, userId: string, urgency: Urgency): Promise<Address | undefined>;
  /** A direct conversation with a person who has none yet, which nobody sees. Throws a `ConnectorFailure`. */
  open(workspaceId: string, userId: string, urgency: Urgency): Promise<Address | undefined>;
  forget(workspaceId: string, conversationId: string): Promise<void>;
};

/** Creates the look-up over the database and the connector. */
export function createConversations(parts: {
  readonly connector: Connector;
  readonly storage: Storage;
  readonly clock: Clock;
}): Conversations {
  const { connector, storage, clock } = parts;

  async function open(workspaceId: string, userId: string, urgency: Urgency): Promise<Address | undefined> {
    const { workspace, latest } = await storage.work(async (stores) => ({
      workspace: await stores.workspaces.find(workspaceId),
      latest: await stores.teamsConversations.latest(workspaceId),
    }));
    if (!workspace || !latest) return undefined;
    const { serviceUrl, botId } = latest;
    const person = { serviceUrl, botId, workspaceId, userId, tenantId: workspace.platformId };
    const conversationId = await connector.openDirect(person, urgency);
    const opened = { workspaceId, conversationId, kind: "direct" as const, serviceUrl, botId, userId, seenAt: clock.now() };
    const isUnmet = await storage.work(async (stores) => {
      await stores.teamsConversations.save(opened);
      return (await stores.people.findByAccount(workspaceId, userId))?.notMet === true;
    });
    if (isUnmet) await learnName(addressOf(opened), { workspaceId, userId });
    return addressOf(opened);
  }

  /** The first contact tells the name; where it does not, it comes with the person's own first message. */
  async function learnName(to: Address, { workspaceId, userId }: { readonly workspaceId: string; readonly userId: string }) {
    const members = await connector.listMembers(to, "background").catch(() => []);
    const member = members.find((each) => each.userId === userId);
    if (member) await storage.work((stores) => nameUnmet(stores, workspaceId, { platformUserId: userId, name: member.name }));
  }

  return {
    async direct(workspaceId, userId, urgency) {
      const known = await storage.work((stores) => findDirect(stores, workspaceId, userId));
      return known ?? open(workspaceId, userId, urgency);
    },
    open,
    forget: (workspaceId, conversationId) =>
      storage.work((stores) => stores.teamsConversations.remove(workspaceId, conversationId)),
  };
}

/** Returns the direct conversation that the person has with the bot; undefined when there is none. */
export async function findDirect(stores: Stores, workspaceId: string, userId: string): Promise<Address | undefined> {
  const known = await stores.teamsConversations.findDirect(workspaceId, userId);
  return known && addressOf(known);
}

/** Returns the address of a conversation, even one that the bot has never heard from as long as the tenant is known. */
export async function findShared(stores: Stores, workspaceId: string, conversationId: string): Promise<Address | undefined> {
  const known = await stores.teamsConversations.find(workspaceId, conversationId);
  if (known) return addressOf(known);
  const latest = await stores.teamsConversations.latest(workspaceId);
  return latest && { ...addressOf(latest), conversationId };
}

/** Lists the ids that Teams uses for a person; a card's refresh is addressed to them. */
export async function listTeamsIds(stores: Stores, workspaceId: string, userId: string): Promise<readonly string[]> {
  const user = await stores.teamsConversations.findUser(workspaceId, userId);
  return user ? [user.teamsId] : [];
}
