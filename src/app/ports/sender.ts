/** What delivery asks of a front end: to show a message, change it or take it away. */
import type { ChannelTroubleReason, UnreachableReason } from "../../core/team.ts";
import type { Message } from "../../message/message.ts";
import type { Urgency } from "./outbox-store.ts";
import type { Target } from "./post-store.ts";

/** What became of one attempt to send. Times are in milliseconds. */
export type SendResult =
  | { readonly kind: "sent"; readonly platformRef: string }
  /**
   * Told to wait; holds this lane, or the whole workspace where the platform says so. `call`: the front end itself waits, so as
   * not to call too often; nothing was sent, and it says nothing about other messages.
   */
  | { readonly kind: "rate-limited"; readonly retryAfterMs: number; readonly scope: "lane" | "workspace" | "call" }
  /** The person cannot be reached until somebody fixes it. `code` is the platform's own. */
  | { readonly kind: "unreachable"; readonly reason: UnreachableReason; readonly code?: string }
  /**
   * `retry: true` only where the platform certainly did not accept it; otherwise it was refused for good. `trouble` says why
   * a channel refused it, where that is known.
   */
  | { readonly kind: "failed"; readonly reason: string; readonly retry: boolean; readonly trouble?: ChannelTroubleReason }
  /** What was to be changed is not there any more, or cannot be changed any more. */
  | { readonly kind: "gone"; readonly reason: string }
  /**
   * Nobody knows whether it arrived: never blindly repeated. `answered` where the platform answered, with an error of its own: then
   * it most likely did not.
   */
  | { readonly kind: "unclear"; readonly reason: string; readonly answered?: true };

/** A message and where it goes, as delivery passes it to a front end. */
export type Sending = {
  readonly workspaceId: string;
  readonly target: Target;
  readonly message: Message;
  /** Ours; carried along where the platform can, to find it again after an unclear outcome. */
  readonly postId: string;
  /** Who waits for it, for the turns of the calls that it takes. */
  readonly urgency: Urgency;
  /** Only of an answer to what its reader typed or pressed: the thread that it belongs in, empty where it is in none. */
  readonly answersIn?: string;
};

/** A change to a post that the platform already shows; `platformRef` says where. */
export type PlacedSending = Sending & { readonly platformRef: string };

/** Sends, edits and removes messages on one platform. Its functions never throw; the result says what happened. */
export interface Sender {
  post(sending: Sending): Promise<SendResult>;
  edit(sending: PlacedSending): Promise<SendResult>;
  remove(sending: PlacedSending): Promise<SendResult>;
  /** Looks for a post whose outcome is unknown: its ref, `absent`, or `unknown` where the platform cannot tell. */
  locate?(sending: Sending): Promise<{ readonly found: string } | "absent" | "unknown">;
}
