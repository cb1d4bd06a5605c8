/** One look at the outbox: everything that may go now is claimed in one unit of work. */
import type { Work } from "../app/call.ts";
import type { OutboxRules } from "../app/ports/outbox-rules.ts";
import type { OutboxItem } from "../app/ports/outbox-store.ts";
import type { Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import { type Claimed, claimReady } from "./claim.ts";

/** How much one look at the outbox may claim. The lease is in milliseconds. */
export type LookOptions = {
  readonly rules: OutboxRules;
  /** So many at most of what lapsed. */
  readonly share: number;
  readonly leaseMs: number;
  /** Who is first changes with it. */
  readonly turn: number;
  readonly busyLanes: readonly string[];
  /** How many this workspace may begin now, when so many of others were claimed in this look. */
  readonly limit: (workspace: Workspace, claimed: number) => number;
};

/** What one look at the outbox found. */
export type OutboxLook = {
  readonly lapsed: readonly OutboxItem[];
  readonly ready: readonly Claimed[];
  /** More may go at once. */
  readonly isMore: boolean;
  /** Something that is due waits for its pace, or for what is under way. */
  readonly isHeldUp: boolean;
  /** Nothing is due now. */
  readonly isIdle: boolean;
  /** When something falls due, where nothing is due now. */
  readonly nextAt?: Instant | undefined;
};

/** Claims what may be sent now and what lapsed, one workspace after the other; `turn` decides which is first. */
export async function lookForWork(work: Work, options: LookOptions): Promise<OutboxLook> {
  const { now } = work;
  const { outbox } = work.stores;
  const { share, leaseMs } = options;
  const lapsed = await outbox.claimLapsed({ now, leaseMs, limit: share });
  const due = await outbox.listDueWorkspaces(now);
  if (due.length === 0) {
    const isIdle = lapsed.length === 0;
    const nextAt = isIdle ? await outbox.nextDueAt(now) : undefined;
    return { lapsed, ready: [], isMore: lapsed.length === share, isHeldUp: false, isIdle, nextAt };
  }
  const { ready, isMore } = await claimInTurn(work, rotate(due, options.turn), options);
  const isHeldUp = (await outbox.listDueWorkspaces(now)).length > 0;
  return { lapsed, ready, isMore: isMore || lapsed.length === share, isHeldUp, isIdle: false };
}

async function claimInTurn(
  work: Work,
  workspaceIds: readonly string[],
  { rules, leaseMs, busyLanes, limit: limitOf }: LookOptions,
): Promise<Pick<OutboxLook, "ready" | "isMore">> {
  const ready: Claimed[] = [];
  let isMore = false;
  for (const id of workspaceIds) {
    const workspace = await work.stores.workspaces.find(id);
    const limit = workspace ? limitOf(workspace, ready.length) : 0;
    if (!workspace || limit <= 0) continue;
    const claim = await claimReady(work, { rules, workspace, limit, leaseMs, busyLanes });
    ready.push(...claim.ready);
    // What was dropped or put off left its lane to the next.
    isMore ||= claim.taken === limit || claim.taken > claim.ready.length;
  }
  return { ready, isMore };
}

/** Everybody is first at times. */
function rotate<T>(items: readonly T[], by: number): readonly T[] {
  const from = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(from), ...items.slice(0, from)];
}
