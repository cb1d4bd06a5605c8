/** How units of work share commits, and what happens when a commit itself fails. */
import Database from "better-sqlite3";
import { beforeEach, expect, test } from "vitest";
import { createUnitQueue, type UnitQueue } from "../../../src/storage/sqlite/unit-queue.ts";

let connection: Database.Database;
let executed: string[];
let failOn: string | undefined;
let queue: UnitQueue;

beforeEach(() => {
  connection = new Database(":memory:");
  connection.exec("CREATE TABLE kept (value TEXT PRIMARY KEY)");
  executed = [];
  failOn = undefined;
  queue = createUnitQueue({
    get inTransaction() {
      return connection.inTransaction;
    },
    exec(sql) {
      executed.push(sql);
      if (sql === failOn) throw new Error(`${sql} failed`);
      return connection.exec(sql);
    },
  });
});

const keep = (value: string) => queue.run(async () => void connection.prepare("INSERT INTO kept VALUES (?)").run(value));
/** Each in a turn of the event loop of its own, before the queue has its turn. */
const comeTurnByTurn = (values: readonly string[]) =>
  new Promise<unknown>((resolve) => {
    const all: Promise<void>[] = [];
    const next = (): void => {
      const value = values[all.length];
      if (value === undefined) resolve(Promise.all(all));
      else {
        setImmediate(next);
        all.push(keep(value));
      }
    };
    setImmediate(next);
  });
const kept = () => connection.prepare("SELECT value FROM kept ORDER BY value").pluck().all();
const count = (sql: string) => executed.filter((statement) => statement === sql).length;

test("units that arrive together share one commit", async () => {
  await Promise.all(["a", "b", "c"].map(keep));
  expect(kept()).toEqual(["a", "b", "c"]);
  expect([count("BEGIN IMMEDIATE"), count("SAVEPOINT unit"), count("COMMIT")]).toEqual([1, 3, 1]);
});

test("units that come in the turns right after share the commit", async () => {
  await comeTurnByTurn(["a", "b", "c"]);
  expect([kept(), count("COMMIT")]).toEqual([["a", "b", "c"], 1]);
});

test("a stream without a pause is committed on the way", async () => {
  await comeTurnByTurn(Array.from({ length: 30 }, (_, index) => String(index)));
  expect(count("COMMIT")).toBeGreaterThan(3);
});

test("nobody is told before the commit", async () => {
  const told: boolean[] = [];
  await Promise.all(["a", "b"].map((value) => keep(value).then(() => told.push(executed.includes("COMMIT")))));
  expect(told).toEqual([true, true]);
});

test("units run in the order in which they came", async () => {
  const order: number[] = [];
  await Promise.all([0, 1, 2, 3].map((index) => queue.run(async () => void order.push(index))));
  expect(order).toEqual([0, 1, 2, 3]);
});

test("when the commit fails everybody who shared it is told, and nothing is kept", async () => {
  failOn = "COMMIT";
  const settled = await Promise.allSettled(["a", "b"].map(keep));
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(kept()).toEqual([]);
  failOn = undefined;
  await keep("c");
  expect(kept()).toEqual(["c"]);
});

test("when no transaction can begin all that wait are told, and the next try works", async () => {
  failOn = "BEGIN IMMEDIATE";
  const settled = await Promise.allSettled(["a", "b"].map(keep));
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  failOn = undefined;
  await keep("c");
  expect(kept()).toEqual(["c"]);
});

test("when the database ends the transaction by itself the whole batch is told, and later units begin anew", async () => {
  const breaking = async () => {
    connection.exec("ROLLBACK");
    throw new Error("disk full");
  };
  const settled = await Promise.allSettled([keep("before"), queue.run(breaking), keep("after")]);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
  expect(kept()).toEqual(["after"]);
});

test("a long queue lets the event loop have its turn", async () => {
  let turns = 0;
  const ticking = setInterval(() => {
    turns += 1;
  }, 1);
  const spin = (ms: number) => {
    const end = performance.now() + ms;
    while (performance.now() < end);
  };
  await Promise.all(Array.from({ length: 30 }, () => queue.run(async () => spin(5))));
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(2);
  expect(count("COMMIT")).toBeGreaterThan(2);
});

test("closing waits for what was begun and refuses what comes after", async () => {
  const begun = keep("a");
  const closing = queue.close();
  await expect(keep("b")).rejects.toThrow("closed");
  await Promise.all([begun, closing]);
  expect(kept()).toEqual(["a"]);
});

test("a unit may be begun from a timer that another unit started", async () => {
  let later: Promise<string> = Promise.resolve("");
  await queue.run(async () => {
    later = new Promise<void>((resolve) => setTimeout(resolve, 5)).then(() => queue.run(async () => "done"));
  });
  expect(await later).toBe("done");
});

test("a unit that waits for more than the database is given up and undone, and the next goes on", async () => {
  const slow = queue.run(async () => {
    connection.prepare("INSERT INTO kept VALUES ('slow')").run();
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
  const next = keep("next");
  await expect(slow).rejects.toThrow("more than the database");
  await next;
  expect(kept()).toEqual(["next"]);
});
