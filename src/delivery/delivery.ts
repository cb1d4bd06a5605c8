/**
 * Sends what the outbox holds: in order within a lane, at the platforms' pace, and so that nothing slow, refused or hanging
 * delays anything else. The database decides what is sent; this only starts sends and writes down what became of them.
 */
import type { Work } from "../app/call.ts";
import type { Log } from "../app/log.ts";
import type { OutboxItem, World } from "../app/ports.ts";
import type { Sender } from "../app/sender.ts";
import type { Platform, Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import type { Claimed } from "./claim.ts";
import { longestWindowMs, PLATFORM_LIMITS, type SendLimits } from "./limits.ts";
import { type Look, lookForWork } from "./look.ts";
import { createPacing, type Place } from "./pacing.ts";
import { recordInterrupted, recordLocated, recordResult } from "./record-result.ts";
import { locate, send } from "./sender-call.ts";
import { createSleeper } from "./sleeper.ts";

export type DeliveryParts = {
  readonly world: World;
  /** The front end of a workspace; undefined while none is there for it: its messages wait. */
  readonly senders: (workspace: Workspace) => Sender | undefined;
  readonly log: Log;
  readonly limits?: Readonly<Record<Platform, SendLimits>>;
  /** A send that takes longer is given up, its outcome unknown. */
  readonly sendTimeoutMs?: number;
  /** How long a post of unknown outcome is left alone before it is looked for. */
  readonly reconcileAfterMs?: number;
};

export interface Delivery {
  /**
   * Sends everything that may go now and waits for the outcomes. Returns when something may go next, if anything waits.
   * While `run` is at work it waits for nothing: nobody is held up by a slow peer.
   */
  drain(): Promise<Instant | undefined>;
  /** Sends until stopped; wakes when something was queued or falls due. */
  run(): Promise<void>;
  /** Looks at once: `World.onQueued`. */
  wake(): void;
  /** Starts nothing more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

const LEASE_MS = 60_000;
const MAX_UNDER_WAY = 1_024;
/** So many at a time, so that one workspace's many do not go before another's few. */
const SHARE = 16;
/** So many are claimed in one unit of work, so that requests get their turn between two. */
const MOST_A_LOOK = 64;
/** After a hang, this many of a workspace's sends may be under way until one succeeds. */
const UNDER_WAY_IN_TROUBLE = 8;
const WITHOUT_SENDER_MS = 60_000;
const LONGEST_SLEEP_MS = 30_000;
const AFTER_FAILURE_MS = 1_000;
/** So often what follows in a lane waits for one that was refused for now; then it is let past. */
const KEEPS_ORDER_ATTEMPTS = 8;

export function createDelivery(parts: DeliveryParts): Delivery {
  const { world, senders, log, limits = PLATFORM_LIMITS, sendTimeoutMs = 10_000, reconcileAfterMs = 15_000 } = parts;
  const { clock, storage } = world;
  const pacing = createPacing();
  const sleeper = createSleeper();
  const workspaces = new Map<string, Workspace>();
  const underWay = new Map<string, Promise<void>>();
  const countOf = new Map<string, number>();
  const inTrouble = new Set<string>();
  let turns = 0;
  let running: Promise<void> | undefined;
  let stopped = false;
  let starting: Promise<unknown> = Promise.resolve();
  let remembered = false;
  /** Something was queued since the last look. */
  let wasWoken = false;

  function inWork<T>(task: (work: Work) => Promise<T>, now = clock.now()): Promise<T> {
    return storage.work((stores) => task({ stores, world, now }));
  }

  async function findWorkspace(id: string): Promise<Workspace | undefined> {
    const known = workspaces.get(id) ?? (await inWork(({ stores }) => stores.workspaces.find(id)));
    if (known) workspaces.set(id, known);
    return known;
  }

  function placeOf(workspace: Workspace, lane: string): Place {
    return { workspaceId: workspace.id, lane, limits: limits[workspace.platform] };
  }

  /** What went out before this start still counts against the rates, and what a crash left under way may have gone out. */
  async function rememberEarlierSends(): Promise<void> {
    if (remembered) return;
    const { sent, interrupted } = await inWork(async ({ stores: { outbox }, now }) => ({
      sent: await outbox.listSentSince(now - longestWindowMs(limits)),
      interrupted: (await outbox.listByStatus("sending", MAX_UNDER_WAY)).map((item) => ({ ...item, at: now })),
    }));
    for (const { workspaceId, lane, at } of [...sent, ...interrupted]) {
      const workspace = await findWorkspace(workspaceId);
      if (workspace) pacing.remember(placeOf(workspace, lane), at);
    }
    remembered = true;
  }

  function track(workspaceId: string, itemId: string, task: Promise<void>): void {
    countOf.set(workspaceId, (countOf.get(workspaceId) ?? 0) + 1);
    const ended = task
      .catch((cause: unknown) => log.error({ itemId, workspaceId, cause }, "a send could not be written down"))
      .finally(() => {
        underWay.delete(itemId);
        countOf.set(workspaceId, (countOf.get(workspaceId) ?? 1) - 1);
        sleeper.wake();
      });
    underWay.set(itemId, ended);
  }

  async function sendClaimed({ item, post, workspace }: Claimed, sender: Sender, place: Place): Promise<void> {
    const result = await send(sender, item, post, sendTimeoutMs);
    const at = clock.now();
    pacing.end(place, at);
    if (result.kind === "rate-limited") {
      const until = at + result.retryAfterMs;
      if (result.scope === "workspace") pacing.holdWorkspace(workspace.id, until);
      else pacing.holdLane(item.lane, until);
    }
    if (result.kind === "unclear") inTrouble.add(workspace.id);
    else inTrouble.delete(workspace.id);
    const canLocate = sender.locate !== undefined;
    const outcome = { item, post, result, reconcileAfterMs: canLocate ? reconcileAfterMs : undefined };
    const recorded = await inWork((work) => recordResult(work, outcome), at);
    if (recorded.status === "pending" && item.attempt <= KEEPS_ORDER_ATTEMPTS) pacing.holdLane(item.lane, recorded.notBefore);
    if (recorded.status === "failed" || recorded.status === "ambiguous") {
      const { status } = recorded;
      log.warn({ itemId: item.id, workspaceId: workspace.id, status, reason: reasonOf(result) }, "a message was not delivered");
    }
  }

  function roomOf(workspace: Workspace, now: Instant): number {
    const own = limits[workspace.platform];
    const most = inTrouble.has(workspace.id) ? Math.min(UNDER_WAY_IN_TROUBLE, own.concurrent) : own.concurrent;
    const free = most - (countOf.get(workspace.id) ?? 0);
    const rooms = [free, SHARE, pacing.room({ workspaceId: workspace.id, limits: own }, now)];
    return Math.max(0, Math.min(...rooms));
  }

  /** How many a workspace may begin, beside so many of others; none while no front end is there for it. */
  function limitOf(workspace: Workspace, claimed: number, now: Instant): number {
    workspaces.set(workspace.id, workspace);
    const most = Math.min(MOST_A_LOOK, MAX_UNDER_WAY - underWay.size) - claimed;
    if (senders(workspace)) return Math.min(roomOf(workspace, now), most);
    pacing.holdWorkspace(workspace.id, now + WITHOUT_SENDER_MS);
    return 0;
  }

  function start(claimed: Claimed): void {
    const { item, workspace } = claimed;
    const sender = senders(workspace);
    if (!sender) return;
    const place = placeOf(workspace, item.lane);
    pacing.begin(place);
    track(workspace.id, item.id, sendClaimed(claimed, sender, place));
  }

  async function settleLapsed(item: OutboxItem): Promise<void> {
    if (item.operation !== "post") return inWork((work) => recordInterrupted(work, item));
    const workspace = await findWorkspace(item.workspaceId);
    const sender = workspace && senders(workspace);
    const post = await inWork(({ stores }) => stores.posts.find(item.postId));
    if (!sender || !post) return;
    const found = await locate(sender, item, post, sendTimeoutMs);
    const verdict = typeof found === "object" ? { ref: found.found } : found === "absent" ? found : "unknown";
    if (verdict === "unknown")
      log.warn({ itemId: item.id, workspaceId: item.workspaceId }, "nobody knows whether a message arrived");
    await inWork((work) => recordLocated(work, item, verdict));
  }

  async function startWhatMay(): Promise<Look> {
    await rememberEarlierSends();
    for (;;) {
      const now = clock.now();
      turns += 1;
      const busyLanes = [...pacing.listWaitingLanes(now).keys()];
      const limit = (workspace: Workspace, claimed: number) => limitOf(workspace, claimed, now);
      const look = await inWork(
        (work) => lookForWork(work, { share: SHARE, leaseMs: LEASE_MS, turn: turns, busyLanes, limit }),
        now,
      );
      for (const item of look.lapsed) track(item.workspaceId, item.id, settleLapsed(item));
      for (const claimed of look.ready) start(claimed);
      if (!look.isMore || stopped) return look;
    }
  }

  /** One at a time, so that a workspace's room is not given away twice. */
  function startSerially(): Promise<Look> {
    const next = starting.then(startWhatMay);
    starting = next.catch(() => undefined);
    return next;
  }

  async function findNextAt(): Promise<Instant | undefined> {
    const now = clock.now();
    const [later, due] = await inWork(({ stores }) =>
      Promise.all([stores.outbox.nextDueAt(now), stores.outbox.listDueWorkspaces(now)]),
    );
    const held = due.flatMap((id) => {
      const workspace = workspaces.get(id);
      return workspace ? [pacing.workspaceFreeAt({ workspaceId: id, limits: limits[workspace.platform] }, now)] : [];
    });
    const waiting = due.length > 0 ? pacing.listWaitingLanes(now).values() : [];
    const instants = [later, ...held, ...waiting].filter((at) => at !== undefined && at > now);
    return instants.length > 0 ? instants.reduce((left, right) => ((right ?? 0) < (left ?? 0) ? right : left)) : undefined;
  }

  async function sleepUntilNext(look: Look): Promise<void> {
    const next = look.isIdle ? look.nextAt : await findNextAt();
    await sleeper.sleep(Math.min(LONGEST_SLEEP_MS, next === undefined ? LONGEST_SLEEP_MS : next - clock.now()));
  }

  async function runUntilStopped(): Promise<void> {
    while (!stopped) {
      try {
        await sleepUntilNext(await startSerially());
      } catch (cause) {
        log.error({ cause }, "delivery could not look at the outbox");
        await sleeper.sleep(AFTER_FAILURE_MS);
      }
    }
  }

  return {
    async drain() {
      sleeper.wake();
      while (!running) {
        wasWoken = false;
        const look = await startSerially();
        if (underWay.size === 0) return look.isIdle ? look.nextAt : findNextAt();
        // What is under way holds up others, or nothing else is there to look for before all of it ended.
        do await oneEnds(underWay.values());
        while (underWay.size > 0 && !look.isHeldUp && !wasWoken && !running);
      }
      return findNextAt();
    },
    run() {
      running ??= runUntilStopped();
      return running;
    },
    wake() {
      wasWoken = true;
      sleeper.wake();
    },
    async stop() {
      stopped = true;
      sleeper.wake();
      await running;
      await Promise.all(underWay.values());
    },
  };
}

/** Others end in the same turn: one look serves them all. */
async function oneEnds(underWay: Iterable<Promise<void>>): Promise<void> {
  await Promise.race(underWay);
  await new Promise((resolve) => setImmediate(resolve));
}

function reasonOf(result: { readonly kind: string; readonly reason?: string }): string {
  return result.reason ?? result.kind;
}
