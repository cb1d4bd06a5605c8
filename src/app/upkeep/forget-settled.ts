/** Cleans up once a day: handled events, sent messages, and workspaces that removed the bot long ago. */
import { DAY_MS, type Instant } from "../../core/time.ts";
import type { Log } from "../ports/log.ts";
import { reportTrouble } from "../ports/report-trouble.ts";
import type { World } from "../ports/world.ts";
import { forgetUninstalled } from "./forget-uninstalled.ts";

/** Longer than any platform sends an event again, and than the week in which messages are counted. */
const KEPT_MS = 30 * DAY_MS;

/** How long the audit log is kept. */
const AUDIT_KEPT_MS = 366 * DAY_MS;
/** So many entries go in one unit of work. */
const PRUNED_AT_ONCE = 500;

async function pruneAudit({ storage }: World, before: Instant): Promise<void> {
  const prune = (): Promise<number> => storage.work(({ audit }) => audit.removeBefore(before, PRUNED_AT_ONCE));
  while ((await prune()) === PRUNED_AT_ONCE);
}

/**
 * Does the day's work and returns true; returns false if it was done already. It never throws: what fails is logged and
 * tried again with the next tick.
 */
export async function forgetSettled(world: World, { log }: { readonly log?: Log } = {}): Promise<boolean> {
  const now = world.clock.now();
  const today = new Date(now).toISOString().slice(0, 10);
  try {
    const isFirst = await world.storage.work(async ({ inbox, outbox, links }) => {
      if (!(await inbox.claim(`upkeep:${today}`, now))) return false;
      await inbox.removeBefore(now - KEPT_MS);
      await outbox.removeSettledBefore(now - KEPT_MS);
      await links.removeBefore(now - KEPT_MS);
      return true;
    });
    if (isFirst) await pruneAudit(world, now - AUDIT_KEPT_MS);
    if (isFirst) await forgetUninstalled(world, { ...(log && { log }) });
    return isFirst;
  } catch (cause) {
    if (log) reportTrouble(log, cause, { event: "tick", name: "upkeep" });
    return false;
  }
}
