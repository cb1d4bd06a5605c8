import { afterEach, describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "../../src/core/time.ts";
import { moveForward } from "../../src/playground/forward.ts";
import { MONDAY_MORNING } from "../helpers/world.ts";
import { aMessage, aPlayground, type PlaygroundOverrides } from "./a-playground.ts";

const opened: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop();
});

async function start(overrides: PlaygroundOverrides = {}) {
  const playground = await aPlayground(overrides);
  opened.push(playground);
  return playground;
}

describe("the playground's clock", () => {
  it("runs with the system's until it is moved", async () => {
    const { clock, setSystem } = await start();
    expect(clock.now()).toBe(MONDAY_MORNING);
    setSystem(MONDAY_MORNING + 5);
    expect(clock.now()).toBe(MONDAY_MORNING + 5);
  });

  it("keeps what it was moved by over a restart", async () => {
    const { clock, reopenClock, setSystem } = await start();
    await clock.forwardTo(MONDAY_MORNING + DAY_MS);
    setSystem(MONDAY_MORNING + HOUR_MS);
    expect((await reopenClock()).now()).toBe(MONDAY_MORNING + DAY_MS + HOUR_MS);
  });

  it.each([MONDAY_MORNING - 1, MONDAY_MORNING, Number.NaN, Number.POSITIVE_INFINITY, 0.5])("does not go to %d", async (at) => {
    const { clock, reopenClock } = await start();
    await clock.forwardTo(at);
    expect(clock.now()).toBe(MONDAY_MORNING);
    expect((await reopenClock()).now()).toBe(MONDAY_MORNING);
  });

  it.each(["-3600000", "soon", "1.5", "1e400"])("takes a stored offset of %s for none", async (kept) => {
    const { storage, reopenClock } = await start();
    await storage.work((stores) => stores.settings.set("playground.clock-offset-ms", kept));
    expect((await reopenClock()).now()).toBe(MONDAY_MORNING);
  });

  it("moves by an hour or a day over the page, and by nothing else", async () => {
    const { clock, post } = await start();
    expect((await post("clock", { by: "hour" })).status).toBe(200);
    expect(clock.now()).toBe(MONDAY_MORNING + HOUR_MS);
    expect(await (await post("clock", { by: "day" })).json()).toEqual({ moved: true, now: MONDAY_MORNING + HOUR_MS + DAY_MS });
    for (const by of ["week", -1, "-day", undefined]) expect((await post("clock", { by })).status).toBe(422);
    expect(clock.now()).toBe(MONDAY_MORNING + HOUR_MS + DAY_MS);
  });
});

/** Things fall due at these times; each is done by the tick at its time. */
function aPlan(times: readonly Instant[], showing: (at: Instant) => boolean = () => true) {
  const waiting = [...times];
  const done: Instant[] = [];
  let now = MONDAY_MORNING;
  let shown = 0;
  const journey = {
    clock: {
      now: () => now,
      forwardTo: async (at: Instant) => {
        now = Math.max(now, at);
      },
    },
    nextDueAt: async () => waiting[0],
    standing: async () => shown,
    tick: async () => {
      for (let due = waiting[0]; due !== undefined && due <= now; due = waiting[0]) {
        waiting.shift();
        done.push(now);
        if (showing(due)) shown += 1;
      }
    },
  };
  return { journey, done, now: () => now };
}

describe("the next event on the page", () => {
  it("is the next that comes to the person who is asked for, or to anybody", async () => {
    const plan: { at: Instant; to: string }[] = [];
    const parts: { deliver?: (to: string) => Promise<unknown> } = {};
    const playground = await start({
      nextDueAt: async () => plan[0]?.at,
      tick: async () => {
        for (let due = plan[0]; due !== undefined && due.at <= playground.clock.now(); due = plan[0]) {
          plan.shift();
          await parts.deliver?.(due.to);
        }
      },
    });
    const [ana, ben] = [await playground.addPerson("Ana Example"), await playground.addPerson("Ben Example")];
    let posts = 0;
    parts.deliver = (personId) => {
      posts += 1;
      const target = { to: "person", personId } as const;
      return playground.sender.post({
        workspaceId: "w",
        target,
        message: aMessage("new"),
        urgency: "personal",
        postId: `post-${posts}`,
      });
    };
    const at = (hours: number) => MONDAY_MORNING + hours * HOUR_MS;
    plan.push({ at: at(1), to: ben }, { at: at(2), to: ben }, { at: at(3), to: ana }, { at: at(4), to: ben });
    await playground.post("clock", { by: "next" });
    expect(playground.clock.now()).toBe(at(1));
    await playground.post("clock", { by: "next", as: ana });
    expect(playground.clock.now()).toBe(at(3));
    expect(posts).toBe(3);
  });
});

describe("moving forward", () => {
  it("lets what falls due on the way happen at its own time", async () => {
    const times = [MONDAY_MORNING + HOUR_MS, MONDAY_MORNING + 3 * HOUR_MS, MONDAY_MORNING + DAY_MS];
    const plan = aPlan([...times, MONDAY_MORNING + DAY_MS + 1]);
    await moveForward(plan.journey, "day");
    expect(plan.done).toEqual(times);
    expect(plan.now()).toBe(MONDAY_MORNING + DAY_MS);
  });

  it("goes on to the next thing that shows something", async () => {
    const silent = MONDAY_MORNING + HOUR_MS;
    const loud = MONDAY_MORNING + 2 * DAY_MS;
    const plan = aPlan([silent, loud, loud + HOUR_MS], (at) => at !== silent);
    expect(await moveForward(plan.journey, "next")).toBe(true);
    expect(plan.now()).toBe(loud);
    expect(plan.done).toEqual([silent, loud]);
  });

  it("stands still when nothing is planned, or only in a far future", async () => {
    for (const times of [[], [MONDAY_MORNING + 400 * DAY_MS]]) {
      const plan = aPlan(times);
      expect(await moveForward(plan.journey, "next")).toBe(false);
      expect(plan.now()).toBe(MONDAY_MORNING);
    }
  });

  it("comes to an end although something stays due for ever", async () => {
    const plan = aPlan([]);
    let ticks = 0;
    const stuck = {
      ...plan.journey,
      nextDueAt: async () => MONDAY_MORNING - MINUTE_MS,
      tick: async () => {
        ticks += 1;
      },
    };
    await moveForward(stuck, "hour");
    expect(plan.now()).toBe(MONDAY_MORNING + HOUR_MS);
    expect(ticks).toBeLessThan(100);
  });
});
