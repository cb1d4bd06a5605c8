/** Calls a front end's sender, which may hang or throw. The answer is always a result. */
import type { OutboxItem } from "../app/ports/outbox-store.ts";
import type { Post } from "../app/ports/post-store.ts";
import type { Sender, Sending, SendResult } from "../app/ports/sender.ts";
import { SpeedboatError } from "../core/errors.ts";

/** Where a post was found; `cannot` when the front end has no way to look for it. */
export type Located = { readonly found: string } | "absent" | "unknown" | "cannot";

/**
 * Sends an item and returns the result. It never throws: after `timeoutMs`, or when the sender throws, the outcome is
 * unclear.
 */
export async function send(sender: Sender, item: OutboxItem, post: Post, timeoutMs: number): Promise<SendResult> {
  try {
    return await giveUpAfter(timeoutMs, callSender(sender, item, post));
  } catch (cause) {
    return { kind: "unclear", reason: reasonOf(cause) };
  }
}

/**
 * Looks for a post whose outcome is unknown. It never throws: after `timeoutMs`, or when the sender throws, the answer is
 * `unknown`.
 */
export async function locate(sender: Sender, item: OutboxItem, post: Post, timeoutMs: number): Promise<Located> {
  if (!sender.locate) return "cannot";
  try {
    return await giveUpAfter(timeoutMs, sender.locate(toSending(item, post)));
  } catch {
    return "unknown";
  }
}

function callSender(sender: Sender, item: OutboxItem, post: Post): Promise<SendResult> {
  const sending = toSending(item, post);
  if (item.operation === "post") return sender.post(sending);
  if (post.platformRef === undefined) return Promise.resolve({ kind: "failed", reason: "never-sent", retry: false });
  const placed = { ...sending, platformRef: post.platformRef };
  return item.operation === "edit" ? sender.edit(placed) : sender.remove(placed);
}

function toSending(item: OutboxItem, post: Post): Sending {
  const answer = post.purpose === "answer" ? { answersIn: post.subjectId } : {};
  return { workspaceId: item.workspaceId, target: post.target, message: item.message, postId: post.id, ...answer };
}

function reasonOf(cause: unknown): string {
  if (cause instanceof SpeedboatError) return String(cause.values.reason ?? cause.code);
  return cause instanceof Error ? cause.name : "thrown";
}

async function giveUpAfter<T>(timeoutMs: number, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SpeedboatError("not-sent", { reason: "timeout" })), timeoutMs);
  });
  try {
    return await Promise.race([call, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
