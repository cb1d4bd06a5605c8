/**
 * One look at the outbox: what may go now is claimed in one unit of work, workspaces and urgencies in turn, and each message is
 * judged once more in the same transaction.
 */
import type { Work } from "../app/call.ts";
import type { OutboxRules, SendVerdict } from "../app/ports/outbox-rules.ts";
import { type DueWorkspace, type OutboxItem, URGENCIES, type Urgency } from "../app/ports/outbox-store.ts";
import type { Post } from "../app/ports/post-store.ts";
import type { Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import type { Message } from "../message/message.ts";
import { pickUrgency, type SendRoom } from "../pace/meter.ts";

/** How much one look at the outbox may claim. The lease is in milliseconds. */
export type LookOptions = {
  readonly rules: OutboxRules;
  /** The most that is claimed of one workspace, and of what lapsed. */
  readonly share: number;
  /** The most that is claimed in one unit of work, so that requests are handled in between. */
  readonly most: number;
  readonly leaseMs: number;
  readonly turns: Turns;
  readonly busyLanes: (workspaceId: string) => readonly string[];
  /** How many sends this workspace may begin now; `claimed` counts those of others in this look. */
  readonly room: (workspace: Workspace, claimed: number) => SendRoom;
};

/** What one look at the outbox found. */
export type OutboxLook = {
  readonly lapsed: readonly OutboxItem[];
  readonly ready: readonly Claimed[];
  /** More may go at once. */
  readonly isMore: boolean;
  /** Nothing is due now. */
  readonly isIdle: boolean;
  /** When something falls due, where nothing is due now. */
  readonly nextAt?: Instant | undefined;
};

/** Claims what may be sent now and what lapsed, one workspace after the other in the order of `turns`. */
export async function lookForWork(work: Work, options: LookOptions): Promise<OutboxLook> {
  const { now } = work;
  const { outbox } = work.stores;
  const { share, leaseMs } = options;
  const lapsed = await outbox.claimLapsed({ now, leaseMs, limit: share });
  const due = await outbox.listDueWorkspaces(now);
  if (due.length === 0) {
    const isIdle = lapsed.length === 0;
    const nextAt = isIdle ? await outbox.nextDueAt(now) : undefined;
    return { lapsed, ready: [], isMore: lapsed.length === share, isIdle, nextAt };
  }
  const { ready, isMore } = await claimInTurn(work, due, options);
  return { lapsed, ready, isMore: isMore || lapsed.length === share, isIdle: false };
}

/** Where many workspaces have something, each gets a little in this look, so that no first message waits behind many of another. */
async function claimInTurn(
  work: Work,
  due: readonly DueWorkspace[],
  { rules, leaseMs, busyLanes, room: roomOf, turns, share, most }: LookOptions,
): Promise<Pick<OutboxLook, "ready" | "isMore">> {
  const ready: Claimed[] = [];
  let isMore = false;
  const fair = Math.max(1, Math.min(share, Math.floor(most / due.length)));
  for (const { id } of turns.order(due)) {
    const workspace = await work.stores.workspaces.find(id);
    const free = workspace ? roomOf(workspace, ready.length) : { all: 0, bulk: 0 };
    if (!workspace || free.all <= 0) continue;
    const room = { all: Math.min(fair, free.all), bulk: Math.min(fair, free.bulk) };
    const claim = await claimReady(work, { rules, workspace, room, taken: turns.takenOf(id), leaseMs, busyLanes: busyLanes(id) });
    ready.push(...claim.ready);
    turns.note(id, claim.ready.length);
    // What was dropped or put off left its lane to the next.
    isMore ||= claim.taken >= room.all || claim.taken > claim.ready.length;
  }
  return { ready, isMore };
}

/** Whose turn it is among workspaces: those in which somebody waits at the screen first, then whoever was served longest ago. */
export interface Turns {
  /** The same workspaces in the order of their turns. */
  order(due: readonly DueWorkspace[]): readonly DueWorkspace[];
  /** How many of the workspace were taken since the start. */
  takenOf(workspaceId: string): number;
  /** So many of the workspace were taken; nothing changes for none. */
  note(workspaceId: string, taken: number): void;
}

type Served = { readonly at: number; readonly taken: number };

/** Creates the turns, with nobody served yet. */
export function createTurns(): Turns {
  const served = new Map<string, Served>();
  let turn = 0;
  const lastOf = (id: string): number => served.get(id)?.at ?? 0;
  return {
    order: (due) =>
      [...due].sort(
        (left, right) =>
          Number(right.urgency === "waiting") - Number(left.urgency === "waiting") || lastOf(left.id) - lastOf(right.id),
      ),
    takenOf: (id) => served.get(id)?.taken ?? 0,
    note(id, taken) {
      if (taken === 0) return;
      turn += 1;
      served.set(id, { at: turn, taken: (served.get(id)?.taken ?? 0) + taken });
    },
  };
}

/** An outbox item that was claimed to be sent, with its post and workspace. */
export type Claimed = {
  readonly item: OutboxItem;
  readonly post: Post;
  readonly workspace: Workspace;
  /** What the item says, with people's names as they are now. The item itself holds their ids, and is never stored otherwise. */
  readonly said: Message;
};

/** How much to claim for one workspace. The lease is in milliseconds. */
type ClaimRequest = {
  readonly rules: OutboxRules;
  readonly workspace: Workspace;
  readonly room: SendRoom;
  /** How many of this workspace were taken before; the shares of the urgencies go by it. */
  readonly taken: number;
  readonly leaseMs: number;
  readonly busyLanes: readonly string[];
};

/** What was claimed, and how much of it may be sent. */
type ClaimResult = {
  readonly ready: readonly Claimed[];
  /** Claimed, also what was dropped or put off: 0 says that nothing is left that may go now. */
  readonly taken: number;
};

/**
 * Claims due items of a workspace, at most as many as there is room for, and returns those that may be sent. The others are
 * dropped or held, as the rules decide: they take no room, and their lanes get their next turn with the next claim.
 */
async function claimReady(work: Work, claim: ClaimRequest): Promise<ClaimResult> {
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
    const said = await rules.namePeople(work, item.message);
    ready.push({ item, post: verdict.post, workspace, said });
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

/** The item is not sent at all; `failure` says why. */
export function dropItem({ leaseUntil: _, ...item }: OutboxItem, failure: string): OutboxItem {
  return { ...item, status: "dropped", failure };
}

/** Returns the item to the queue until `notBefore`. It does not count as an attempt. */
export function putOff({ leaseUntil: _, ...item }: OutboxItem, notBefore: Instant): OutboxItem {
  return { ...item, status: "pending", attempt: Math.max(0, item.attempt - 1), notBefore };
}
