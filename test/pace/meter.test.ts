import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PLATFORM_LIMITS } from "../../src/delivery/limits.ts";
import { createMeter } from "../../src/pace/meter.ts";

const TEAMS_THREAD = PLATFORM_LIMITS.teams.lane;

function countMost(instants: readonly number[], perMs: number): number {
  return Math.max(0, ...instants.map((from) => instants.filter((at) => at >= from && at < from + perMs).length));
}

describe("a meter", () => {
  it("lets a second one through exactly when the window has passed", () => {
    const meter = createMeter([{ amount: 1, perMs: 1_000 }]);
    meter.begin();
    expect([meter.room(0), meter.freeAt(0)]).toEqual([0, undefined]);
    meter.end(40);
    expect([meter.room(1_039), meter.freeAt(41)]).toEqual([0, 1_040]);
    expect([meter.room(1_040), meter.freeAt(1_040)]).toEqual([1, 1_040]);
  });

  it("keeps every rate of a Teams thread at once", () => {
    const meter = createMeter(TEAMS_THREAD);
    const sent: number[] = [];
    for (let now = 0; sent.length < 200;) {
      const at = meter.freeAt(now) ?? now;
      meter.begin();
      meter.end(at);
      sent.push(at);
      now = at;
    }
    for (const { amount, perMs } of TEAMS_THREAD) expect(countMost(sent, perMs)).toBeLessThanOrEqual(amount);
    // 60 in half a minute is what binds: 200 sends need three full windows and a rest.
    expect(sent.at(-1)).toBeLessThan(30_000 * 4);
  });

  it("counts what ends out of order with the latest that ended", () => {
    const meter = createMeter([{ amount: 2, perMs: 1_000 }]);
    for (const at of [1_000, 500]) {
      meter.begin();
      meter.end(at);
    }
    expect([meter.room(1_600), meter.freeAt(1_600), meter.room(2_000)]).toEqual([0, 2_000, 2]);
  });

  it("is idle when nothing counts any more", () => {
    const meter = createMeter([{ amount: 2, perMs: 1_000 }]);
    meter.begin();
    expect(meter.isIdle(0)).toBe(false);
    meter.end(0);
    expect([meter.isIdle(999), meter.isIdle(1_000)]).toEqual([false, true]);
  });

  it("never lets more through than a rate allows, whatever the pauses and however long a send takes", () => {
    const rate = fc.record({ amount: fc.integer({ min: 1, max: 5 }), perMs: fc.integer({ min: 10, max: 500 }) });
    const pauses = fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 80 })), { maxLength: 80 });
    fc.assert(
      fc.property(fc.array(rate, { minLength: 1, maxLength: 3 }), pauses, (rates, steps) => {
        const meter = createMeter(rates);
        const counted: number[] = [];
        let now = 0;
        for (const [pause, takes] of steps) {
          now = meter.freeAt(now + pause) ?? now + pause;
          meter.begin();
          // The platform may count it at any moment until it answers.
          counted.push(now + Math.floor(takes / 2));
          now += takes;
          meter.end(now);
        }
        for (const { amount, perMs } of rates) if (countMost(counted, perMs) > amount) return false;
        return true;
      }),
    );
  });
});
