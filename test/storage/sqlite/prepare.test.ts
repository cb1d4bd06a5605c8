/** Queries that are built once and asked with other values each time. */
import Database from "better-sqlite3";
import { beforeEach, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src/storage/migrations/all.ts";
import { migrate } from "../../../src/storage/migrations/migrate.ts";
import { prepare, Db } from "../../../src/storage/sqlite/unit-driver.ts";

let connection: Database.Database;
let db: Db;

beforeEach(() => {
  connection = new Database(":memory:");
  migrate(connection, MIGRATIONS);
  db = new Db(connection);
  connection.exec("BEGIN");
});

const insert = () => prepare(db, (row: { key: string; value: string }) => db.insertInto("settings").values(row));
const byValue = () =>
  prepare(db, ({ value, limit }: { value: string; limit: number }) =>
    db.selectFrom("settings").selectAll().where("value", "=", value).where("key", "!=", "hidden").orderBy("key").limit(limit),
  );

test("each call has its own values, in the order that the query wants them", () => {
  const { run } = insert();
  expect([run({ key: "a", value: "x" }), run({ value: "x", key: "b" }), run({ key: "c", value: "y" })]).toEqual([1, 1, 1]);
  const { all, first } = byValue();
  expect(all({ value: "x", limit: 9 }).map(({ key }) => key)).toEqual(["a", "b"]);
  expect(all({ value: "x", limit: 1 }).map(({ key }) => key)).toEqual(["a"]);
  expect([first({ value: "y", limit: 1 })?.key, first({ value: "z", limit: 1 })]).toEqual(["c", undefined]);
});

test("what the query says itself holds for every call", () => {
  const { run } = insert();
  for (const key of ["hidden", "seen"]) run({ key, value: "x" });
  expect(
    byValue()
      .all({ value: "x", limit: 9 })
      .map(({ key }) => key),
  ).toEqual(["seen"]);
});

test("a query is built once", () => {
  let built = 0;
  const byKey = prepare(db, ({ key }: { key: string }) => {
    built += 1;
    return db.selectFrom("settings").selectAll().where("key", "=", key);
  });
  for (const key of ["a", "b", "c"]) byKey.first({ key });
  expect(built).toBe(1);
});

test("values that were not prepared are refused", () => {
  const { run } = prepare(db, (row: { key: string; value: string; more?: string }) =>
    db.insertInto("settings").values({ key: row.key, value: row.value }),
  );
  run({ key: "a", value: "x" });
  expect(() => run({ key: "b", value: "y", more: "z" })).toThrow("other values");
});

test("outside of a unit of work nothing is asked", () => {
  const { first } = byValue();
  first({ value: "x", limit: 1 });
  connection.exec("COMMIT");
  expect(() => first({ value: "x", limit: 1 })).toThrow("outside its unit of work");
});

test("a key that somebody took first is a lost race", () => {
  const { run } = insert();
  run({ key: "a", value: "x" });
  expect(() => run({ key: "a", value: "y" })).toThrow(expect.objectContaining({ code: "lost-race" }));
});
