/** Who is who in the playground: its people stand in the database, its channels are called by their ids. */
import type { Directory } from "../app/ports/directory.ts";
import type { Storage } from "../app/ports/world.ts";
import { nearestLocale } from "../core/locale.ts";

export function createPlaygroundDirectory(storage: Storage): Directory {
  return {
    async profile(workspaceId, platformUserId) {
      const person = await storage.work((stores) => stores.people.findByAccount(workspaceId, platformUserId));
      if (!person) return undefined;
      const locale = nearestLocale(person.platformLocale);
      return { platformUserId, name: person.name, ...(locale && { locale }), ...(person.zone && { zone: person.zone }) };
    },
    channelName: async (_workspaceId, channelId) => channelId,
  };
}
