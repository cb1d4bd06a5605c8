/** Takes from the outbox what may be sent now, in one transaction with the last look at each. */
import type { Work } from "../app/call.ts";
import type { OutboxRules, SendVerdict } from "../app/ports/outbox-rules.ts";
import type { OutboxItem } from "../app/ports/outbox-store.ts";
import type { Post } from "../app/ports/post-store.ts";
import type { Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";

export type Claimed = { readonly item: OutboxItem; readonly post: Post; readonly workspace: Workspace };

export type ClaimRequest = {
  readonly rules: OutboxRules;
  readonly workspace: Workspace;
  readonly limit: number;
  readonly leaseMs: number;
  readonly busyLanes: readonly string[];
};

export type ClaimResult = {
  readonly ready: readonly Claimed[];
  /** Claimed, also what was dropped or put off: 0 says that nothing is left that may go now. */
  readonly taken: number;
};

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

/** Waits again; nothing was attempted. */
export function putOff({ leaseUntil: _, ...item }: OutboxItem, notBefore: Instant): OutboxItem {
  return { ...item, status: "pending", attempt: Math.max(0, item.attempt - 1), notBefore };
}
