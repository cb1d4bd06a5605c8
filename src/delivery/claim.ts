/** Claims from the outbox what may be sent now, and judges each message once more in the same transaction. */
import type { Work } from "../app/call.ts";
import type { OutboxRules, SendVerdict } from "../app/ports/outbox-rules.ts";
import { type OutboxItem, URGENCIES, type Urgency } from "../app/ports/outbox-store.ts";
import type { Post } from "../app/ports/post-store.ts";
import type { Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import { pickUrgency, type SendRoom } from "./shares.ts";

/** An outbox item that was claimed to be sent, with its post and workspace. */
export type Claimed = { readonly item: OutboxItem; readonly post: Post; readonly workspace: Workspace };

/** How much to claim for one workspace. The lease is in milliseconds. */
export type ClaimRequest = {
  readonly rules: OutboxRules;
  readonly workspace: Workspace;
  readonly room: SendRoom;
  /** How many of this workspace were taken before; the shares of the urgencies go by it. */
  readonly taken: number;
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
 * Claims due items of a workspace, at most as many as there is room for, and returns those that may be sent. The others are
 * dropped or held, as the rules decide: they take no room, and their lanes get their next turn with the next claim.
 */
export async function claimReady(work: Work, claim: ClaimRequest): Promise<ClaimResult> {
  const { rules, workspace } = claim;
  const lanes = await listLanes(work, claim);
  const ready: Claimed[] = [];
  const left = { ...claim.room };
  let taken = 0;
  for (;;) {
    const urgency = pickUrgency(claim.taken + ready.length, (one) => lanes[one].length > 0, left);
    const lane = urgency && lanes[urgency].shift();
    if (urgency === undefined || lane === undefined) return { ready, taken };
    const place = { workspaceId: workspace.id, lane, urgency };
    const item = await work.stores.outbox.claimFirst({ now: work.now, leaseMs: claim.leaseMs, ...place });
    if (!item) continue;
    taken += 1;
    const verdict = await rules.judge(work, item, workspace);
    if (verdict.kind !== "send") {
      await keepFromSending(work, item, { rules, verdict });
      continue;
    }
    ready.push({ item, post: verdict.post, workspace });
    left.all -= 1;
    if (urgency !== "waiting") left.bulk -= 1;
  }
}

/** The due lanes of each urgency, as many as there is room for. */
async function listLanes(work: Work, { workspace, room, busyLanes }: ClaimRequest): Promise<Record<Urgency, string[]>> {
  const lanes: Record<Urgency, string[]> = { waiting: [], personal: [], channel: [], background: [] };
  for (const urgency of URGENCIES) {
    const limit = urgency === "waiting" ? room.all : Math.min(room.all, room.bulk);
    if (limit <= 0) continue;
    const wanted = { now: work.now, workspaceId: workspace.id, urgency, limit, busyLanes };
    lanes[urgency].push(...(await work.stores.outbox.listDueLanes(wanted)));
  }
  return lanes;
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
