/** Ready is who can keep what comes in: a database that reads but does not write is not. */
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Log } from "../../src/app/ports/log.ts";
import { createReadiness } from "../../src/watch/readiness.ts";
import { aWorld, type TestWorld } from "../helpers/world.ts";

let world: TestWorld;
let said: string[];
const keep = (_: unknown, text: string) => void said.push(text);
const log: Log = { info: keep, warn: keep, error: keep };
beforeEach(async () => {
  world = await aWorld();
  said = [];
});
afterEach(() => world.close());

function refuseWrites(): void {
  const database = new Database(world.databasePath);
  for (const event of ["INSERT", "UPDATE"]) {
    database.exec(`CREATE TRIGGER no_${event} BEFORE ${event} ON settings BEGIN SELECT RAISE(ABORT, 'full'); END`);
  }
  database.close();
}

test("a database that takes writes is ready", async () => {
  expect(await createReadiness(world.world.storage, log)()).toBe(true);
});

test("a database that reads but refuses writes is not ready", async () => {
  refuseWrites();
  expect(await world.stores((stores) => stores.workspaces.list())).toHaveLength(1);
  expect(await createReadiness(world.world.storage, log)()).toBe(false);
});

test("asked many times at once, it writes once", async () => {
  let writes = 0;
  const isReady = createReadiness(
    {
      work(task) {
        writes += 1;
        return world.world.storage.work(task);
      },
    },
    log,
  );
  expect(await Promise.all([isReady(), isReady(), isReady()])).toEqual([true, true, true]);
  expect(writes).toBe(1);
});

test("the log says once why it is not ready, and once that it is again", async () => {
  let fails = true;
  const isReady = createReadiness(
    { work: (task) => (fails ? Promise.reject(new Error("full")) : world.world.storage.work(task)) },
    log,
  );
  const after = async (ms: number) => {
    vi.advanceTimersByTime(ms);
    return isReady();
  };
  vi.useFakeTimers({ toFake: ["performance"] });
  try {
    expect([await after(0), await after(2_000)]).toEqual([false, false]);
    fails = false;
    expect([await after(2_000), await after(2_000)]).toEqual([true, true]);
  } finally {
    vi.useRealTimers();
  }
  expect(said).toEqual(["not ready: the database takes no writes", "ready again: the database takes writes"]);
});
