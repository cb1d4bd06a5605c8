/** What is kept of a workspace goes some time after it removed the bot: until then it finds everything again on return. */
import { DAY_MS } from "../../core/time.ts";
import type { Log } from "../ports/log.ts";
import type { World } from "../ports/world.ts";

/** From the removal of the bot on. */
const KEPT_AFTER_UNINSTALL_MS = 90 * DAY_MS;

/** Each workspace in a unit of work of its own; again, it changes nothing. Returns how many are due. */
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
