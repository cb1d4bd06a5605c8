/** Messages that a front end shows which keeps them itself: the playground's. */
import type { Instant } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";

/** One entry of a front end that keeps its messages itself (the playground); `ref` is unique. */
export type FrontEndPost = {
  readonly ref: string;
  /** The front end's own word for a direct message or channel. */
  readonly conversation: string;
  readonly message: Message;
  readonly shownAt: Instant;
  readonly editedAt?: Instant;
};

export interface FrontEndPostStore {
  find(ref: string): Promise<FrontEndPost | undefined>;
  /** Replaces nothing: an entry of this ref that is there already stays as it is. */
  add(post: FrontEndPost): Promise<void>;
  /** False when there is no such entry. */
  replace(ref: string, message: Message, editedAt: Instant): Promise<boolean>;
  remove(ref: string): Promise<void>;
  /** The newest `limit`, oldest first. */
  listOf(conversation: string, limit: number): Promise<readonly FrontEndPost[]>;
}
