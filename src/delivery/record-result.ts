/** Writes down what became of a send, in one transaction with what follows from it. */
import type { Work } from "../app/call.ts";
import type { OutboxRules } from "../app/ports/outbox-rules.ts";
import { LONGEST_WAIT_MS, type OutboxItem } from "../app/ports/outbox-store.ts";
import type { Post } from "../app/ports/post-store.ts";
import type { SendResult } from "../app/ports/sender.ts";
import { DAY_MS, HOUR_MS, type Instant } from "../core/time.ts";
import { dropItem, putOff } from "./look.ts";

const SHORTEST_LOOK_MS = 15_000;
/** What stays unclear for so long is told. */
const TOLD_AFTER_MS = HOUR_MS;
/** A post of unknown outcome is looked for so long. */
const LOOKED_FOR_MS = DAY_MS;

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
  return store(work, await decide(work, outcome, rules));
}

/** An edit that would go out again is dropped where a newer one waits, whose words it would overwrite. */
async function store(work: Work, item: OutboxItem): Promise<OutboxItem> {
  const { outbox } = work.stores;
  const isRepeated = item.operation === "edit" && item.status === "pending";
  const next = isRepeated && (await outbox.isOvertaken(item)) ? dropItem(item, "overtaken") : item;
  await outbox.update(next);
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
    case "unclear": {
      const isWaitedFor = post.purpose === "answer" && reconcileAfterMs === undefined;
      const isBetterTwice = isWaitedFor || (post.purpose === "digest" && result.answered === true);
      return judgeUnclear(item, result.reason, { now: work.now, reconcileAfterMs, isBetterTwice });
    }
  }
}

type Unclear = { readonly now: Instant; readonly reconcileAfterMs: number | undefined; readonly isBetterTwice: boolean };

/**
 * Edits and removals do no harm twice. Where the platform answered that it is in trouble, a digest is repeated, since no platform
 * lets the bot look for it in a channel; so is an answer that somebody waits for, where nobody can look. Any other post is looked
 * for, and never blindly repeated.
 */
function judgeUnclear(item: OutboxItem, reason: string, { now, reconcileAfterMs, isBetterTwice }: Unclear): OutboxItem {
  if (item.operation !== "post" || isBetterTwice) return tryLater(item, reason, now);
  const tried = { ...item, failure: reason, notBefore: now };
  if (reconcileAfterMs === undefined) return { ...tried, status: "ambiguous", leaseUntil: now + TOLD_AFTER_MS };
  return { ...tried, status: "sending", leaseUntil: now + reconcileAfterMs };
}

/** What a look for a post found. `cannot`: there is no way to look for it. */
export type LookResult = { readonly ref: string } | "absent" | "unknown" | "cannot";

/**
 * Stores what a look for a post of unknown outcome found. An absent post is sent again. A look that found nothing out is
 * repeated for a day, later each time; after an hour somebody is told.
 */
export async function recordLocated(
  work: Work,
  { item, found }: { readonly item: OutboxItem; readonly found: LookResult },
  rules: OutboxRules,
): Promise<void> {
  // The answer may have come after all.
  if ((await work.stores.outbox.statusOf(item.id)) === "sent") return;
  const post = await work.stores.posts.find(item.postId);
  if (typeof found === "object") {
    if (post) {
      await keepRef(work, post, found.ref);
      await rules.whenArrived(work, post);
    }
    return work.stores.outbox.update(markSent(item, work.now));
  }
  if (found === "absent") return work.stores.outbox.update(tryLater(item, "absent", work.now));
  // What a crash interrupted was tried just before: how long it had waited in the queue is of no account.
  const since = item.status === "sending" ? work.now : item.notBefore;
  const unclearMs = work.now - since;
  const { leaseUntil: _, ...over } = { ...item, notBefore: since, failure: item.failure ?? "interrupted" };
  const isOver = found === "cannot" ? unclearMs >= TOLD_AFTER_MS : unclearMs >= LOOKED_FOR_MS;
  const waitMs = found === "cannot" ? TOLD_AFTER_MS : Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_LOOK_MS, unclearMs));
  const next: OutboxItem = { ...over, status: "ambiguous", ...(!isOver && { leaseUntil: work.now + waitMs }) };
  await work.stores.outbox.update(next);
  if (post && unclearMs >= TOLD_AFTER_MS) await rules.whenUnclear(work, next, post);
}

/** Queues an edit or a removal again that a crash interrupted. */
export async function recordInterrupted(work: Work, item: OutboxItem): Promise<void> {
  await store(work, tryLater(item, "interrupted", work.now));
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

const FIRST_MS = 2_000;

/** A day of trying: what is out of date before then is dropped for that reason. */
const MAX_ATTEMPTS = 60;

/** Doubles from two seconds to half an hour. `attempt` counts from 1. */
function backoffMs(attempt: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 20));
}
