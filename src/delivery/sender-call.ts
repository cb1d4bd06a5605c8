/** One call of a front end's sender, which may hang or break its word and throw: the answer is always a result. */
import type { OutboxItem } from "../app/ports/outbox-store.ts";
import type { Post } from "../app/ports/post-store.ts";
import type { Sender, Sending, SendResult } from "../app/ports/sender.ts";
import { SpeedboatError } from "../core/errors.ts";

export type Located = { readonly found: string } | "absent" | "unknown" | "cannot";

/** After `timeoutMs` the outcome is unclear, and so it is when the sender throws. */
export async function send(sender: Sender, item: OutboxItem, post: Post, timeoutMs: number): Promise<SendResult> {
  try {
    return await giveUpAfter(timeoutMs, callSender(sender, item, post));
  } catch (cause) {
    return { kind: "unclear", reason: reasonOf(cause) };
  }
}

/** Where a post whose outcome is unknown ended up; `cannot` when the front end has no way to look. */
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
  return { workspaceId: item.workspaceId, target: post.target, message: item.message, postId: post.id };
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
