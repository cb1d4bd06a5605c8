/** Looks up people in Teams: those met in conversations, and Teams itself for somebody new. */
import type { Directory } from "../app/ports/directory.ts";
import type { Storage } from "../app/ports/world.ts";
import { isSeen } from "../message/unseen.ts";
import { ConnectorFailure } from "./sending/connector-failure.ts";
import { type Connector, kindOfMember } from "./sending/connector.ts";
import { addressOf } from "./sending/conversations.ts";

/** An object id of the directory, which the people picker returns. */
const OBJECT_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Creates the directory over the database and the connector. */
export function createTeamsDirectory({
  storage,
  connector,
}: {
  readonly storage: Storage;
  readonly connector: Connector;
}): Directory {
  /** Accounts about which Teams gave no answer. */
  const silent = new Set<string>();

  return {
    mayBeChosenUnmet: (_workspaceId, platformUserId) => OBJECT_ID.test(platformUserId),
    couldNotAsk: (workspaceId, platformUserId) => silent.has(`${workspaceId} ${platformUserId}`),
    async profile(workspaceId, platformUserId, channelId) {
      const { known, place, tenantId } = await storage.work(async ({ teamsConversations, workspaces }) => ({
        known: await teamsConversations.findUser(workspaceId, platformUserId),
        place:
          (await teamsConversations.findDirect(workspaceId, platformUserId)) ??
          (channelId === undefined ? undefined : await teamsConversations.find(workspaceId, channelId)),
        tenantId: (await workspaces.find(workspaceId))?.platformId ?? "",
      }));
      if (known?.kind) return { platformUserId, name: known.name, kind: known.kind };
      const key = `${workspaceId} ${platformUserId}`;
      silent.delete(key);
      const members = place
        ? await connector.listMembers(addressOf(place), "waiting").catch(() => {
            silent.add(key);
            return [];
          })
        : [];
      const member = members.find(({ userId }) => userId === platformUserId);
      if (!member) return known && { platformUserId, name: known.name };
      const kind = kindOfMember(member, tenantId);
      if (known) await storage.work(({ teamsConversations }) => teamsConversations.saveUser({ ...known, kind }));
      return { platformUserId, name: isSeen(member.name) ? member.name : (member.email ?? platformUserId), kind };
    },
    async findByEmail(workspaceId, email) {
      const users = await storage.work((stores) => stores.teamsConversations.listUsers(workspaceId));
      const namesakes = users.filter((each) => each.email?.toLowerCase() === email);
      // What a guest's own organisation writes into their address proves nothing here.
      const own = namesakes.filter(({ kind }) => kind !== "guest");
      const [user, another] = own.length > 0 ? own : namesakes;
      if (another) return undefined;
      return user && { platformUserId: user.userId, name: user.name, ...(user.kind && { kind: user.kind }) };
    },
    async presence(workspaceId, { platformUserId, channelId }) {
      const { place, known } = await storage.work(async ({ teamsConversations }) => ({
        place: await teamsConversations.find(workspaceId, channelId),
        known: await teamsConversations.findUser(workspaceId, platformUserId),
      }));
      if (!place || place.kind === "direct") return "hidden";
      try {
        return (await connector.hasMember(addressOf(place), known?.teamsId ?? platformUserId, "waiting")) ? "in" : "not-in";
      } catch (cause) {
        if (!(cause instanceof ConnectorFailure)) throw cause;
        return cause.status === 403 ? "hidden" : "no-answer";
      }
    },
    channelName: (workspaceId, channelId) =>
      storage.work(async (stores) => (await stores.teamsConversations.find(workspaceId, channelId))?.name),
  };
}
