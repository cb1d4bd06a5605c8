/** Writes down what became of a send, in one transaction with what follows from it. */
import type { Work } from "../app/call.ts";
import type { OutboxRules } from "../app/ports/outbox-rules.ts";
import type { OutboxItem } from "../app/ports/outbox-store.ts";
import type { Post } from "../app/ports/post-store.ts";
import type { SendResult } from "../app/ports/sender.ts";
import type { Instant } from "../core/time.ts";
import { backoffMs, MAX_ATTEMPTS } from "./backoff.ts";
import { putOff } from "./claim.ts";

/** What became of one send. */
export type SendOutcome = {
  readonly item: OutboxItem;
  readonly post: Post;
  readonly result: SendResult;
  /** How long an unclear post is left alone before it is looked for; undefined where nobody can look. */
  readonly reconcileAfterMs: number | undefined;
};

/**
 * Stores what became of a send and returns the item as it is now. If its lease ran out meanwhile, only a success still
 * counts.
 */
export async function recordResult(work: Work, outcome: SendOutcome, rules: OutboxRules): Promise<OutboxItem> {
  const status = await work.stores.outbox.statusOf(outcome.item.id);
  if (status !== undefined && status !== "sending" && outcome.result.kind !== "sent") return { ...outcome.item, status };
  const next = await decide(work, outcome, rules);
  await work.stores.outbox.update(next);
  return next;
}

async function decide(
  work: Work,
  { item, post, result, reconcileAfterMs }: SendOutcome,
  rules: OutboxRules,
): Promise<OutboxItem> {
  switch (result.kind) {
    case "sent":
      await keepRef(work, post, result.platformRef);
      await rules.whenArrived(work, post);
      return markSent(item, work.now);
    case "rate-limited":
      return putOff(item, work.now + result.retryAfterMs);
    case "unreachable":
      await rules.whenUnreachable(work, post, result);
      return end(item, "failed", result.code ?? result.reason);
    case "failed":
      if (result.retry && item.attempt < MAX_ATTEMPTS) return tryLater(item, result.reason, work.now);
      await rules.whenRefused(work, { item, post, reason: result.reason, trouble: result.trouble });
      return end(item, "failed", result.reason);
    case "gone":
      await rules.whenGone(work, item, post);
      return end(item, "failed", result.reason);
    case "unclear":
      return judgeUnclear(item, result.reason, { now: work.now, reconcileAfterMs });
  }
}

/** Edits and removals do no harm twice; a post is looked for, and never blindly repeated. */
function judgeUnclear(
  item: OutboxItem,
  reason: string,
  { now, reconcileAfterMs }: { readonly now: Instant; readonly reconcileAfterMs: number | undefined },
): OutboxItem {
  if (item.operation !== "post") return tryLater(item, reason, now);
  if (reconcileAfterMs === undefined) return end(item, "ambiguous", reason);
  return { ...item, status: "sending", failure: reason, leaseUntil: now + reconcileAfterMs };
}

/** Stores where a post was found whose outcome was unknown. An absent post is sent again; an unknown one counts as ambiguous. */
export async function recordLocated(
  work: Work,
  { item, found }: { readonly item: OutboxItem; readonly found: { readonly ref: string } | "absent" | "unknown" },
  rules: OutboxRules,
): Promise<void> {
  const post = await work.stores.posts.find(item.postId);
  if (typeof found === "object") {
    if (post) {
      await keepRef(work, post, found.ref);
      await rules.whenArrived(work, post);
    }
    return work.stores.outbox.update(markSent(item, work.now));
  }
  const next = found === "absent" ? tryLater(item, "absent", work.now) : end(item, "ambiguous", item.failure ?? "interrupted");
  return work.stores.outbox.update(next);
}

/** Queues an edit or a removal again that a crash interrupted. */
export async function recordInterrupted(work: Work, item: OutboxItem): Promise<void> {
  return work.stores.outbox.update(tryLater(item, "interrupted", work.now));
}

async function keepRef(work: Work, { id }: Post, platformRef: string): Promise<void> {
  const post = await work.stores.posts.find(id);
  if (post && post.platformRef !== platformRef) await work.stores.posts.save({ ...post, platformRef });
}

function tryLater(item: OutboxItem, reason: string, now: Instant): OutboxItem {
  if (item.attempt >= MAX_ATTEMPTS) return end(item, "failed", reason);
  const { leaseUntil: _, ...rest } = item;
  return { ...rest, status: "pending", failure: reason, notBefore: now + backoffMs(item.attempt) };
}

function markSent({ leaseUntil: _, failure: __, ...item }: OutboxItem, sentAt: Instant): OutboxItem {
  return { ...item, status: "sent", sentAt };
}

function end({ leaseUntil: _, ...item }: OutboxItem, status: "failed" | "ambiguous", failure: string): OutboxItem {
  return { ...item, status, failure };
}
