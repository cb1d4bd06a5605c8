/** "Scheduling, exactly": the numbers are those of the table of promises. */
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { World } from "../../../src/app/ports/world.ts";
import { setNextRound } from "../../../src/app/rounds/open-round.ts";
import { runDueRounds } from "../../../src/app/rounds/run-due-rounds.ts";
import { DAY_MS, HOUR_MS } from "../../../src/core/time.ts";
import { openStorage } from "../../../src/storage/open-storage.ts";
import { compileSources, runScript } from "../../helpers/child.ts";
import { aSchedule } from "../../helpers/team.ts";
import { MONDAY_MORNING, someIds } from "../../helpers/world.ts";
import { aRoundWorld, type RoundWorld } from "./round-world.ts";

const BEFORE = MONDAY_MORNING - HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const TEAMS = 20;
const TEAM_SIZE = 50;

let world: RoundWorld;
beforeEach(async () => {
  world = await aRoundWorld({ start: BEFORE });
});
afterEach(() => world.close());

const askedAt = async () => (await world.arrived("check-in")).map(({ at }) => (at - MONDAY_MORNING) / HOUR_MS);

function userIds(count: number, prefix = "member"): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}

describe("R1: one prompt a slot and member, whatever the number of processes", () => {
  it("holds for three bots on one database, the same tick fifty times", async () => {
    await world.team(userIds(60));
    world.clock.set(MONDAY_MORNING);
    const storages = await Promise.all([0, 1].map(() => openStorage({ url: `sqlite:${world.databasePath}` })));
    const others = storages.map((storage, index): World => ({ ...world.world, storage, ids: someIds(`bot-${index}`) }));
    const reports = [];
    for (let times = 0; times < 50; times += 1) {
      reports.push(...(await Promise.all([world.world, ...others].map((each) => runDueRounds(each)))));
    }
    await world.delivery.drain();
    for (const storage of storages) await storage.close();

    expect(reports.flatMap(({ failures }) => failures)).toEqual([]);
    expect(reports.reduce((sum, { counts }) => sum + (counts.asked ?? 0), 0)).toBe(60);
    expect(await world.rounds()).toHaveLength(1);
    const asked = await world.arrived("check-in");
    expect(asked).toHaveLength(60);
    expect(new Set(asked.map(({ to }) => to)).size).toBe(60);
  }, 120_000);

  it("holds for a thousand members and three processes that start at the same moment, the same tick fifty times", async () => {
    const teams = Array.from({ length: TEAMS }, (_, index) => `team-${index}`);
    for (const id of teams) await world.team(userIds(TEAM_SIZE, id), { id, name: id, channelId: id });
    const compiled = await compileSources();
    const script = `
      import { openStorage } from "./storage/open-storage.js";
      import { createVoices } from "./message/voice/voices.js";
      import { runDueRounds } from "./app/rounds/run-due-rounds.js";
      const storage = await openStorage({ url: "sqlite:" + process.env.DB });
      let count = 0;
      const world = {
        storage,
        clock: { now: () => Number(process.env.NOW) },
        ids: { next: () => "p" + process.pid + "-" + String(++count).padStart(8, "0") },
        voice: await createVoices(process.env.PROMPTS),
        directory: {}, edition: "", onQueued() {},
      };
      let asked = 0;
      for (let times = 0; times < 50; times += 1) {
        const { counts, failures } = await runDueRounds(world);
        asked += counts.asked ?? 0;
        for (const { cause } of failures) console.error(cause);
      }
      await storage.close();
      console.log(asked);
    `;
    const env = { DB: world.databasePath, NOW: String(MONDAY_MORNING), PROMPTS: join(import.meta.dirname, "../../../prompts") };
    try {
      const ended = await Promise.all([1, 2, 3].map(() => runScript(compiled, script, env)));
      expect(ended.map(({ err }) => err)).toEqual(["", "", ""]);
      expect(ended.reduce((sum, { out }) => sum + Number(out), 0)).toBe(TEAMS * TEAM_SIZE);
    } finally {
      await compiled.remove();
    }
    world.clock.set(MONDAY_MORNING);
    await world.tick();
    const asked = await world.arrived("check-in");
    expect(asked).toHaveLength(TEAMS * TEAM_SIZE);
    expect(new Set(asked.map(({ to }) => to)).size).toBe(TEAMS * TEAM_SIZE);
    const rounds = await Promise.all(teams.map((id) => world.rounds(id)));
    expect(rounds.map(({ length }) => length)).toEqual(teams.map(() => 1));
  }, 300_000);
});

describe("R2: catch-up after sleeping", () => {
  it("delivers the round once, late, while its window is still open", async () => {
    await world.team(["ana"]);
    await world.runUntil(MONDAY_MORNING - 1);
    world.clock.set(MONDAY_MORNING + 6 * HOUR_MS);
    await world.tick();
    await world.tick();
    expect(await askedAt()).toEqual([6]);
  });

  it("sends only the latest of several, and records the others as missed", async () => {
    await world.team(["ana"]);
    await world.runUntil(MONDAY_MORNING - 1);
    world.clock.set(MONDAY_MORNING + 2 * WEEK_MS + 6 * HOUR_MS);
    await world.tick();
    expect(await askedAt()).toEqual([2 * 168 + 6]);
    expect((await world.rounds()).map(({ slot, status }) => [slot, status])).toEqual([
      ["2026-11-02T09:00", "missed"],
      ["2026-11-09T09:00", "missed"],
      ["2026-11-16T09:00", "open"],
    ]);
  });

  it("never sends late what has expired, and goes on with the next", async () => {
    await world.team(["ana"]);
    await world.runUntil(MONDAY_MORNING - 1);
    world.clock.set(MONDAY_MORNING + 4 * DAY_MS);
    await world.runUntil(MONDAY_MORNING + WEEK_MS + HOUR_MS);
    expect((await world.rounds()).map(({ status }) => status)).toEqual(["missed", "open"]);
    expect(await askedAt()).toEqual([168]);
  });

  it("asks only those whose own window is still open", async () => {
    world.clock.set(BEFORE - DAY_MS);
    world.actor("wang", { zone: "Asia/Shanghai" });
    await world.team(["ana", "wang"], { schedule: aSchedule({ windowHours: 8 }) });
    await world.runUntil(MONDAY_MORNING - 12 * HOUR_MS);
    world.clock.set(MONDAY_MORNING + 2 * HOUR_MS);
    await world.tick();
    expect((await world.arrived("check-in")).map(({ to }) => to)).toEqual(["ana"]);
    const [round] = await world.rounds();
    expect((await world.turns(round?.id ?? "")).map(({ state }) => state).sort()).toEqual(["asked", "missed"]);
  });
});

describe("R3: a clock that jumps", () => {
  it("back, sends nothing again", async () => {
    await world.team(["ana", "ben"]);
    await world.runUntil(MONDAY_MORNING);
    for (const hours of [-1, -30, 1, -1]) {
      world.clock.set(MONDAY_MORNING + hours * HOUR_MS);
      await world.tick();
      world.clock.set(MONDAY_MORNING);
      await world.tick();
    }
    expect(await world.arrived("check-in")).toHaveLength(2);
    expect(await world.rounds()).toHaveLength(1);
  });

  it("by thirty seconds to and fro, asks each once", async () => {
    await world.team(["ana", "ben"]);
    for (const seconds of [-40, -10, -40, 10, -20, 20, -10, 40]) {
      world.clock.set(MONDAY_MORNING + seconds * 1_000);
      await world.tick();
    }
    expect(await askedAt()).toEqual([10 / 3600, 10 / 3600]);
  });
});

describe("R7: a change of the schedule", () => {
  const atTen = aSchedule({ time: "10:00" });

  it.each([
    ["a second before the slot, moves it", -1, [1, 169]],
    ["a second after the slot was used, leaves it and begins with the next date", 1, [0, 169]],
  ])("%s", async (_name, seconds, expected) => {
    const { members } = await world.team(["ana"]);
    await world.runUntil(MONDAY_MORNING + seconds * 1_000);
    const ana = members[0];
    if (!ana) throw new Error("a member");
    const before = await world.stores((stores) => stores.teams.find("team-1"));
    if (!before) throw new Error("a team");
    await world.stores(async (stores) => {
      const changed = { ...before, schedule: atTen, revision: before.revision + 1 };
      await stores.teams.save(changed);
      await setNextRound({ stores, world: world.world, now: world.clock.now() }, changed);
    });
    await world.runUntil(MONDAY_MORNING + WEEK_MS + 2 * HOUR_MS);
    expect(await askedAt()).toEqual(expected);
  });

  it("by a pause before the slot, asks nobody, and resuming later does not make up for it", async () => {
    const { members } = await world.team(["ana"]);
    const lead = members[0]?.actor;
    await lead?.says("pause 4w");
    await world.runUntil(MONDAY_MORNING + HOUR_MS);
    await lead?.says("resume");
    await world.runUntil(MONDAY_MORNING + WEEK_MS);
    expect(await askedAt()).toEqual([168]);
  });
});

describe("R8: at most one open scheduled check-in a member", () => {
  it("holds when the next round opens over one that was not answered", async () => {
    const { members } = await world.team(["ana"]);
    await world.runUntil(MONDAY_MORNING + WEEK_MS);
    const history = await world.stores((stores) => stores.checkIns.listOfMembership(members[0]?.membership.id ?? "", 10));
    expect(history.map(({ status }) => status)).toEqual(["open", "closed"]);
  });

  it("holds when an answer and the next round come at the same moment", async () => {
    const { members } = await world.team(["ana"]);
    const [ana] = members;
    if (!ana) throw new Error("a member");
    await world.runUntil(MONDAY_MORNING + WEEK_MS - 1);
    const first = await world.openOf(ana);
    if (!first) throw new Error("an open check-in");
    world.clock.set(MONDAY_MORNING + WEEK_MS);
    const choose = {
      act: "walk",
      checkInId: first.id,
      revision: first.revision,
      event: { do: "choose-baseline", choice: "spread" },
    } as const;
    await Promise.all([
      runDueRounds(world.world),
      ana.actor.presses(choose),
      runDueRounds(world.world),
      ana.actor.presses(choose),
    ]);
    const history = await world.stores((stores) => stores.checkIns.listOfMembership(ana.membership.id, 10));
    expect(history.filter(({ status }) => status === "open")).toHaveLength(1);
    expect(history).toHaveLength(2);
  });

  it("holds where another member's clock keeps the round before open", async () => {
    const schedule = aSchedule({ cadence: { every: "cron", expression: "0 9 * * 1-5" }, windowHours: 24 });
    world.actor("lee", { zone: "America/New_York" });
    const { members } = await world.team(["ana", "lee"], { schedule });
    await world.runUntil(MONDAY_MORNING + DAY_MS + HOUR_MS);
    expect((await world.rounds()).map(({ status }) => status)).toEqual(["open", "open"]);
    const history = await world.stores((stores) => stores.checkIns.listOfMembership(members[0]?.membership.id ?? "", 10));
    expect(history.map(({ status }) => status)).toEqual(["open", "closed"]);
    const [, second] = await world.rounds();
    const ana = (await world.turns(second?.id ?? "")).find(({ membershipId }) => membershipId === members[0]?.membership.id);
    expect(ana).toMatchObject({ state: "asked", checkInId: history[0]?.id });
    expect(history[0]?.roundId).toBe(second?.id);
  });

  it("leaves a walk that the member began alone, and lets it count for the round", async () => {
    const { members } = await world.team(["ana"]);
    const [ana] = members;
    if (!ana) throw new Error("a member");
    await ana.actor.says("assess");
    const own = await world.openOf(ana);
    await world.runUntil(MONDAY_MORNING + HOUR_MS);
    expect((await world.openOf(ana))?.id).toBe(own?.id);
    const [round] = await world.rounds();
    expect((await world.turns(round?.id ?? ""))[0]).toMatchObject({ state: "asked", checkInId: own?.id });
    await world.answerAll(ana);
    await world.tick();
    expect((await world.turns(round?.id ?? ""))[0]?.state).toBe("finished");
  });
});

describe("R19: a stop in the middle of a tick", () => {
  it("ends it between two members; both halves are whole, and the next tick does the rest", async () => {
    await world.team(userIds(12));
    world.clock.set(MONDAY_MORNING);
    const stopping = new AbortController();
    let worded = 0;
    const stopped: World = {
      ...world.world,
      voice(locale) {
        worded += 1;
        if (worded === 5) stopping.abort();
        return world.world.voice(locale);
      },
    };
    const { counts, failures } = await runDueRounds(stopped, { signal: stopping.signal });
    const asked = counts.asked ?? 0;
    expect(failures).toEqual([]);
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(12);
    const [round] = await world.rounds();
    const turns = await world.turns(round?.id ?? "");
    expect(turns.filter(({ state, checkInId }) => state === "asked" && checkInId !== undefined)).toHaveLength(asked);
    expect(turns.filter(({ state }) => state === "due")).toHaveLength(12 - asked);
    expect(await world.queued()).toHaveLength(asked);

    await world.tick();
    const arrived = await world.arrived("check-in");
    expect(arrived).toHaveLength(12);
    expect(new Set(arrived.map(({ to }) => to)).size).toBe(12);
  });

  it("begins nothing where it came before", async () => {
    await world.team(["ana"]);
    world.clock.set(MONDAY_MORNING);
    expect(await runDueRounds(world.world, { signal: AbortSignal.abort() })).toEqual({ counts: {}, failures: [] });
    expect(await world.rounds()).toEqual([]);
  });
});

describe("what stays due whatever is done", () => {
  it("is tried three times in a tick, told as a failure, and holds up nothing else", async () => {
    await world.team(["ana"]);
    world.clock.set(MONDAY_MORNING);
    const { storage } = world.world;
    const work: typeof storage.work = (task) =>
      storage.work((stores) => {
        const listDue = async (now: number, limit: number) => ["stuck", ...(await stores.teams.listDue(now, limit))];
        return task({ ...stores, teams: { ...stores.teams, listDue } });
      });
    const { failures, counts } = await runDueRounds({ ...world.world, storage: { ...storage, work } });
    expect(failures.map(({ of, id }) => [of, id])).toEqual([["team", "stuck"]]);
    expect(counts).toEqual({ opened: 1, asked: 1 });
  });
});

describe("one team's failure", () => {
  it("never stops another's turn, and is tried again", async () => {
    await world.team(["ana"], { id: "team-1" });
    await world.team(["ben"], { id: "team-2", channelId: "c-2", name: "Second" });
    // The first team's edition is lost: planning its agenda fails.
    await world.stores(async (stores) => {
      const team = await stores.teams.find("team-1");
      if (team) await stores.teams.save({ ...team, edition: "lost@9", revision: team.revision + 1 });
    });
    world.clock.set(MONDAY_MORNING);
    const { failures } = await world.tick();
    expect(failures.map(({ of }) => of)).toEqual(["turn"]);
    expect((await world.arrived("check-in")).map(({ to }) => to)).toEqual(["ben"]);
    await world.stores(async (stores) => {
      const team = await stores.teams.find("team-1");
      if (team) await stores.teams.save({ ...team, edition: world.world.edition, revision: team.revision + 1 });
    });
    expect((await world.tick()).failures).toEqual([]);
    expect((await world.arrived("check-in")).map(({ to }) => to)).toEqual(["ben", "ana"]);
  });
});
