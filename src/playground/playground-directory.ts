/** Looks up people in the playground, who are in the bot's own database. A channel's name is its id. */
import type { Directory } from "../app/ports/directory.ts";
import type { Storage } from "../app/ports/world.ts";
import { nearestLocale } from "../core/locale.ts";

/** Creates the directory over the database. It has no e-mail addresses and no user groups. */
export function createPlaygroundDirectory(storage: Storage): Directory {
  return {
    async profile(workspaceId, platformUserId) {
      const person = await storage.work((stores) => stores.people.findByAccount(workspaceId, platformUserId));
      if (!person) return undefined;
      const locale = nearestLocale(person.platformLocale);
      return {
        platformUserId,
        name: person.name,
        kind: "full",
        ...(locale && { locale }),
        ...(person.zone && { zone: person.zone }),
      };
    },
    channelName: async (_workspaceId, channelId) => channelId,
  };
}
