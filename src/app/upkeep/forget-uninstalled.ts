/**
 * Deletes the data of a workspace some time after it removed the bot. Until then, reinstalling the bot finds everything
 * again.
 */
import { DAY_MS } from "../../core/time.ts";
import type { Log } from "../ports/log.ts";
import type { World } from "../ports/world.ts";

/** From the removal of the bot on. */
const KEPT_AFTER_UNINSTALL_MS = 90 * DAY_MS;

/**
 * Deletes each workspace whose 90 days have passed, in a unit of work of its own, and returns how many were due. A second
 * call changes nothing.
 */
export async function forgetUninstalled({ storage, clock }: World, { log }: { readonly log?: Log } = {}): Promise<number> {
  const now = clock.now();
  const all = await storage.work(({ workspaces }) => workspaces.list());
  const due = all.filter(({ uninstalledAt }) => uninstalledAt !== undefined && now - uninstalledAt > KEPT_AFTER_UNINSTALL_MS);
  for (const { id } of due) {
    await storage.work(async ({ workspaces }) => {
      const workspace = await workspaces.find(id);
      if (workspace?.uninstalledAt !== undefined) await workspaces.erase(id);
    });
    log?.info({ workspaceId: id }, "what was kept of a workspace that removed the bot is erased");
  }
  return due.length;
}
