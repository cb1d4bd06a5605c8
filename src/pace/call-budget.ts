/**
 * Holds calls to a platform to its rates. Each call waits for its turn, people who look at the screen first; what the platform
 * told us to wait is waited. Time is measured by a clock that never goes back.
 */
import { URGENCIES, type Urgency } from "../app/ports/outbox-store.ts";
import { createMeter, type Meter, type Rate, pickUrgency, type SendRoom } from "./meter.ts";

/** How often the calls of one group may be made in a workspace. */
export type CallLimits = {
  /** Calls of one group count together. */
  readonly group: string;
  readonly all: readonly Rate[];
  /** The part of it that is used while nobody waits at the screen. */
  readonly bulk: readonly Rate[];
};

/** A call that is about to be made. */
type PlannedCall = {
  readonly workspaceId: string;
  /** The platform's name of it. A hold counts for this name alone. */
  readonly method: string;
  readonly urgency: Urgency;
  /** A call whose turn comes later than this is turned away. In milliseconds. */
  readonly mostWaitMs: number;
};

/** The calls to one platform, under its rates. */
export interface CallBudget {
  /** Makes the call when its turn has come, and returns what it returns. Throws `CallTurnedAway` where that takes too long. */
  run<T>(planned: PlannedCall, call: () => Promise<T>): Promise<T>;
  /** The platform told us to wait: the method is not called in the workspace for so many milliseconds. */
  hold(place: Pick<PlannedCall, "workspaceId" | "method">, forMs: number): void;
  /** From now on nothing waits: what waits is turned away, and so is whatever cannot be called at once. */
  stop(): void;
}

/** The error that a call was not made, because its turn would have come too late. Nothing left this machine. */
export class CallTurnedAway extends Error {
  constructor(
    readonly method: string,
    /** After so many milliseconds its turn may have come. */
    readonly waitMs: number,
  ) {
    super(`${method} has to wait ${Math.ceil(waitMs)} ms`);
    this.name = "CallTurnedAway";
  }
}

type Waiting = { readonly method: string; readonly begin: () => void; readonly turnAway: (waitMs: number) => void };

/** The calls of one group in one workspace. */
type Line = {
  readonly limits: CallLimits;
  readonly all: Meter;
  readonly bulk: Meter;
  readonly queues: Readonly<Record<Urgency, Waiting[]>>;
  taken: number;
  /** Since `turnedAwayFrom`, so that those who were turned away do not all come back at once. */
  turnedAway: number;
  turnedAwayFrom: number;
  timer: NodeJS.Timeout | undefined;
};

/** No timer sleeps longer, so that whoever moves the clock by hand is noticed. */
const LONGEST_SLEEP_MS = 1_000;
const AT_STOP_MS = 1_000;

/** What a budget goes by. */
export type BudgetParts = {
  /** Milliseconds of a clock that never goes back. */
  readonly steadyNow: () => number;
  /** Undefined for a method without limits. */
  readonly limitsOf: (method: string) => CallLimits | undefined;
};

/** Creates the budget. A method without limits is only ever held back by `hold`. */
export function createCallBudget({ steadyNow, limitsOf }: BudgetParts): CallBudget {
  const lines = new Map<string, Line>();
  const held = new Map<string, number>();
  let stopped = false;

  const heldUntil = (line: string, method: string): number => held.get(`${line} ${method}`) ?? Number.NEGATIVE_INFINITY;

  function lineOf(workspaceId: string, limits: CallLimits): readonly [string, Line] {
    const key = `${workspaceId} ${limits.group}`;
    const line = lines.get(key) ?? buildLine(limits);
    lines.set(key, line);
    return [key, line];
  }

  function limitsFor(method: string): CallLimits {
    return limitsOf(method) ?? { group: method, all: [], bulk: [] };
  }

  function roomOf({ all, bulk }: Line, now: number): SendRoom {
    const free = all.room(now);
    return { all: free, bulk: Math.min(free, bulk.room(now)) };
  }

  /** The first of a queue that nothing holds back. */
  function findReady(key: string, queue: readonly Waiting[], now: number): number {
    return queue.findIndex(({ method }) => heldUntil(key, method) <= now);
  }

  function pump(key: string, line: Line): void {
    for (;;) {
      const now = steadyNow();
      const ready = (urgency: Urgency) => findReady(key, line.queues[urgency], now);
      const urgency = pickUrgency(line.taken, (one) => ready(one) >= 0, roomOf(line, now));
      if (urgency === undefined) return schedule(key, line, now);
      const [next] = line.queues[urgency].splice(ready(urgency), 1);
      line.taken += 1;
      next?.begin();
    }
  }

  function schedule(key: string, line: Line, now: number): void {
    clearTimeout(line.timer);
    line.timer = undefined;
    const waits = URGENCIES.flatMap((urgency) => {
      const [first] = line.queues[urgency];
      return first ? [waitOf(key, line, { method: first.method, urgency }, now)] : [];
    });
    if (waits.length === 0) return;
    const ms = Math.min(LONGEST_SLEEP_MS, Math.max(1, Math.min(...waits)));
    line.timer = setTimeout(() => pump(key, line), ms).unref();
  }

  /** How long a call has to wait at least: infinite while only the end of one under way can tell. */
  function waitOf(key: string, line: Line, { method, urgency }: Pick<PlannedCall, "method" | "urgency">, now: number): number {
    const meters = urgency === "waiting" ? [line.all] : [line.all, line.bulk];
    const free = meters.map((meter) => (meter.room(now) > 0 ? now : (meter.freeAt(now) ?? Number.POSITIVE_INFINITY)));
    return Math.max(0, heldUntil(key, method) - now, ...free.map((at) => at - now));
  }

  /** Each window takes as many as its rate allows: whoever is turned away later comes back in a later one. */
  function spread(line: Line, urgency: Urgency, waitMs: number): number {
    const now = steadyNow();
    if (now >= line.turnedAwayFrom) {
      line.turnedAway = 0;
      line.turnedAwayFrom = now + waitMs;
    }
    const rates = urgency === "waiting" ? line.limits.all : [...line.limits.all, ...line.limits.bulk];
    const slowest = rates.toSorted((left, right) => right.perMs / right.amount - left.perMs / left.amount)[0];
    const later = slowest ? Math.floor(line.turnedAway / slowest.amount) * slowest.perMs : 0;
    line.turnedAway += 1;
    return waitMs + later;
  }

  async function take(planned: PlannedCall, key: string, line: Line): Promise<void> {
    const { method, urgency, mostWaitMs } = planned;
    const queue = line.queues[urgency];
    const now = steadyNow();
    const waitMs = waitOf(key, line, planned, now);
    if (stopped && waitMs > 0) throw new CallTurnedAway(method, AT_STOP_MS);
    if (Number.isFinite(waitMs) && waitMs > mostWaitMs) throw new CallTurnedAway(method, spread(line, urgency, waitMs));
    await new Promise<void>((resolve, reject) => {
      const tooLate = setTimeout(() => {
        queue.splice(queue.indexOf(waiting), 1);
        const left = waitOf(key, line, planned, steadyNow());
        waiting.turnAway(spread(line, urgency, Number.isFinite(left) ? left : LONGEST_SLEEP_MS));
      }, mostWaitMs).unref();
      const waiting: Waiting = {
        method,
        begin() {
          clearTimeout(tooLate);
          line.all.begin();
          if (urgency !== "waiting") line.bulk.begin();
          resolve();
        },
        turnAway(ms) {
          clearTimeout(tooLate);
          reject(new CallTurnedAway(method, ms));
        },
      };
      queue.push(waiting);
      pump(key, line);
    });
  }

  return {
    async run(planned, call) {
      const [key, line] = lineOf(planned.workspaceId, limitsFor(planned.method));
      await take(planned, key, line);
      try {
        return await call();
      } finally {
        const now = steadyNow();
        line.all.end(now);
        if (planned.urgency !== "waiting") line.bulk.end(now);
        pump(key, line);
      }
    },
    hold({ workspaceId, method }, forMs) {
      const [key] = lineOf(workspaceId, limitsFor(method));
      const until = steadyNow() + forMs;
      held.set(`${key} ${method}`, Math.max(until, heldUntil(key, method)));
    },
    stop() {
      stopped = true;
      for (const line of lines.values()) {
        clearTimeout(line.timer);
        for (const urgency of URGENCIES) {
          for (const waiting of line.queues[urgency].splice(0)) waiting.turnAway(AT_STOP_MS);
        }
      }
    },
  };
}

function buildLine(limits: CallLimits): Line {
  return {
    limits,
    all: createMeter(limits.all),
    bulk: createMeter(limits.bulk),
    queues: { waiting: [], personal: [], channel: [], background: [] },
    taken: 0,
    turnedAway: 0,
    turnedAwayFrom: Number.NEGATIVE_INFINITY,
    timer: undefined,
  };
}
