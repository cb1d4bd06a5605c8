/**
 * Sends what the outbox holds: in order within a lane, at the platforms' pace, and so that nothing slow, refused or hanging
 * delays anything else. The database decides what is sent; this only starts sends and writes down what became of them.
 */
import type { Work } from "../app/call.ts";
import type { Log } from "../app/ports/log.ts";
import type { OutboxRules } from "../app/ports/outbox-rules.ts";
import type { Sender } from "../app/ports/sender.ts";
import type { World } from "../app/ports/world.ts";
import type { Platform, Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import { createKnownWorkspaces } from "./known-workspaces.ts";
import { longestWindowMs, PLATFORM_LIMITS, type SendLimits } from "./limits.ts";
import { lookForWork, type OutboxLook } from "./look.ts";
import { createPacing } from "./pacing.ts";
import { createSends, SHARE } from "./sends.ts";
import { createSleeper } from "./sleeper.ts";
import { createUnderWay } from "./under-way.ts";

/** What delivery needs; times are in milliseconds. */
export type DeliveryParts = {
  readonly world: World;
  readonly rules: OutboxRules;
  /** The front end of a workspace; undefined while none is there for it: its messages wait. */
  readonly senders: (workspace: Workspace) => Sender | undefined;
  readonly log: Log;
  readonly limits?: Readonly<Record<Platform, SendLimits>>;
  /** A send that takes longer is given up, its outcome unknown. */
  readonly sendTimeoutMs?: number;
  /** How long a post of unknown outcome is left alone before it is looked for. */
  readonly reconcileAfterMs?: number;
};

/** Sends the messages of the outbox. */
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
/** So many interrupted sends count against the rates after a start. */
const MOST_INTERRUPTED = 1_024;
const LONGEST_SLEEP_MS = 30_000;
const AFTER_FAILURE_MS = 1_000;

/** Creates delivery over the world. It sends nothing until `run` or `drain` is called. */
export function createDelivery(parts: DeliveryParts): Delivery {
  const { world, rules, senders, log, limits = PLATFORM_LIMITS, sendTimeoutMs = 10_000, reconcileAfterMs = 15_000 } = parts;
  const { clock, storage } = world;
  const pacing = createPacing();
  const sleeper = createSleeper();
  const underWay = createUnderWay({ log, onEnded: sleeper.wake });
  const workspaces = createKnownWorkspaces(limits, (id) => inWork(({ stores }) => stores.workspaces.find(id)));
  const sends = createSends({
    rules,
    senders,
    inWork,
    now: clock.now,
    log,
    pacing,
    workspaces,
    underWay,
    sendTimeoutMs,
    reconcileAfterMs,
  });
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

  /** What went out before this start still counts against the rates, and what a crash left under way may have gone out. */
  async function rememberEarlierSends(): Promise<void> {
    if (remembered) return;
    const { sent, interrupted } = await inWork(async ({ stores: { outbox }, now }) => ({
      sent: await outbox.listSentSince(now - longestWindowMs(limits)),
      interrupted: (await outbox.listByStatus("sending", MOST_INTERRUPTED)).map((item) => ({ ...item, at: now })),
    }));
    for (const { workspaceId, lane, at } of [...sent, ...interrupted]) {
      const workspace = await workspaces.find(workspaceId);
      if (workspace) pacing.remember(workspaces.placeOf(workspace, lane), at);
    }
    remembered = true;
  }

  async function startWhatMay(): Promise<OutboxLook> {
    await rememberEarlierSends();
    for (;;) {
      const now = clock.now();
      turns += 1;
      const busyLanes = [...pacing.listWaitingLanes(now).keys()];
      const limit = (workspace: Workspace, claimed: number) => sends.limitOf(workspace, claimed, now);
      const look = await inWork(
        (work) => lookForWork(work, { rules, share: SHARE, leaseMs: LEASE_MS, turn: turns, busyLanes, limit }),
        now,
      );
      for (const item of look.lapsed) sends.settle(item);
      for (const claimed of look.ready) sends.start(claimed);
      if (!look.isMore || stopped) return look;
    }
  }

  /** One at a time, so that a workspace's room is not given away twice. */
  function startSerially(): Promise<OutboxLook> {
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
      return workspace ? [pacing.workspaceFreeAt({ workspaceId: id, limits: workspaces.limitsOf(workspace) }, now)] : [];
    });
    const waiting = due.length > 0 ? pacing.listWaitingLanes(now).values() : [];
    const instants = [later, ...held, ...waiting].filter((at) => at !== undefined && at > now);
    return instants.length > 0 ? instants.reduce((left, right) => ((right ?? 0) < (left ?? 0) ? right : left)) : undefined;
  }

  async function sleepUntilNext(look: OutboxLook): Promise<void> {
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
        if (underWay.count() === 0) return look.isIdle ? look.nextAt : findNextAt();
        // What is under way holds up others, or nothing else is there to look for before all of it ended.
        do await underWay.oneEnds();
        while (underWay.count() > 0 && !look.isHeldUp && !wasWoken && !running);
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
      await underWay.allEnd();
    },
  };
}
