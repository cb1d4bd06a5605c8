/** Delivery's way into the playground: what goes out is kept as shown, in the same database, and the open pages are told. */

import type { Clock } from "../app/ports/clock.ts";
import type { Target } from "../app/ports/post-store.ts";
import type { Sender, Sending, SendResult } from "../app/ports/sender.ts";
import type { Storage, Stores } from "../app/ports/world.ts";
import { channelOf, directOf, toShownRef } from "./shown.ts";

export type PlaygroundSenderParts = {
  readonly storage: Storage;
  /** Whose time stands on the messages. */
  readonly clock: Clock;
  /** Told after each message that appeared, changed or went. */
  readonly onShown?: () => void;
};

/** Knows every outcome: an entry is kept or the database refuses, so nothing is ever unclear. */
export function createPlaygroundSender({ storage, clock, onShown }: PlaygroundSenderParts): Sender {
  const apply = async (platformRef: string, change: (stores: Stores) => Promise<void>): Promise<SendResult> => {
    try {
      await storage.work(change);
    } catch (cause) {
      return { kind: "failed", reason: cause instanceof Error ? cause.message : String(cause), retry: true };
    }
    onShown?.();
    return { kind: "sent", platformRef };
  };
  return {
    post({ target, message, postId }: Sending) {
      const ref = toShownRef("post", postId);
      const entry = { ref, conversation: conversationOf(target), message, shownAt: clock.now() };
      return apply(ref, (stores) => stores.shown.add(entry));
    },
    edit({ message, platformRef }) {
      return apply(platformRef, async (stores) => {
        await stores.shown.replace(platformRef, message, clock.now());
      });
    },
    remove({ platformRef }) {
      return apply(platformRef, (stores) => stores.shown.remove(platformRef));
    },
    locate: async ({ postId }) => {
      const ref = toShownRef("post", postId);
      const entry = await storage.work((stores) => stores.shown.find(ref));
      return entry ? { found: ref } : "absent";
    },
  };
}

function conversationOf(target: Target): string {
  return target.to === "person" ? directOf(target.personId) : channelOf(target.workspaceId, target.channelId);
}
