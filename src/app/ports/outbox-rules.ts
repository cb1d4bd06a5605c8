/** What delivery asks the use cases about a message that is to be sent, and tells them of one that was. It decides neither itself. */
import type { ChannelTroubleReason, UnreachableReason, Workspace } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";
import type { Work } from "../call.ts";
import type { OutboxItem } from "./outbox-store.ts";
import type { Post } from "./post-store.ts";

/** Decides what happens to a message that is due: it is sent, dropped with a reason, or held until an instant. */
export type SendVerdict =
  | { readonly kind: "send"; readonly post: Post }
  | { readonly kind: "drop"; readonly reason: DropReason }
  /** Not before then. */
  | { readonly kind: "wait"; readonly until: Instant };

/** Why a message that was queued is not sent at all. */
export type DropReason =
  | "uninstalled"
  | "removed"
  | "expired"
  | "answered"
  | "sealed"
  | "away"
  | "left"
  | "turned-off"
  | "never-sent"
  | "unknown-post";

/**
 * The rules about messages, which the use cases implement for delivery. Each function runs in the unit of work that
 * records what became of the item.
 */
export interface OutboxRules {
  /** Whether a claimed item of the workspace is sent now, by what the database says now. */
  judge(work: Work, item: OutboxItem, workspace: Workspace): Promise<SendVerdict>;
  /** Returns the message with the name that each person has now in the place of their id; it is sent so, and never stored so. */
  namePeople(work: Work, message: Message): Promise<Message>;
  /** The item is not sent at all. */
  whenDropped(work: Work, item: OutboxItem, reason: DropReason): Promise<void>;
  whenArrived(work: Work, post: Post): Promise<void>;
  whenUnreachable(work: Work, post: Post, trouble: PersonTrouble): Promise<void>;
  /** The platform refused the item for good, or it was tried in vain for a day. */
  whenRefused(work: Work, refused: Refusal): Promise<void>;
  /** For an hour nobody could find out whether the item arrived. Called again after every look that finds nothing out. */
  whenUnclear(work: Work, item: OutboxItem, post: Post): Promise<void>;
  /** The item was to change a message that is not there any more. */
  whenGone(work: Work, item: OutboxItem, post: Post): Promise<void>;
}

/** Why a person does not get the bot's messages; `code` is the platform's own word. */
export type PersonTrouble = { readonly reason: UnreachableReason; readonly code?: string | undefined };

/** `reason` is the platform's own word; `trouble` says what it means for a channel, where that is known. */
type Refusal = {
  readonly item: OutboxItem;
  readonly post: Post;
  readonly reason: string;
  readonly trouble?: ChannelTroubleReason | undefined;
};
