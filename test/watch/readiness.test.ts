/** Ready is who can keep what comes in: a database that reads but does not write is not. */
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createReadiness } from "../../src/watch/readiness.ts";
import { aWorld, type TestWorld } from "../helpers/world.ts";

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
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
  expect(await createReadiness(world.world.storage)()).toBe(true);
});

test("a database that reads but refuses writes is not ready", async () => {
  refuseWrites();
  expect(await world.stores((stores) => stores.workspaces.list())).toHaveLength(1);
  expect(await createReadiness(world.world.storage)()).toBe(false);
});

test("asked many times at once, it writes once", async () => {
  let writes = 0;
  const isReady = createReadiness({
    work(task) {
      writes += 1;
      return world.world.storage.work(task);
    },
  });
  expect(await Promise.all([isReady(), isReady(), isReady()])).toEqual([true, true, true]);
  expect(writes).toBe(1);
});
