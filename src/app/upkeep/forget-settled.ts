/** Cleans up once a day: handled events, sent messages, answers that are kept no longer, and workspaces that removed the bot long ago. */
import { DAY_MS, type Instant } from "../../core/time.ts";
import type { Log } from "../ports/log.ts";
import { reportTrouble } from "../ports/report-trouble.ts";
import type { Stores, World } from "../ports/world.ts";
import { expireAnswers } from "./expire-answers.ts";
import { forgetUninstalled } from "./forget-uninstalled.ts";

/** Longer than any platform sends an event again, and than the week in which messages are counted. */
const KEPT_MS = 30 * DAY_MS;

/** How long the audit log is kept. */
const AUDIT_KEPT_MS = 366 * DAY_MS;
/** Longer than any round stays open or any step due: then nothing refers to a post any more. */
const POSTS_KEPT_MS = 400 * DAY_MS;
/** What was asked when, and what was suggested, is looked at for the newest rounds alone; numbers of rounds stay in their standings. */
const ROUNDS_KEPT_MS = 400 * DAY_MS;
/** So many rows go in one unit of work, so that those who press wait for no more than that. */
export const REMOVED_AT_ONCE = 200;

/** What grows, by the name under which the log counts it; each removes up to so many rows in a unit of work. */
const REMOVALS: Readonly<Record<string, (stores: Stores, now: Instant, limit: number) => Promise<number>>> = {
  events: ({ inbox }, now, limit) => inbox.removeBefore(now - KEPT_MS, limit),
  messages: ({ outbox }, now, limit) => outbox.removeSettledBefore(now - KEPT_MS, limit),
  links: ({ links }, now, limit) => links.removeBefore(now - KEPT_MS, limit),
  turns: ({ turns }, now, limit) => turns.removeBefore(now - ROUNDS_KEPT_MS, limit),
  nudges: ({ nudges }, now, limit) => nudges.removeBefore(now - ROUNDS_KEPT_MS, limit),
  posts: ({ posts }, now, limit) => posts.removeBefore(now - POSTS_KEPT_MS, limit),
  audit: ({ audit }, now, limit) => audit.removeBefore(now - AUDIT_KEPT_MS, limit),
};

/**
 * Does the day's work in pieces and returns true; returns false if it was done already. What it removed stands in one line
 * of the log. It never throws: what fails is logged, and what is left goes with the next day's.
 */
export async function forgetSettled(world: World, { log }: { readonly log?: Log } = {}): Promise<boolean> {
  const now = world.clock.now();
  const today = new Date(now).toISOString().slice(0, 10);
  try {
    if (!(await world.storage.work(({ inbox }) => inbox.claim(`upkeep:${today}`, now)))) return false;
    const old = await removeOld(world, now);
    const answers = await expireAnswers(world);
    const removed = { ...old, ...(answers > 0 && { answers }) };
    if (Object.keys(removed).length > 0) log?.info(removed, "what is old enough was removed");
    await forgetUninstalled(world, { ...(log && { log }) });
    return true;
  } catch (cause) {
    if (log) reportTrouble(log, cause, { event: "tick", name: "upkeep" });
    return false;
  }
}

async function removeOld({ storage }: World, now: Instant): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const [name, remove] of Object.entries(REMOVALS)) {
    for (;;) {
      const count = await storage.work((stores) => remove(stores, now, REMOVED_AT_ONCE));
      if (count > 0) counts[name] = (counts[name] ?? 0) + count;
      if (count < REMOVED_AT_ONCE) break;
    }
  }
  return counts;
}
