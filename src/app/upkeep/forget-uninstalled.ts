/**
 * Deletes the data of a workspace some time after it removed the bot. Until then, reinstalling the bot finds everything
 * again.
 */
import { forgetMoves } from "../link/moved-teams.ts";
import { endLinksOf } from "../link/part.ts";
import type { Log } from "../ports/log.ts";
import type { World } from "../ports/world.ts";
import { KEPT_AFTER_UNINSTALL_MS } from "./kept-after-uninstall.ts";

/**
 * Deletes each workspace whose 90 days have passed, in a unit of work of its own, and returns how many were due. A linked team
 * that it owned is handed over to the other side first. A second call changes nothing.
 */
export async function forgetUninstalled(world: World, { log }: { readonly log?: Log } = {}): Promise<number> {
  const { storage, clock } = world;
  const now = clock.now();
  const all = await storage.work(({ workspaces }) => workspaces.list());
  const due = all.filter(({ uninstalledAt }) => uninstalledAt !== undefined && now - uninstalledAt > KEPT_AFTER_UNINSTALL_MS);
  for (const { id } of due) {
    await storage.work(async (stores) => {
      const workspace = await stores.workspaces.find(id);
      if (workspace?.uninstalledAt === undefined) return;
      await endLinksOf({ stores, world, now }, id);
      await forgetMoves({ stores }, id);
      await stores.workspaces.erase(id);
    });
    log?.info({ workspaceId: id }, "what was kept of a workspace that removed the bot is erased");
  }
  return due.length;
}
