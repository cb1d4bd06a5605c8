/**
 * Sends what the outbox holds: in order within a lane, at the platforms' pace, and so that nothing slow, refused or hanging
 * delays anything else. The database decides what is sent; this only starts sends and writes down what became of them.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { Work } from "../app/call.ts";
import type { Log } from "../app/ports/log.ts";
import type { OutboxRules } from "../app/ports/outbox-rules.ts";
import { reportTrouble } from "../app/ports/report-trouble.ts";
import type { Sender } from "../app/ports/sender.ts";
import type { World } from "../app/ports/world.ts";
import type { Platform, Workspace } from "../core/team.ts";
import type { Instant } from "../core/time.ts";
import { longestWindowMs, PLATFORM_LIMITS, type SendLimits } from "./limits.ts";
import { type OutboxLook, lookForWork, createTurns } from "./look.ts";
import { createPacing, createUnderWay } from "./pacing.ts";
import { createSenderLease, type SenderLeaseParts } from "./sender-lease.ts";
import { createKnownWorkspaces, createSends, MOST_A_LOOK, SHARE } from "./sends.ts";

/** What delivery needs; times are in milliseconds. */
export type DeliveryParts = {
  readonly world: World;
  readonly rules: OutboxRules;
  /** The front end of a workspace; undefined while none is there for it: its messages wait. */
  readonly senders: (workspace: Workspace) => Sender | undefined;
  readonly log: Log;
  /**
   * Milliseconds of a clock that never goes back, by which rates are kept. Without it the world's clock, for whoever moves
   * that one by hand.
   */
  readonly steady?: { now(): number };
  /** This process, where others may work on the same database: then one of them sends. Without it this one does. */
  readonly shared?: SharedSending;
  readonly limits?: Readonly<Record<Platform, SendLimits>>;
  /** A send that takes longer is given up, its outcome unknown. */
  readonly sendTimeoutMs?: number;
  /** How long a post of unknown outcome is left alone before it is looked for. */
  readonly reconcileAfterMs?: number;
};

/** This process among others, and how it learns that another has ended. */
export type SharedSending = Pick<SenderLeaseParts, "process" | "isGone">;

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
/** The most interrupted sends that count against the rates after a start. */
const MOST_INTERRUPTED = 1_024;
const LONGEST_SLEEP_MS = 30_000;
/** What another process queued is seen within this time. */
const LONGEST_SHARED_SLEEP_MS = 1_000;
const AFTER_FAILURE_MS = 1_000;
const LEAST_BETWEEN_LOOKS_MS = 5;

/** What a look finds while another process sends. */
const ANOTHER_SENDS: OutboxLook = { lapsed: [], ready: [], isMore: false, isIdle: true };

/** Creates delivery over the world. It sends nothing until `run` or `drain` is called. */
export function createDelivery(parts: DeliveryParts): Delivery {
  const { world, rules, senders, log, limits = PLATFORM_LIMITS, sendTimeoutMs = 10_000, reconcileAfterMs = 15_000 } = parts;
  const { clock, storage } = world;
  const steady = parts.steady ?? clock;
  const pacing = createPacing();
  const sleeper = createSleeper();
  const underWay = createUnderWay({ log, onEnded: sleeper.wake });
  const workspaces = createKnownWorkspaces(limits, (id) => inWork(({ stores }) => stores.workspaces.find(id)));
  const sends = createSends({
    rules,
    senders,
    inWork,
    now: clock.now,
    steadyNow: steady.now,
    log,
    pacing,
    workspaces,
    underWay,
    sendTimeoutMs,
    reconcileAfterMs,
  });
  const turns = createTurns();
  const clockJumps = createClockJumps();
  const longestSleepMs = parts.shared ? LONGEST_SHARED_SLEEP_MS : LONGEST_SLEEP_MS;
  const lease = parts.shared && createSenderLease({ ...parts.shared, steadyNow: steady.now, onTaken });
  let running: Promise<void> | undefined;
  let stopped = false;
  let starting: Promise<unknown> = Promise.resolve();
  let remembered = false;

  /** Whoever sent before has its sends counted. */
  function onTaken(): void {
    remembered = false;
    log.info({}, "this process sends the messages of the outbox from now on");
  }

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
    const now = clock.now();
    for (const { at, ...about } of [...sent, ...interrupted]) {
      const workspace = await workspaces.find(about.workspaceId);
      // What the clock says of the future was written before it was set back: nobody knows how long ago.
      if (workspace && at <= now) pacing.remember(workspaces.placeOf(workspace, about), steady.now() - (now - at));
    }
    remembered = true;
  }

  /** The clock may have been set while the program ran, or while it did not. */
  async function followClock(now: Instant, isStart: boolean): Promise<void> {
    const by = clockJumps(now, steady.now());
    if (by !== undefined) log.warn({ byMs: by }, "the clock was set; what waits to be sent goes on waiting as long as before");
    if (isStart || by !== undefined) {
      await inWork(({ stores }) => stores.outbox.followClock({ now, ...(by !== undefined && { by }) }), now);
    }
  }

  async function startWhatMay(): Promise<OutboxLook> {
    if (lease && !(await inWork((work) => lease.holds(work)))) return ANOTHER_SENDS;
    const isStart = !remembered;
    await rememberEarlierSends();
    await followClock(clock.now(), isStart);
    for (;;) {
      const now = clock.now();
      const busyLanes = (id: string) => [...pacing.listWaitingLanes(id, steady.now()).keys()];
      const limits = { share: SHARE, most: MOST_A_LOOK, leaseMs: LEASE_MS };
      const look = await inWork((work) => lookForWork(work, { rules, ...limits, turns, busyLanes, room: sends.roomOf }), now);
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
    const [next, due] = await inWork(({ stores }) =>
      Promise.all([stores.outbox.nextDueAt(now), stores.outbox.listDueWorkspaces(now)]),
    );
    const since = steady.now();
    const held = due.flatMap(({ id }) => {
      const workspace = workspaces.get(id);
      if (!workspace) return [];
      const free = pacing.workspaceFreeAt({ workspaceId: id, limits: workspaces.limitsOf(workspace) }, since);
      return [free, ...pacing.listWaitingLanes(id, since).values()];
    });
    const later = held.flatMap((at) => (at !== undefined && at > since ? [now + (at - since)] : []));
    const instants = next === undefined ? later : [next, ...later];
    return instants.length > 0 ? instants.reduce((left, right) => Math.min(left, right)) : undefined;
  }

  async function sleepUntilNext(look: OutboxLook): Promise<void> {
    const next = look.isIdle ? look.nextAt : await findNextAt();
    await sleeper.sleep(Math.min(longestSleepMs, next === undefined ? longestSleepMs : next - clock.now()));
  }

  async function runUntilStopped(): Promise<void> {
    while (!stopped) {
      try {
        const look = await startSerially();
        await sleepUntilNext(look);
        // One look serves all who call within this time: what a hundred presses a second queue is no hundred looks.
        await pause(LEAST_BETWEEN_LOOKS_MS);
      } catch (cause) {
        reportTrouble(log, cause, { event: "delivery", name: "look" });
        await sleeper.sleep(AFTER_FAILURE_MS);
      }
    }
  }

  return {
    async drain() {
      sleeper.wake();
      while (!running) {
        const look = await startSerially();
        if (underWay.count() === 0) return look.isIdle ? look.nextAt : findNextAt();
        // Whatever ended may have held up another.
        await underWay.oneEnds();
      }
      return findNextAt();
    },
    run() {
      running ??= runUntilStopped();
      return running;
    },
    wake() {
      sleeper.wake();
    },
    async stop() {
      stopped = true;
      sleeper.wake();
      await running;
      await underWay.allEnd();
      if (lease) await inWork((work) => lease.release(work));
    },
  };
}

/** Less is not worth a write: clocks drift, and are corrected by little steps. */
const LEAST_MS = 2_000;

/** How far the wall clock jumped since the last call, forward or back; undefined where it only went on. */
type ClockJumps = (now: Instant, steadyNow: number) => number | undefined;

/** Notices when the wall clock was set, by a clock that never goes back. The first call only remembers. */
function createClockJumps(): ClockJumps {
  let lead: number | undefined;
  return (now, steadyNow) => {
    const before = lead;
    lead = now - steadyNow;
    if (before === undefined) return undefined;
    const jump = lead - before;
    return Math.abs(jump) >= LEAST_MS ? jump : undefined;
  };
}

/** A sleep that can be cut short. */
export interface Sleeper {
  /** Resolves after `ms`, or when woken; at once when it was woken since the last sleep ended. */
  sleep(ms: number): Promise<void>;
  wake(): void;
}

/** Creates a sleeper. Being woken while awake ends the next sleep at once. */
export function createSleeper(): Sleeper {
  let woken = false;
  let cutShort: (() => void) | undefined;
  return {
    async sleep(ms) {
      if (!woken && ms > 0) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          cutShort = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      cutShort = undefined;
      woken = false;
    },
    wake() {
      woken = true;
      cutShort?.();
    },
  };
}
