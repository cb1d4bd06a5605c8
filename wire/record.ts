/** What the servers of both platforms saw, in the order in which they saw it. */
import type { Action } from "../src/message/action.ts";
import type { PlatformName } from "./plan.ts";

type Seen = { readonly at: number; readonly platform: PlatformName; readonly place: string };

/** The bot put something into a conversation, changed it or took it away. */
export type ShownRecord = Seen & {
  readonly kind: "shown";
  readonly how: "post" | "edit" | "remove";
  /** The reader's id of a direct message, the channel's id otherwise. */
  readonly to: { readonly person: string } | { readonly channel: string };
  readonly message: string;
  /** Below another message. */
  readonly thread: boolean;
  /** Everything that is read on it. */
  readonly text: string;
  readonly actions: readonly Action[];
};

/** The bot tried, and the platform said no. */
type RefusedRecord = Seen & { readonly kind: "refused"; readonly person: string };

/** Somebody did something, and the bot's answer. */
export type DeedRecord = Seen & {
  readonly kind: "act";
  readonly person: string;
  readonly did: { readonly line: string } | { readonly action: Action } | { readonly form: string };
  readonly status: number;
};

export type WireRecord = ShownRecord | RefusedRecord | DeedRecord;
