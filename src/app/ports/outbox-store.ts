/** Stores the messages that are still to be sent, and what became of the others. */
import type { Instant } from "../../core/time.ts";
import type { Message } from "../../message/message.ts";

/**
 * The state of an outbox item. `ambiguous` means that nobody knows whether the platform accepted it, and `dropped` that
 * it became pointless before it was sent.
 */
export type OutboxStatus = "pending" | "sending" | "sent" | "failed" | "ambiguous" | "dropped";

/** Who waits for a message. `URGENCIES` lists the values in the order in which messages go out. */
export type Urgency =
  /** Somebody pressed or typed something and looks at the screen. */
  | "waiting"
  /** A person who has not asked for it. */
  | "personal"
  /** A channel. */
  | "channel"
  /** Nobody: Home tabs and older cards that are brought up to date. */
  | "background";

/** Every urgency, the most urgent first. Each has a share of what is sent, so no urgency starves. */
export const URGENCIES = ["waiting", "personal", "channel", "background"] as const satisfies readonly Urgency[];

/**
 * The condition under which a message is still worth sending. It is checked right before the send; when it no longer
 * holds, the message is dropped.
 */
export type StillWanted =
  | { readonly when: "check-in-open"; readonly checkInId: string }
  | { readonly when: "round-not-sealed"; readonly roundId: string };

/** One operation on a post: sending, editing or removing it. An edit or a removal waits until the post itself has been sent. */
export type OutboxItem = {
  readonly id: string;
  readonly postId: string;
  readonly workspaceId: string;
  /** Person or channel: items of a lane go out in order, one at a time. */
  readonly lane: string;
  readonly operation: "post" | "edit" | "remove";
  readonly urgency: Urgency;
  readonly message: Message;
  /** Counts against the two a week. */
  readonly unsolicited: boolean;
  readonly notBefore: Instant;
  readonly expiresAt?: Instant;
  readonly stillWanted?: StillWanted;
  readonly status: OutboxStatus;
  readonly attempt: number;
  readonly leaseUntil?: Instant;
  /** The platform's reason, for the operator and the leads. */
  readonly failure?: string;
  readonly createdAt: Instant;
  readonly sentAt?: Instant;
};

type SentMark = { readonly workspaceId: string; readonly lane: string; readonly at: Instant };

/**
 * Stores outbox items and hands them out under leases, so that two senders never work on the same item. Leases are in
 * milliseconds.
 */
export interface OutboxStore {
  add(item: OutboxItem): Promise<void>;
  /**
   * A post's newest content. An edit of it that waits and was never tried says this instead, as the
   * more urgent of both; any other that waits is dropped.
   */
  addEdit(edit: OutboxItem): Promise<void>;
  find(id: string): Promise<OutboxItem | undefined>;
  statusOf(id: string): Promise<OutboxStatus | undefined>;
  /** The item that sends the post itself (`operation: "post"`). */
  findOfPost(postId: string): Promise<OutboxItem | undefined>;
  /** Whether it goes, when and how it went; not what it says. */
  update(item: OutboxItem): Promise<void>;
  /** What it says. */
  rewrite(id: string, message: Message): Promise<void>;
  /** Pending edits of a post that a newer one makes pointless become `dropped`. */
  dropPendingEdits(postId: string): Promise<void>;
  /** Everything pending for this person or channel becomes `dropped`. */
  dropLane(lane: string): Promise<void>;
  /**
   * Claims up to `limit` due items of a workspace, the first (by creation) of each idle lane, under a lease: `sending`,
   * `attempt` one more. A lane with an item in `sending` is not idle.
   */
  claimDue(claim: {
    readonly now: Instant;
    readonly leaseMs: number;
    readonly limit: number;
    readonly busyLanes: readonly string[];
    readonly workspaceId: string;
  }): Promise<readonly OutboxItem[]>;
  /** Claims up to `limit` items whose lease ran out while sending, under a new lease: their outcome is unknown. */
  claimLapsed(claim: { readonly now: Instant; readonly leaseMs: number; readonly limit: number }): Promise<readonly OutboxItem[]>;
  /** Workspaces with a pending item that is due or a lease that ran out; cost by what is due. */
  listDueWorkspaces(now: Instant): Promise<readonly string[]>;
  /** When the next pending item falls due or the next lease runs out; with `after`: strictly later than that. */
  nextDueAt(after?: Instant): Promise<Instant | undefined>;
  /** What was sent since then, so that pacing goes on after a restart. */
  listSentSince(since: Instant): Promise<readonly SentMark[]>;
  /** Unsolicited items sent or pending to a person since an instant. */
  countUnsolicited(personId: string, since: Instant): Promise<number>;
  /** When unsolicited messages were sent to this person from `since` on, in order. */
  listUnsolicitedSent(personId: string, since: Instant): Promise<readonly Instant[]>;
  listByStatus(status: OutboxStatus, limit: number): Promise<readonly OutboxItem[]>;
  countByStatus(): Promise<Readonly<Record<OutboxStatus, number>>>;
  /** Forgets what was sent, failed or dropped and is older than that, with its wording; keep at least the week that is counted. */
  removeSettledBefore(at: Instant): Promise<void>;
}
