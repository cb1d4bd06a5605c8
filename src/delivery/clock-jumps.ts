/** Notices when the wall clock was set, by a clock that never goes back. */
import type { Instant } from "../core/time.ts";

/** Less is not worth a write: clocks drift, and are corrected by little steps. */
const LEAST_MS = 2_000;

/** How far the wall clock jumped since the last call, forward or back; undefined where it only went on. */
export type ClockJumps = (now: Instant, steadyNow: number) => number | undefined;

/** The first call only remembers. */
export function createClockJumps(): ClockJumps {
  let lead: number | undefined;
  return (now, steadyNow) => {
    const before = lead;
    lead = now - steadyNow;
    if (before === undefined) return undefined;
    const jump = lead - before;
    return Math.abs(jump) >= LEAST_MS ? jump : undefined;
  };
}
