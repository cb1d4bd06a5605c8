/** A platform's calls under its rates: no stretch of time holds more than allowed, people who wait go first, and a hold is kept. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { URGENCIES, type Urgency } from "../../src/app/ports/outbox-store.ts";
import { type CallBudget, CallTurnedAway, createCallBudget } from "../../src/pace/call-budget.ts";

const LIMITS = { group: "all", all: [{ amount: 10, perMs: 1_000 }], bulk: [{ amount: 8, perMs: 1_000 }] };
const FOREVER_MS = 3_600_000;

let budget: CallBudget;
/** When each call was made, in order. */
let made: { readonly who: string; readonly at: number }[];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  budget = createCallBudget({
    steadyNow: () => performance.now(),
    limitsOf: (method) => (method === "free" ? undefined : LIMITS),
  });
  made = [];
});
afterEach(() => {
  budget.stop();
  vi.useRealTimers();
});

type Wish = { readonly method?: string; readonly workspaceId?: string; readonly mostWaitMs?: number; readonly lastsMs?: number };

function call(who: string, urgency: Urgency = "personal", wish: Wish = {}): Promise<unknown> {
  const { method = "look", workspaceId = "w", mostWaitMs = FOREVER_MS, lastsMs = 0 } = wish;
  return budget.run({ workspaceId, method, urgency, mostWaitMs }, async () => {
    made.push({ who, at: performance.now() });
    if (lastsMs > 0) await new Promise((resolve) => setTimeout(resolve, lastsMs));
  });
}

function mostIn(ms: number): number {
  return Math.max(...made.map(({ at }) => made.filter((other) => other.at >= at && other.at < at + ms).length));
}

describe("R16: calls of every kind together", () => {
  it("are never more in a second than the platform allows", async () => {
    const calls = URGENCIES.flatMap((urgency) =>
      Array.from({ length: 50 }, (_, index) => call(`${urgency} ${index}`, urgency, { method: index % 2 ? "open" : "post" })),
    );
    await vi.advanceTimersByTimeAsync(60_000);
    await Promise.all(calls);
    expect(made).toHaveLength(200);
    expect(mostIn(1_000)).toBe(10);
  });

  it("leave room for people who wait while others have much to do", async () => {
    for (let index = 0; index < 100; index += 1) void call(`bulk ${index}`).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(5);
    void call("Ana", "waiting");
    await vi.advanceTimersByTimeAsync(1);
    expect(made.slice(0, 9).map(({ who }) => who)).toEqual([...Array.from({ length: 8 }, (_, at) => `bulk ${at}`), "Ana"]);
  });

  it("serve people who wait first, and every other urgency its share", async () => {
    for (let index = 0; index < 200; index += 1) {
      void call(`background ${index}`, "background").catch(() => undefined);
      void call(`waiting ${index}`, "waiting").catch(() => undefined);
    }
    await vi.advanceTimersByTimeAsync(10_000);
    const of = (word: string) => made.filter(({ who }) => who.startsWith(word)).length;
    expect(of("waiting")).toBeGreaterThan(4 * of("background"));
    expect(of("background")).toBeGreaterThan(3);
  });

  it("of one workspace hold back no other", async () => {
    for (let index = 0; index < 30; index += 1) void call(`one ${index}`, "waiting").catch(() => undefined);
    await call("another", "waiting", { workspaceId: "w-2" });
    expect(made.at(-1)).toEqual({ who: "another", at: performance.now() });
  });

  it("count until they have ended, and a while after", async () => {
    for (let index = 0; index < 11; index += 1) void call(`long ${index}`, "waiting", { lastsMs: 5_000 });
    await vi.advanceTimersByTimeAsync(5_900);
    expect(made).toHaveLength(10);
    await vi.advanceTimersByTimeAsync(200);
    expect(made).toHaveLength(11);
  });
});

describe("R15: a method that is to wait", () => {
  it("is not called before then, in its workspace alone, and other methods are", async () => {
    budget.hold({ workspaceId: "w", method: "look" }, 30_000);
    void call("held", "waiting");
    await call("another method", "waiting", { method: "open" });
    await call("another workspace", "waiting", { workspaceId: "w-2" });
    await vi.advanceTimersByTimeAsync(29_900);
    expect(made.map(({ who }) => who)).toEqual(["another method", "another workspace"]);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(made.at(-1)?.who).toBe("held");
  });

  it("is held also where the platform has no limits for it", async () => {
    budget.hold({ workspaceId: "w", method: "free" }, 5_000);
    await expect(call("held", "waiting", { method: "free", mostWaitMs: 1_000 })).rejects.toThrow(CallTurnedAway);
  });
});

describe("a call whose turn would come too late", () => {
  it("is turned away at once, and told when to come back: not all at the same time", async () => {
    for (let index = 0; index < 10; index += 1) await call(`first ${index}`, "waiting");
    const waits: number[] = [];
    for (let index = 0; index < 25; index += 1) {
      const turnedAway = await call("late", "waiting", { mostWaitMs: 500 }).catch((cause: unknown) => cause);
      if (turnedAway instanceof CallTurnedAway) waits.push(turnedAway.waitMs);
    }
    expect(waits).toHaveLength(25);
    expect(new Set(waits)).toEqual(new Set([1_000, 2_000, 3_000]));
    expect(made).toHaveLength(10);
  });

  it("is turned away after so long where it waited in vain", async () => {
    for (let index = 0; index < 40; index += 1) void call(`first ${index}`, "waiting").catch(() => undefined);
    const late = call("late", "waiting", { mostWaitMs: 1_500 }).catch((cause: unknown) => cause);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await late).toBeInstanceOf(CallTurnedAway);
  });

  it("waits no more once the program stops, and what can be called at once still is", async () => {
    for (let index = 0; index < 8; index += 1) void call(`bulk ${index}`);
    const waiting = call("waits", "personal").catch((cause: unknown) => cause);
    await vi.advanceTimersByTimeAsync(1);
    budget.stop();
    expect(await waiting).toBeInstanceOf(CallTurnedAway);
    await call("an answer", "waiting");
    expect(made.at(-1)?.who).toBe("an answer");
  });
});
