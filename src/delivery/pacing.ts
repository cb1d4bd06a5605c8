/** Which lanes and workspaces may send now: the platforms' rates, what they told us to wait, what is under way, and when what failed is tried again. Time is an argument, in milliseconds of a clock that never goes back: what an hour is by the wall has nothing to do with how long something lasted. */
import type { Log } from "../app/ports/log.ts";
import type { LaneOfWorkspace } from "../app/ports/outbox-store.ts";
import { reportTrouble } from "../app/ports/report-trouble.ts";
import { createMeter, type Meter } from "../pace/meter.ts";
import type { SendLimits } from "./limits.ts";

/** A lane with the workspace and the limits that it is subject to. */
export type PacedLane = {
  readonly workspaceId: string;
  readonly lane: string;
  readonly limits: SendLimits;
  /** Somebody waits for it at the screen. */
  readonly isWaitedFor: boolean;
};
type Somewhere = Pick<PacedLane, "workspaceId" | "limits">;

/** Tells which lanes and workspaces may send now. */
export interface Pacing {
  /** How many sends the workspace may begin now, and how many of them for others than those who wait. */
  room(place: Somewhere, now: number): { readonly all: number; readonly bulk: number };
  /** When the workspace may begin any more than now; undefined while only the end of one under way can tell. */
  workspaceFreeAt(place: Somewhere, now: number): number | undefined;
  begin(place: PacedLane): void;
  end(place: PacedLane, now: number): void;
  /** A send that another run of this program ended, so that a restart does not exceed a rate. In order of time. */
  remember(place: PacedLane, at: number): void;
  holdLane(place: PacedLane, until: number): void;
  holdWorkspace(place: Somewhere, until: number): void;
  /** Lanes of the workspace that may not begin one now, with the instant when they may, where it is known. */
  listWaitingLanes(workspaceId: string, now: number): ReadonlyMap<string, number | undefined>;
}

/** Meters of idle lanes are removed once in this many sends. */
const SWEEP_EVERY = 1_000;

/** What is counted and held of one workspace. */
type Counts = {
  readonly all: Meter;
  readonly bulk: Meter;
  readonly lanes: Map<string, Meter>;
  readonly heldLanes: Map<string, number>;
  /** Lanes that had no room after their last send. */
  readonly full: Map<string, Meter>;
  heldUntil: number;
};

/** Creates pacing without any earlier sends; `remember` adds those of another run. */
export function createPacing(): Pacing {
  const workspaces = new Map<string, Counts>();
  let ends = 0;

  function countsOf({ workspaceId, limits }: Somewhere): Counts {
    const found = workspaces.get(workspaceId) ?? {
      all: createMeter(limits.workspace),
      bulk: createMeter(limits.bulk),
      lanes: new Map(),
      heldLanes: new Map(),
      full: new Map(),
      heldUntil: Number.NEGATIVE_INFINITY,
    };
    workspaces.set(workspaceId, found);
    return found;
  }
  function laneMeterOf({ lanes }: Counts, { lane, limits }: PacedLane): Meter {
    const found = lanes.get(lane) ?? createMeter(limits.lane);
    lanes.set(lane, found);
    return found;
  }
  function metersOf(place: PacedLane): readonly Meter[] {
    const counts = countsOf(place);
    const lane = laneMeterOf(counts, place);
    return place.isWaitedFor ? [counts.all, lane] : [counts.all, counts.bulk, lane];
  }
  function endAt(place: PacedLane, at: number): void {
    for (const meter of metersOf(place)) meter.end(at);
    const counts = countsOf(place);
    const meter = laneMeterOf(counts, place);
    if (meter.room(at) === 0) counts.full.set(place.lane, meter);
    ends += 1;
    if (ends % SWEEP_EVERY === 0) sweep(at);
  }
  function sweep(now: number): void {
    for (const { lanes } of workspaces.values()) {
      for (const [lane, meter] of lanes) if (meter.isIdle(now)) lanes.delete(lane);
    }
  }

  return {
    room(place, now) {
      const { all, bulk, heldUntil } = countsOf(place);
      if (heldUntil > now) return { all: 0, bulk: 0 };
      const free = all.room(now);
      return { all: free, bulk: Math.min(free, bulk.room(now)) };
    },
    workspaceFreeAt(place, now) {
      const { all, bulk, heldUntil } = countsOf(place);
      const at = all.room(now) > 0 ? bulk.freeAt(now) : all.freeAt(now);
      return at === undefined ? undefined : Math.max(at, heldUntil);
    },
    begin(place) {
      for (const meter of metersOf(place)) meter.begin();
    },
    end: endAt,
    remember: endAt,
    holdLane(place, until) {
      const { heldLanes } = countsOf(place);
      heldLanes.set(place.lane, Math.max(until, heldLanes.get(place.lane) ?? until));
    },
    holdWorkspace(place, until) {
      const counts = countsOf(place);
      counts.heldUntil = Math.max(until, counts.heldUntil);
    },
    listWaitingLanes(workspaceId, now) {
      const waiting = new Map<string, number | undefined>();
      const counts = workspaces.get(workspaceId);
      if (!counts) return waiting;
      for (const [lane, meter] of counts.full) {
        if (meter.room(now) > 0) counts.full.delete(lane);
        else waiting.set(lane, meter.freeAt(now));
      }
      for (const [lane, until] of counts.heldLanes) {
        if (until <= now) counts.heldLanes.delete(lane);
        else waiting.set(lane, Math.max(until, waiting.get(lane) ?? until));
      }
      return waiting;
    },
  };
}

/**
 * How a workspace goes on after its platform told several conversations to wait: that is meant for the whole workspace, so
 * one message goes first, and twice as many after each that was taken, until nothing holds the workspace back any more.
 */
export interface Resumption {
  /** How many sends of the workspace may be under way at once; infinite where nothing holds it back. */
  mostOf(workspaceId: string): number;
  /** A lane was told to wait. Returns whether the whole workspace has to wait with it. */
  noteLimited(lane: LaneOfWorkspace): boolean;
  /** A message of the workspace was taken. */
  noteSent(workspaceId: string): void;
}

/** So many conversations in a row, with nothing taken in between, mean the workspace. */
const LANES_THAT_MEAN_ALL = 3;
/** With so many at once, the platforms' rates are all that holds the workspace back. */
const AS_EVER = 32;

/** Creates it with nothing held back. */
export function createResumption(): Resumption {
  const limited = new Map<string, Set<string>>();
  const most = new Map<string, number>();
  return {
    mostOf: (id) => most.get(id) ?? Number.POSITIVE_INFINITY,
    noteLimited({ workspaceId, lane }) {
      const lanes = limited.get(workspaceId) ?? new Set<string>();
      limited.set(workspaceId, lanes.add(lane));
      const isAll = lanes.size >= LANES_THAT_MEAN_ALL || most.has(workspaceId);
      if (isAll) most.set(workspaceId, 1);
      return isAll;
    },
    noteSent(id) {
      limited.delete(id);
      const next = (most.get(id) ?? AS_EVER) * 2;
      if (next >= AS_EVER) most.delete(id);
      else most.set(id, next);
    },
  };
}

/** Which workspaces had trouble that may be over. */
export interface Recovery {
  /** A send got no answer, or one that asks for another try. */
  noteTrouble(workspaceId: string, now: number): void;
  /** The platform answered. Returns whether what waits for another try is to be tried now. */
  noteAnswer(workspaceId: string, now: number): boolean;
  /** There is more to be tried than was brought forward: the next answer brings the others. */
  noteMore(workspaceId: string): void;
}

const FIRST_GAP_MS = 60_000;
const LONGEST_GAP_MS = 30 * 60_000;

type State = { inTrouble: boolean; troubleAt: number; gapMs: number; notBefore: number };

/** Creates it. What happened before the start is not known, so every workspace's first answer counts. Times are in milliseconds. */
export function createRecovery(): Recovery {
  const states = new Map<string, State>();

  function stateOf(id: string): State {
    const never = Number.NEGATIVE_INFINITY;
    const found = states.get(id) ?? { inTrouble: true, troubleAt: never, gapMs: FIRST_GAP_MS, notBefore: never };
    states.set(id, found);
    return found;
  }

  return {
    noteTrouble(id, now) {
      const state = stateOf(id);
      // A calm half hour: this is another outage.
      if (now - state.troubleAt > LONGEST_GAP_MS) state.gapMs = FIRST_GAP_MS;
      state.inTrouble = true;
      state.troubleAt = now;
    },
    noteAnswer(id, now) {
      const state = stateOf(id);
      if (!state.inTrouble || now < state.notBefore) return false;
      state.inTrouble = false;
      state.notBefore = now + state.gapMs;
      state.gapMs = Math.min(LONGEST_GAP_MS, state.gapMs * 2);
      return true;
    },
    noteMore(id) {
      const state = stateOf(id);
      state.inTrouble = true;
      state.notBefore = Number.NEGATIVE_INFINITY;
    },
  };
}

type UnderWaySend = {
  readonly workspaceId: string;
  readonly itemId: string;
  readonly isWaitedFor: boolean;
  /** A file: an orderly stop leaves it to the next process. */
  readonly isLong?: boolean;
};

/** The sends that have begun and not ended. */
export interface UnderWay {
  count(): number;
  countOf(workspaceId: string): number;
  /** Of those, the ones that nobody waits for. */
  countBulkOf(workspaceId: string): number;
  has(itemId: string): boolean;
  /** Until the task ends, however it ends; a failure of it is logged. */
  add(send: UnderWaySend, task: Promise<void>): void;
  /** Resolves when at least one has ended. */
  oneEnds(): Promise<void>;
  /** Resolves when those of now have ended, without those that take long. */
  allEnd(): Promise<void>;
}

/** Creates an empty set of sends. `onEnded` is called after each one ends. */
export function createUnderWay({ log, onEnded }: { readonly log: Log; readonly onEnded: () => void }): UnderWay {
  const ends = new Map<string, Promise<void>>();
  const long = new Set<string>();
  const counts = new Map<string, number>();
  const bulk = new Map<string, number>();

  function change({ workspaceId, isWaitedFor }: UnderWaySend, by: number): void {
    for (const map of isWaitedFor ? [counts] : [counts, bulk]) {
      const count = (map.get(workspaceId) ?? 0) + by;
      if (count > 0) map.set(workspaceId, count);
      else map.delete(workspaceId);
    }
  }

  return {
    count: () => ends.size,
    countOf: (workspaceId) => counts.get(workspaceId) ?? 0,
    countBulkOf: (workspaceId) => bulk.get(workspaceId) ?? 0,
    has: (itemId) => ends.has(itemId),
    add(sending, task) {
      const { workspaceId, itemId } = sending;
      if (sending.isLong) long.add(itemId);
      change(sending, 1);
      const ended = task
        .catch((cause: unknown) => void reportTrouble(log, cause, { event: "delivery", name: "record", workspaceId, of: itemId }))
        .finally(() => {
          ends.delete(itemId);
          long.delete(itemId);
          change(sending, -1);
          onEnded();
        });
      ends.set(itemId, ended);
    },
    async oneEnds() {
      await Promise.race(ends.values());
      // Others end in the same turn: one look serves them all.
      await new Promise((resolve) => setImmediate(resolve));
    },
    async allEnd() {
      await Promise.all([...ends].flatMap(([itemId, ended]) => (long.has(itemId) ? [] : [ended])));
    },
  };
}
