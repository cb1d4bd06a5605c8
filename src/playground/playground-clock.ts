/** The playground's clock: the system's time plus a stored offset that only ever grows. */

import type { Clock } from "../app/ports/clock.ts";
import type { Storage } from "../app/ports/world.ts";
import type { Instant } from "../core/time.ts";

const OFFSET_KEY = "playground.clock-offset-ms";

/** A clock that can be moved forward, but never back. */
export interface PlaygroundClock extends Clock {
  /** Moves on to `at` and keeps the offset; an instant that is not later than now changes nothing. */
  forwardTo(at: Instant): Promise<void>;
  /** Returns how far it runs ahead of the system's clock, in milliseconds. */
  ahead(): number;
}

/** Creates the clock with the stored offset in milliseconds. An offset that is not a whole number from 0 up is ignored. */
export async function createPlaygroundClock(parts: {
  readonly storage: Pick<Storage, "work">;
  readonly system: Clock;
}): Promise<PlaygroundClock> {
  const { storage, system } = parts;
  let offsetMs = parseOffset(await storage.work((stores) => stores.settings.get(OFFSET_KEY)));
  return {
    now: () => system.now() + offsetMs,
    ahead: () => offsetMs,
    async forwardTo(at) {
      if (!Number.isSafeInteger(at) || at <= system.now() + offsetMs) return;
      offsetMs = at - system.now();
      const kept = String(offsetMs);
      await storage.work((stores) => stores.settings.set(OFFSET_KEY, kept));
    },
  };
}

function parseOffset(kept: string | undefined): number {
  const offsetMs = Number(kept ?? "0");
  return Number.isSafeInteger(offsetMs) && offsetMs > 0 ? offsetMs : 0;
}
