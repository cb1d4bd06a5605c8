/** Which lanes and workspaces may send now: the platforms' rates, and what they told us to wait. Time is an argument. */
import type { Instant } from "../core/time.ts";
import type { SendLimits } from "./limits.ts";
import { createMeter, type Meter } from "./meter.ts";

/** A lane with the workspace and the limits that it is subject to. */
export type PacedLane = { readonly workspaceId: string; readonly lane: string; readonly limits: SendLimits };

/** Tells which lanes and workspaces may send now. */
export interface Pacing {
  /** How many sends the workspace may begin now. */
  room(place: Pick<PacedLane, "workspaceId" | "limits">, now: Instant): number;
  /** When the workspace may begin one; undefined while only the end of one under way can tell. */
  workspaceFreeAt(place: Pick<PacedLane, "workspaceId" | "limits">, now: Instant): Instant | undefined;
  begin(place: PacedLane): void;
  end(place: PacedLane, now: Instant): void;
  /** A send that another run of this program ended, so that a restart does not exceed a rate. In order of time. */
  remember(place: PacedLane, at: Instant): void;
  holdLane(lane: string, until: Instant): void;
  holdWorkspace(workspaceId: string, until: Instant): void;
  /** Lanes that may not begin one now, with the instant when they may, where it is known. */
  listWaitingLanes(now: Instant): ReadonlyMap<string, Instant | undefined>;
}

/** Meters of lanes that went quiet are forgotten once in so many sends. */
const SWEEP_EVERY = 1_000;

/** Creates pacing without any earlier sends; `remember` adds those of another run. */
export function createPacing(): Pacing {
  const workspaces = new Map<string, Meter>();
  const lanes = new Map<string, Meter>();
  const heldWorkspaces = new Map<string, Instant>();
  const heldLanes = new Map<string, Instant>();
  /** Lanes that had no room after their last send. */
  const full = new Map<string, Meter>();
  let ends = 0;

  function meterOf({ workspaceId, limits }: Pick<PacedLane, "workspaceId" | "limits">): Meter {
    return findOrAdd(workspaces, workspaceId, () => createMeter(limits.workspace));
  }
  function laneMeterOf({ lane, limits }: PacedLane): Meter {
    return findOrAdd(lanes, lane, () => createMeter(limits.lane));
  }
  function endAt(place: PacedLane, at: Instant): void {
    const meter = laneMeterOf(place);
    meterOf(place).end(at);
    meter.end(at);
    if (meter.room(at) === 0) full.set(place.lane, meter);
    ends += 1;
    if (ends % SWEEP_EVERY === 0) sweep(at);
  }
  function sweep(now: Instant): void {
    for (const [lane, meter] of lanes) if (meter.isIdle(now)) lanes.delete(lane);
  }
  function isHeld(workspaceId: string, now: Instant): boolean {
    return (heldWorkspaces.get(workspaceId) ?? now) > now;
  }

  return {
    room: (place, now) => (isHeld(place.workspaceId, now) ? 0 : Math.min(place.limits.concurrent, meterOf(place).room(now))),
    workspaceFreeAt(place, now) {
      const at = meterOf(place).freeAt(now);
      return at === undefined ? undefined : Math.max(at, heldWorkspaces.get(place.workspaceId) ?? at);
    },
    begin(place) {
      meterOf(place).begin();
      laneMeterOf(place).begin();
    },
    end: endAt,
    remember: endAt,
    holdLane: (lane, until) => void heldLanes.set(lane, Math.max(until, heldLanes.get(lane) ?? until)),
    holdWorkspace: (id, until) => void heldWorkspaces.set(id, Math.max(until, heldWorkspaces.get(id) ?? until)),
    listWaitingLanes(now) {
      const waiting = new Map<string, Instant | undefined>();
      for (const [lane, meter] of full) {
        if (meter.room(now) > 0) full.delete(lane);
        else waiting.set(lane, meter.freeAt(now));
      }
      for (const [lane, until] of heldLanes) {
        if (until <= now) heldLanes.delete(lane);
        else waiting.set(lane, Math.max(until, waiting.get(lane) ?? until));
      }
      return waiting;
    },
  };
}

function findOrAdd<T>(map: Map<string, T>, key: string, create: () => T): T {
  const found = map.get(key) ?? create();
  map.set(key, found);
  return found;
}
