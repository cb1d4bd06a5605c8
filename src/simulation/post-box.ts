/** A front end for the simulation. It keeps what was sent, to whom and when. */

import type { Clock } from "../app/ports/clock.ts";
import type { Target } from "../app/ports/post-store.ts";
import type { Sender, Sending, SendResult } from "../app/ports/sender.ts";
import type { Instant } from "../core/time.ts";
import type { Message } from "../message/message.ts";

/** One message as it was sent, edited or removed. */
export type Letter = {
  readonly postId: string;
  readonly at: Instant;
  readonly operation: "post" | "edit" | "remove";
  readonly target: Target;
  readonly message: Message;
};

/** A sender that keeps everything that was sent. */
export interface PostBox extends Sender {
  /** In order of sending. */
  readonly letters: readonly Letter[];
}

/**
 * Returns a sender that keeps every message and passes it on to `through` where one is given. Alone it reports every
 * message as sent.
 */
export function createPostBox(clock: Clock, through?: Sender): PostBox {
  const letters: Letter[] = [];
  const keep = (operation: Letter["operation"], { postId, target, message }: Sending): SendResult => {
    letters.push({ postId, at: clock.now(), operation, target, message });
    return { kind: "sent", platformRef: `post:${postId}` };
  };
  return {
    letters,
    async post(sending) {
      const kept = keep("post", sending);
      return through ? through.post(sending) : kept;
    },
    async edit(sending) {
      const kept = keep("edit", sending);
      return through ? through.edit(sending) : kept;
    },
    async remove(sending) {
      const kept = keep("remove", sending);
      return through ? through.remove(sending) : kept;
    },
  };
}
