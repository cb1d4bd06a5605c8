/** Looks up people in Teams: those met in conversations, and Teams itself for somebody new. */
import type { Directory } from "../app/ports/directory.ts";
import type { Storage } from "../app/ports/world.ts";
import type { Connector } from "./sending/connector.ts";
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
    async profile(workspaceId, platformUserId) {
      const known = await storage.work((stores) => stores.teamsConversations.findUser(workspaceId, platformUserId));
      if (known) return { platformUserId, name: known.name };
      const direct = await storage.work((stores) => stores.teamsConversations.findDirect(workspaceId, platformUserId));
      if (!direct) return undefined;
      const key = `${workspaceId} ${platformUserId}`;
      silent.delete(key);
      const members = await connector.listMembers(addressOf(direct), "waiting").catch(() => {
        silent.add(key);
        return [];
      });
      const member = members.find(({ userId }) => userId === platformUserId);
      return member && { platformUserId, name: member.name };
    },
    async findByEmail(workspaceId, email) {
      const users = await storage.work((stores) => stores.teamsConversations.listUsers(workspaceId));
      const user = users.find((each) => each.email?.toLowerCase() === email);
      return user && { platformUserId: user.userId, name: user.name };
    },
    channelName: (workspaceId, channelId) =>
      storage.work(async (stores) => (await stores.teamsConversations.find(workspaceId, channelId))?.name),
  };
}
