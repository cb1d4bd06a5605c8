/** Delivers messages into the playground: they are stored as shown in the same database, and open pages are told. */

import type { Clock } from "../app/ports/clock.ts";
import type { Target } from "../app/ports/post-store.ts";
import type { Sender, Sending, SendResult } from "../app/ports/sender.ts";
import type { Storage, Stores } from "../app/ports/world.ts";
import { channelOf, directOf, toShownRef } from "./shown.ts";

/** What the sender needs; `clock` dates the messages. */
export type PlaygroundSenderParts = {
  readonly storage: Storage;
  /** Whose time stands on the messages. */
  readonly clock: Clock;
  /** Told after each message that appeared, changed or went. */
  readonly onShown?: () => void;
};

/**
 * Creates the sender. Its outcome is never unclear: either the message was stored, or the database refused it and the
 * send may be repeated.
 */
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
