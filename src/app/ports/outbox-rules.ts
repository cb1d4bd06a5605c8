/** What delivery asks the use cases about a message that is to be sent, and tells them of one that was. It decides neither itself. */
import type { UnreachableReason, Workspace } from "../../core/team.ts";
import type { Instant } from "../../core/time.ts";
import type { Work } from "../call.ts";
import type { OutboxItem } from "./outbox-store.ts";
import type { Post } from "./post-store.ts";

export type SendVerdict =
  | { readonly kind: "send"; readonly post: Post }
  | { readonly kind: "drop"; readonly reason: DropReason }
  /** Not before then. */
  | { readonly kind: "wait"; readonly until: Instant };

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

/** Each runs in the unit of work that writes down what became of the item. */
export interface OutboxRules {
  /** Whether a claimed item of the workspace is sent now, by what the database says now. */
  judge(work: Work, item: OutboxItem, workspace: Workspace): Promise<SendVerdict>;
  /** The item is not sent at all. */
  whenDropped(work: Work, item: OutboxItem, reason: DropReason): Promise<void>;
  whenArrived(work: Work, post: Post): Promise<void>;
  whenUnreachable(work: Work, post: Post, reason: UnreachableReason): Promise<void>;
  /** The platform refused the item for good; `reason` is the platform's. */
  whenRefused(work: Work, refused: { readonly item: OutboxItem; readonly post: Post; readonly reason: string }): Promise<void>;
}
