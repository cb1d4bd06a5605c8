/** The sends that have begun and not ended, and a sleep that can be cut short. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Log } from "../../src/app/ports/log.ts";
import { createSleeper } from "../../src/delivery/delivery.ts";
import { createUnderWay, type UnderWay } from "../../src/delivery/pacing.ts";

type Told = { readonly fields: object; readonly message: string };

let told: Told[];
let ends: number;
let underWay: UnderWay;
beforeEach(() => {
  told = [];
  ends = 0;
  const log: Log = { info() {}, warn() {}, error: (fields, message) => void told.push({ fields, message }) };
  underWay = createUnderWay({ log, onEnded: () => (ends += 1) });
});

/** A task that ends when it is told to. */
function aTask() {
  let finish = (): void => {};
  let fail = (_cause: Error): void => {};
  const ended = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  return { ended, finish, fail };
}

const send = (itemId: string, isWaitedFor = false, workspaceId = "w") => ({ workspaceId, itemId, isWaitedFor });

describe("what is under way", () => {
  it("counts by workspace, and apart what nobody waits for", () => {
    const task = aTask();
    for (const one of [send("a"), send("b", true), send("c", false, "other")]) underWay.add(one, task.ended);
    expect([underWay.count(), underWay.countOf("w"), underWay.countOf("other"), underWay.countOf("none")]).toEqual([3, 2, 1, 0]);
    expect([underWay.countBulkOf("w"), underWay.countBulkOf("other"), underWay.countBulkOf("none")]).toEqual([1, 1, 0]);
    expect([underWay.has("a"), underWay.has("z")]).toEqual([true, false]);
  });

  it("counts no more what has ended, and says so each time", async () => {
    const [first, second] = [aTask(), aTask()];
    underWay.add(send("a"), first.ended);
    underWay.add(send("b"), second.ended);
    first.finish();
    await underWay.oneEnds();
    expect([underWay.count(), underWay.countOf("w"), underWay.countBulkOf("w"), ends]).toEqual([1, 1, 1, 1]);
    expect([underWay.has("a"), underWay.has("b")]).toEqual([false, true]);
    second.finish();
    await underWay.allEnd();
    expect([underWay.count(), underWay.countOf("w"), underWay.countBulkOf("w"), ends]).toEqual([0, 0, 0, 2]);
  });

  it("ends with a failure, too, which the log is told once", async () => {
    const task = aTask();
    underWay.add(send("a"), task.ended);
    task.fail(new TypeError("broken"));
    await underWay.allEnd();
    expect([underWay.count(), ends]).toEqual([0, 1]);
    expect(told).toHaveLength(1);
    expect(told[0]?.fields).toMatchObject({ event: "delivery", name: "record", workspaceId: "w", of: "a" });
  });
});

describe("a sleeper", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Whether the sleep has ended, once it had the occasion to. */
  async function hasEnded(sleep: Promise<void>): Promise<boolean> {
    let ended = false;
    void sleep.then(() => (ended = true));
    await vi.advanceTimersByTimeAsync(0);
    return ended;
  }

  it("sleeps as long as it is told to", async () => {
    const sleep = createSleeper().sleep(1_000);
    await vi.advanceTimersByTimeAsync(999);
    expect(await hasEnded(sleep)).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await hasEnded(sleep)).toBe(true);
  });

  it("is woken at once, and leaves no timer behind", async () => {
    const sleeper = createSleeper();
    const sleep = sleeper.sleep(1_000);
    sleeper.wake();
    expect(await hasEnded(sleep)).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("does not sleep after it was woken while awake, and sleeps the next time", async () => {
    const sleeper = createSleeper();
    sleeper.wake();
    expect(await hasEnded(sleeper.sleep(1_000))).toBe(true);
    const next = sleeper.sleep(1_000);
    expect(await hasEnded(next)).toBe(false);
    sleeper.wake();
    expect(await hasEnded(next)).toBe(true);
    expect(await hasEnded(sleeper.sleep(1_000))).toBe(false);
  });

  it.each([0, -5])("does not sleep for %s ms", async (ms) => {
    const sleep = createSleeper().sleep(ms);
    expect(vi.getTimerCount()).toBe(0);
    expect(await hasEnded(sleep)).toBe(true);
  });
});
