/** The world of a thread that only reads. */
import type { Storage, World } from "../../app/ports/world.ts";
import type { Instant } from "../../core/time.ts";

/** What such a world is made of: `now` is its only instant. */
export type ReadOnlyParts = { readonly storage: Storage; readonly voice: World["voice"]; readonly now: Instant };

/** Creates a world in which nothing but reading is possible: whatever else is asked of it throws. */
export function createReadOnlyWorld({ storage, voice, now }: ReadOnlyParts): World {
  const refuse = (): never => {
    throw new Error("a thread that reads changes nothing");
  };
  return {
    storage,
    voice,
    clock: { now: () => now },
    ids: { next: refuse },
    directory: { profile: refuse, channelName: refuse },
    edition: "",
    onQueued: refuse,
  };
}
