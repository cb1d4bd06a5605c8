/** One look at the outbox: everything that may go now is claimed in one unit of work. */
import type { Work } from "../app/call.ts";
import type { OutboxRules } from "../app/ports/outbox-rules.ts";
import type { DueWorkspace, OutboxItem } from "../app/ports/outbox-store.ts";
import type { Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import { type Claimed, claimReady } from "./claim.ts";
import type { SendRoom } from "./shares.ts";
import type { Turns } from "./turns.ts";

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
