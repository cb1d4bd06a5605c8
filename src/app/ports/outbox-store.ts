/** Stores the messages that are still to be sent, and what became of the others. */
import { type Instant, MINUTE_MS } from "../../core/time.ts";
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
  /** Empty once it was sent or dropped: the store keeps no words that nobody needs. */
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

/** No retry and no look for a message waits longer. */
export const LONGEST_WAIT_MS = 30 * MINUTE_MS;

/** So often what follows in a lane waits for one that was refused for now; then it is let past. */
export const KEEPS_ORDER_ATTEMPTS = 8;

/** A send that ended, for the platforms' rates. */
type SentMark = LaneOfWorkspace & { readonly urgency: Urgency; readonly at: Instant };

/** A lane, with the workspace under whose limits its messages are sent. */
export type LaneOfWorkspace = { readonly workspaceId: string; readonly lane: string };
/** A workspace for which something is due, and the most urgent of it. */
export type DueWorkspace = { readonly id: string; readonly urgency: Urgency };
type DueLanesWanted = {
  readonly now: Instant;
  readonly workspaceId: string;
  readonly urgency: Urgency;
  readonly limit: number;
  readonly busyLanes: readonly string[];
};
type Lease = { readonly now: Instant; readonly leaseMs: number };

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
  /** Whether another edit of this edit's post waits: it was queued while this one was being sent, and says more. */
  isOvertaken(edit: Pick<OutboxItem, "id" | "postId">): Promise<boolean>;
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
  /** Everything pending for this person or channel in the workspace becomes `dropped`. */
  dropLane(lane: LaneOfWorkspace): Promise<void>;
  /**
   * Up to `limit` lanes of a workspace whose first item of the urgency is due, the one that waits longest first, without
   * `busyLanes`. A lane with an item in `sending` is not among them. Costs what it gives, however much waits.
   */
  listDueLanes(wanted: DueLanesWanted): Promise<readonly string[]>;
  /**
   * Claims the first item (by creation) of a lane and urgency that is due, under a lease: `sending`, `attempt` one more.
   * Undefined where there is none, or one of the lane is in `sending`. What was refused for now up to
   * `KEEPS_ORDER_ATTEMPTS` times keeps those behind it waiting.
   */
  claimFirst(claim: Lease & LaneOfWorkspace & { readonly urgency: Urgency }): Promise<OutboxItem | undefined>;
  /** Claims up to `limit` items of unknown outcome that are to be looked for, under a new lease. */
  claimLapsed(claim: Lease & { readonly limit: number }): Promise<readonly OutboxItem[]>;
  /** Workspaces with something due, by id, with the most urgent of it. */
  listDueWorkspaces(now: Instant): Promise<readonly DueWorkspace[]>;
  /** When the next item may be claimed or is to be looked for; with `after`: strictly later than that. */
  nextDueAt(after?: Instant): Promise<Instant | undefined>;
  /**
   * The clock was set: what waits for a moment, a retry or a look goes on waiting as long as it had left, and what was queued
   * at once goes at once. `by` is how far it jumped; without it the clock is only known to be right now, and whatever waits
   * longer than any retry does goes at once.
   */
  followClock(jump: { readonly now: Instant; readonly by?: number }): Promise<void>;
  /**
   * The platform of a workspace answers again: up to `limit` messages that failed, and with `looks` up to as many lost ones that
   * are looked for, are tried from now on, the most urgent first and a step of milliseconds apart; none later than before.
   * Returns how many messages came forward.
   */
  bringForward(wanted: {
    readonly workspaceId: string;
    readonly now: Instant;
    readonly stepMs: number;
    readonly limit: number;
    readonly looks: boolean;
  }): Promise<number>;
  /** What was sent since then, so that pacing goes on after a restart. */
  listSentSince(since: Instant): Promise<readonly SentMark[]>;
  /** Unsolicited items sent or pending to a person since an instant. */
  countUnsolicited(personId: string, since: Instant): Promise<number>;
  /** When unsolicited messages were sent to this person from `since` on, in order. */
  listUnsolicitedSent(personId: string, since: Instant): Promise<readonly Instant[]>;
  listByStatus(status: OutboxStatus, limit: number): Promise<readonly OutboxItem[]>;
  countByStatus(): Promise<Readonly<Record<OutboxStatus, number>>>;
  /**
   * Forgets up to `limit` items that were sent, failed or dropped and are older than that, with their wording, and returns
   * how many; keep at least the week that is counted.
   */
  removeSettledBefore(at: Instant, limit: number): Promise<number>;
}
