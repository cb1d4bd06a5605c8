/** What everybody in a run shares: the plan, the clock that jumps, the records. */
import type { Ledger } from "./ledger.ts";
import { DAY_MS, type PersonPlan, type Plan } from "./plan.ts";

export type WireClock = { now(): number; set(at: number): void };

export function createWireClock(start: number): WireClock {
  let now = start;
  return {
    now: () => now,
    set(at) {
      now = Math.max(now, at);
    },
  };
}

export type Scene = { readonly plan: Plan; readonly clock: WireClock; readonly ledger: Ledger };

/** Whether messages to this person are refused now. */
export function isUnreachable({ plan, clock }: Scene, { unreachable }: PersonPlan): boolean {
  if (!unreachable) return false;
  const from = plan.start + unreachable.fromDay * DAY_MS;
  return clock.now() >= from && clock.now() < from + unreachable.days * DAY_MS;
}
