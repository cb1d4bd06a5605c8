import { describe, expect, it } from "vitest";
import type { Log } from "../../src/app/ports/log.ts";
import { createScheduler } from "../../src/scheduler/scheduler.ts";

function aLog(): Log & { readonly errors: string[] } {
  const errors: string[] = [];
  return { errors, info() {}, warn() {}, error: (_values, text) => void errors.push(text) };
}

/** A tick that ends when it is told to. */
function aSlowTick() {
  const ends: (() => void)[] = [];
  let begun = 0;
  return {
    begun: () => begun,
    end: () => ends.splice(0).forEach((resolve) => void resolve()),
    tick: () => {
      begun += 1;
      return new Promise<void>((resolve) => void ends.push(resolve));
    },
  };
}

describe("the scheduler", () => {
  it("looks at once when it starts, then at every tick, and no more once stopped", async () => {
    let looks = 0;
    const tick = async () => {
      looks += 1;
    };
    const scheduler = createScheduler({ tick, log: aLog(), expression: "* * * * * *" });
    scheduler.start();
    expect(looks).toBe(1);
    await expect.poll(() => looks).toBeGreaterThanOrEqual(2);
    await scheduler.stop();
    const before = looks;
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    await scheduler.look();
    expect(looks).toBe(before);
  });

  it("never runs two looks at once", async () => {
    const slow = aSlowTick();
    const scheduler = createScheduler({ tick: slow.tick, log: aLog() });
    const both = Promise.all([scheduler.look(), scheduler.look()]);
    expect(slow.begun()).toBe(1);
    slow.end();
    await both;
    const again = scheduler.look();
    expect(slow.begun()).toBe(2);
    slow.end();
    await again;
    await scheduler.stop();
  });

  it("logs a look that fails, and goes on", async () => {
    const log = aLog();
    let looks = 0;
    const tick = async () => {
      looks += 1;
      throw new Error("database is gone");
    };
    const scheduler = createScheduler({ tick, log });
    await scheduler.look();
    await scheduler.look();
    await scheduler.stop();
    expect([looks, log.errors.length]).toEqual([2, 2]);
  });

  it("tells the look under way to end when it is stopped", async () => {
    const signals: AbortSignal[] = [];
    const slow = aSlowTick();
    const tick = (signal: AbortSignal) => {
      signals.push(signal);
      return slow.tick();
    };
    const scheduler = createScheduler({ tick, log: aLog() });
    const look = scheduler.look();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    const stopping = scheduler.stop();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    slow.end();
    await Promise.all([look, stopping]);
  });

  it("waits for the look under way before it is stopped", async () => {
    const slow = aSlowTick();
    const scheduler = createScheduler({ tick: slow.tick, log: aLog() });
    const look = scheduler.look();
    let stopped = false;
    const stopping = scheduler.stop().then(() => {
      stopped = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(stopped).toBe(false);
    slow.end();
    await Promise.all([look, stopping]);
    expect(stopped).toBe(true);
  });
});
