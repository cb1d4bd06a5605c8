/** Claims from the outbox what may be sent now, and judges each message once more in the same transaction. */
import type { Work } from "../app/call.ts";
import type { OutboxRules, SendVerdict } from "../app/ports/outbox-rules.ts";
import type { OutboxItem } from "../app/ports/outbox-store.ts";
import type { Post } from "../app/ports/post-store.ts";
import type { Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";

/** An outbox item that was claimed to be sent, with its post and workspace. */
export type Claimed = { readonly item: OutboxItem; readonly post: Post; readonly workspace: Workspace };

/** How much to claim for one workspace. The lease is in milliseconds. */
export type ClaimRequest = {
  readonly rules: OutboxRules;
  readonly workspace: Workspace;
  readonly limit: number;
  readonly leaseMs: number;
  readonly busyLanes: readonly string[];
};

/** What was claimed, and how much of it may be sent. */
export type ClaimResult = {
  readonly ready: readonly Claimed[];
  /** Claimed, also what was dropped or put off: 0 says that nothing is left that may go now. */
  readonly taken: number;
};

/**
 * Claims the due items of a workspace and returns those that may be sent. The others are dropped or held, as the rules
 * decide.
 */
export async function claimReady(work: Work, { rules, workspace, ...claim }: ClaimRequest): Promise<ClaimResult> {
  const items = await work.stores.outbox.claimDue({ now: work.now, workspaceId: workspace.id, ...claim });
  const ready: Claimed[] = [];
  for (const item of items) {
    const verdict = await rules.judge(work, item, workspace);
    if (verdict.kind === "send") ready.push({ item, post: verdict.post, workspace });
    else await keepFromSending(work, item, { rules, verdict });
  }
  return { ready, taken: items.length };
}

type Kept = { readonly rules: OutboxRules; readonly verdict: Exclude<SendVerdict, { kind: "send" }> };

async function keepFromSending(work: Work, item: OutboxItem, { rules, verdict }: Kept): Promise<void> {
  const { outbox } = work.stores;
  if (verdict.kind === "wait") return outbox.update(putOff(item, verdict.until));
  await outbox.update(dropItem(item, verdict.reason));
  await rules.whenDropped(work, item, verdict.reason);
}

function dropItem({ leaseUntil: _, ...item }: OutboxItem, failure: string): OutboxItem {
  return { ...item, status: "dropped", failure };
}

/** Returns the item to the queue until `notBefore`. It does not count as an attempt. */
export function putOff({ leaseUntil: _, ...item }: OutboxItem, notBefore: Instant): OutboxItem {
  return { ...item, status: "pending", attempt: Math.max(0, item.attempt - 1), notBefore };
}
