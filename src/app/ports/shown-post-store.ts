/** Stores the messages of a front end that has no platform behind it: the playground. */
import type { Instant } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";

/** One message that the playground shows, in the place of a platform. `ref` is unique. */
export type FrontEndPost = {
  readonly ref: string;
  /** The front end's own word for a direct message or channel. */
  readonly conversation: string;
  readonly message: Message;
  readonly shownAt: Instant;
  readonly editedAt?: Instant;
};

/** Stores the messages that the playground shows, by ref and by conversation. */
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
