/** Sends from the claim to what became of them, written down; and how many more a workspace may begin. */
import type { Work } from "../app/call.ts";
import type { Log } from "../app/ports/log.ts";
import type { OutboxRules } from "../app/ports/outbox-rules.ts";
import type { OutboxItem } from "../app/ports/outbox-store.ts";
import type { Sender, SendResult } from "../app/ports/sender.ts";
import type { Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import type { Claimed } from "./claim.ts";
import type { KnownWorkspaces } from "./known-workspaces.ts";
import type { PacedLane, Pacing } from "./pacing.ts";
import { recordInterrupted, recordLocated, recordResult } from "./record-result.ts";
import { locate, send } from "./sender-call.ts";
import type { UnderWay } from "./under-way.ts";

/** What is needed to send claimed items; times are in milliseconds. */
export type SendsParts = {
  readonly rules: OutboxRules;
  readonly senders: (workspace: Workspace) => Sender | undefined;
  readonly inWork: <T>(task: (work: Work) => Promise<T>, now?: Instant) => Promise<T>;
  readonly now: () => Instant;
  readonly log: Log;
  readonly pacing: Pacing;
  readonly workspaces: KnownWorkspaces;
  readonly underWay: UnderWay;
  readonly sendTimeoutMs: number;
  readonly reconcileAfterMs: number;
};

/** Sends claimed items and stores what became of them. */
export interface Sends {
  /** How many a workspace may begin now, beside so many of others; none while no front end is there for it. */
  limitOf(workspace: Workspace, claimed: number, now: Instant): number;
  start(claimed: Claimed): void;
  /** Finds out what became of a send that was interrupted, where its front end can look. */
  settle(lapsed: OutboxItem): void;
}

const MAX_UNDER_WAY = 1_024;
/** So many at a time, so that one workspace's many do not go before another's few. */
export const SHARE = 16;
/** So many are claimed in one unit of work, so that requests get their turn between two. */
const MOST_A_LOOK = 64;
/** After a hang, this many of a workspace's sends may be under way until one succeeds. */
const UNDER_WAY_IN_TROUBLE = 8;
const WITHOUT_SENDER_MS = 60_000;
/** So often what follows in a lane waits for one that was refused for now; then it is let past. */
const KEEPS_ORDER_ATTEMPTS = 8;

/** Creates the part of delivery that sends claimed items at the platforms' pace. */
export function createSends(parts: SendsParts): Sends {
  const { rules, senders, inWork, now: readClock, log, pacing, workspaces, underWay, sendTimeoutMs, reconcileAfterMs } = parts;
  const inTrouble = new Set<string>();

  function roomOf(workspace: Workspace, now: Instant): number {
    const limits = workspaces.limitsOf(workspace);
    const most = inTrouble.has(workspace.id) ? Math.min(UNDER_WAY_IN_TROUBLE, limits.concurrent) : limits.concurrent;
    const free = most - underWay.countOf(workspace.id);
    return Math.max(0, Math.min(free, SHARE, pacing.room({ workspaceId: workspace.id, limits }, now)));
  }

  /** What the platform's answer says about those that come next. */
  function heed(result: SendResult, { workspaceId, lane }: PacedLane, at: Instant): void {
    if (result.kind === "unclear") inTrouble.add(workspaceId);
    else inTrouble.delete(workspaceId);
    if (result.kind !== "rate-limited") return;
    const until = at + result.retryAfterMs;
    if (result.scope === "workspace") pacing.holdWorkspace(workspaceId, until);
    else pacing.holdLane(lane, until);
  }

  async function sendClaimed({ item, post, workspace }: Claimed, sender: Sender, place: PacedLane): Promise<void> {
    const result = await send(sender, item, post, sendTimeoutMs);
    const at = readClock();
    pacing.end(place, at);
    heed(result, place, at);
    const canLocate = sender.locate !== undefined;
    const outcome = { item, post, result, reconcileAfterMs: canLocate ? reconcileAfterMs : undefined };
    const recorded = await inWork((work) => recordResult(work, outcome, rules), at);
    if (recorded.status === "pending" && item.attempt <= KEEPS_ORDER_ATTEMPTS) pacing.holdLane(item.lane, recorded.notBefore);
    if (recorded.status === "failed" || recorded.status === "ambiguous") {
      const { status } = recorded;
      log.warn({ itemId: item.id, workspaceId: workspace.id, status, reason: reasonOf(result) }, "a message was not delivered");
    }
  }

  async function settleLapsed(item: OutboxItem): Promise<void> {
    if (item.operation !== "post") return inWork((work) => recordInterrupted(work, item));
    const workspace = await workspaces.find(item.workspaceId);
    const sender = workspace && senders(workspace);
    const post = await inWork(({ stores }) => stores.posts.find(item.postId));
    if (!sender || !post) return;
    const found = await locate(sender, item, post, sendTimeoutMs);
    const verdict = typeof found === "object" ? { ref: found.found } : found === "absent" ? found : "unknown";
    if (verdict === "unknown")
      log.warn({ itemId: item.id, workspaceId: item.workspaceId }, "nobody knows whether a message arrived");
    await inWork((work) => recordLocated(work, { item, found: verdict }, rules));
  }

  return {
    limitOf(workspace, claimed, now) {
      workspaces.remember(workspace);
      const most = Math.min(MOST_A_LOOK, MAX_UNDER_WAY - underWay.count()) - claimed;
      if (senders(workspace)) return Math.min(roomOf(workspace, now), most);
      pacing.holdWorkspace(workspace.id, now + WITHOUT_SENDER_MS);
      return 0;
    },
    start(claimed) {
      const { item, workspace } = claimed;
      const sender = senders(workspace);
      if (!sender) return;
      const place = workspaces.placeOf(workspace, item.lane);
      pacing.begin(place);
      underWay.add({ workspaceId: workspace.id, itemId: item.id }, sendClaimed(claimed, sender, place));
    },
    settle(lapsed) {
      underWay.add({ workspaceId: lapsed.workspaceId, itemId: lapsed.id }, settleLapsed(lapsed));
    },
  };
}

function reasonOf(result: { readonly kind: string; readonly reason?: string }): string {
  return result.reason ?? result.kind;
}
