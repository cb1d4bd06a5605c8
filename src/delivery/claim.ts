/** Takes from the outbox what may be sent now, in one transaction with the last look at each. */
import type { Work } from "../app/call.ts";
import type { OutboxItem } from "../app/ports/outbox-store.ts";
import type { Post } from "../app/ports/post-store.ts";
import { excuseTurn } from "../app/rounds/excuse-turn.ts";
import type { Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import { judgeItem, type Verdict } from "./still-wanted.ts";

export type Claimed = { readonly item: OutboxItem; readonly post: Post; readonly workspace: Workspace };

export type Claim = {
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

export async function claimReady(work: Work, { workspace, ...claim }: Claim): Promise<ClaimResult> {
  const items = await work.stores.outbox.claimDue({ now: work.now, workspaceId: workspace.id, ...claim });
  const ready: Claimed[] = [];
  for (const item of items) {
    const verdict = await judgeItem(work, item, workspace);
    if (verdict.kind === "send") ready.push({ item, post: verdict.post, workspace });
    else await keepFromSending(work, item, verdict);
  }
  return { ready, taken: items.length };
}

async function keepFromSending(work: Work, item: OutboxItem, verdict: Verdict): Promise<void> {
  const { outbox } = work.stores;
  switch (verdict.kind) {
    case "send":
      return;
    case "wait":
      return outbox.update(putOff(item, verdict.until));
    case "drop":
      await outbox.update(dropItem(item, verdict.reason));
      if (verdict.reason === "away") await excuseUnsentCheckIn(work, item);
  }
}

async function excuseUnsentCheckIn(work: Work, item: OutboxItem): Promise<void> {
  const post = await work.stores.posts.find(item.postId);
  if (post?.purpose === "check-in") await excuseTurn(work, post.subjectId, "away");
}

function dropItem({ leaseUntil: _, ...item }: OutboxItem, failure: string): OutboxItem {
  return { ...item, status: "dropped", failure };
}

/** Waits again; nothing was attempted. */
export function putOff({ leaseUntil: _, ...item }: OutboxItem, notBefore: Instant): OutboxItem {
  return { ...item, status: "pending", attempt: Math.max(0, item.attempt - 1), notBefore };
}
