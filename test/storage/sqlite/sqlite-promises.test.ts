/** What SQLite itself must keep: durability, append-only answers, references, and no statement outside a unit of work. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MIGRATIONS } from "../../../src/storage/migrations/all.ts";
import { migrate } from "../../../src/storage/migrations/migrate.ts";
import { assertDurable, openConnection } from "../../../src/storage/sqlite/connection.ts";
import { Db } from "../../../src/storage/sqlite/unit-driver.ts";
import { createStores } from "../../../src/storage/stores/stores.ts";
import { keepTeam } from "../../contract/stores/harness.ts";
import { openTestStorage, type TestStorage } from "../../helpers/storage.ts";
import { anAnswer } from "../../helpers/team.ts";

let opened: TestStorage;
let file: Database.Database;
beforeEach(async () => {
  opened = await openTestStorage();
  file = openConnection(opened.storage.path);
});
afterEach(async () => {
  file.close();
  await opened.dispose();
});

test("R33: a lane that is wrongly said to be due holds nothing up: the first claim puts it right", async () => {
  await opened.storage.work(keepTeam);
  const lanes = () => file.prepare("SELECT lane FROM outbox_lanes").pluck().all();
  file.exec("INSERT INTO outbox_lanes VALUES ('person:nobody', 'workspace-1', 1, 0)");
  const claim = { now: 1_000, leaseMs: 1_000, workspaceId: "workspace-1", lane: "person:nobody", urgency: "personal" } as const;
  expect(lanes()).toEqual(["person:nobody"]);
  expect(await opened.storage.work(({ outbox }) => outbox.claimFirst(claim))).toBeUndefined();
  expect(lanes()).toEqual([]);
});

describe("durability", () => {
  const settings = () => ({
    journal: file.pragma("journal_mode", { simple: true }),
    synchronous: file.pragma("synchronous", { simple: true }),
    foreignKeys: file.pragma("foreign_keys", { simple: true }),
  });
  const full = { journal: "wal", synchronous: 2, foreignKeys: 1 };

  test("R20: every commit is flushed to the disk: FULL after a write, and after reopening and a write", () => {
    file.exec("INSERT INTO settings VALUES ('a', '1')");
    expect(settings()).toEqual(full);
    file.close();
    file = openConnection(opened.storage.path);
    file.exec("INSERT INTO settings VALUES ('b', '1')");
    expect(settings()).toEqual(full);
  });

  test("R20: a connection that would not flush is refused", () => {
    file.pragma("synchronous = NORMAL");
    expect(() => assertDurable(file)).toThrow("FULL");
    expect(() => migrate(file, MIGRATIONS)).toThrow("FULL");
  });
});

describe("answers are append-only", () => {
  beforeEach(async () => {
    await opened.storage.work(async (stores) => {
      await keepTeam(stores);
      await stores.answers.append(anAnswer({ note: "a note" }));
    });
  });
  const kept = () => file.prepare("SELECT id, rating, note FROM answers").all();
  const before = [{ id: anAnswer().id, rating: 2, note: "a note" }];

  test.each([
    "UPDATE answers SET rating = 3",
    "UPDATE answers SET note = NULL",
    "UPDATE answers SET membership_id = 'ben'",
    "DELETE FROM answers",
    "DELETE FROM answers WHERE membership_id = 'ana'",
    `INSERT OR REPLACE INTO answers SELECT sequence, id, team_id, membership_id, question_id, edition, check_in_id, reply, 0, reason,
      'replaced', note_shared, evidence, at FROM answers`,
  ])("%s is refused", (statement) => {
    expect(() => file.exec(statement)).toThrow("append-only");
    expect(kept()).toEqual(before);
  });

  test("an erasure of one membership opens no other's", () => {
    file.exec("INSERT INTO erasures VALUES ('ben')");
    expect(() => file.exec("DELETE FROM answers")).toThrow("append-only");
    expect(kept()).toEqual(before);
  });

  test.each([
    "UPDATE answers SET rating = 3, note = NULL",
    "UPDATE answers SET note = 'another'",
    "UPDATE answers SET at = at + 1",
  ])("an answer that grows too old loses its note and nothing else: %s is refused", (statement) => {
    file.exec("INSERT INTO expiring_answers SELECT sequence FROM answers");
    expect(() => file.exec(statement)).toThrow("append-only");
    expect(kept()).toEqual(before);
    file.exec("UPDATE answers SET note = NULL, note_shared = NULL");
    expect(kept()).toEqual([{ id: anAnswer().id, rating: 2, note: null }]);
  });

  test("an answer that grows too old lets no other go", () => {
    file.exec("INSERT INTO expiring_answers SELECT sequence + 1 FROM answers");
    expect(() => file.exec("DELETE FROM answers")).toThrow("append-only");
    expect(() => file.exec("UPDATE answers SET note = NULL, note_shared = NULL")).toThrow("append-only");
    expect(kept()).toEqual(before);
  });

  test("no erasure stays open after somebody was forgotten", async () => {
    await opened.storage.work((stores) => stores.people.forget("person-ana", 1));
    expect(kept()).toEqual([]);
    expect(file.prepare("SELECT count(*) FROM erasures").pluck().get()).toBe(0);
  });

  test.each(["UPDATE answers SET rating = 9", "UPDATE answers SET reply = 'not-sure'"])(
    "a row of the wrong shape is refused: %s",
    (statement) => {
      file.exec("DROP TRIGGER answers_never_change");
      expect(() => file.exec(statement)).toThrow("CHECK constraint");
    },
  );
});

test("nothing that was said by somebody forgotten is left in any file", async () => {
  const canary = "canary-7b1f";
  await opened.storage.work(async (stores) => {
    await keepTeam(stores);
    await stores.answers.append(anAnswer({ note: `${canary} ${"x".repeat(6000)}`, evidence: `https://example.com/${canary}` }));
  });
  await opened.storage.work((stores) => stores.people.forget("person-ana", 1));
  file.close();
  await opened.storage.close();
  for (const name of await readdir(opened.folder)) {
    expect((await readFile(join(opened.folder, name))).includes(canary)).toBe(false);
  }
  file = openConnection(opened.storage.path);
});

test("a store that is used outside a unit of work is refused", async () => {
  const stores = createStores(new Db(file));
  await expect(stores.settings.get("a")).rejects.toThrow("outside its unit of work");
});

test("a store call that outlives its unit changes nothing", async () => {
  let late: Promise<unknown> = Promise.resolve();
  await opened.storage.work(async (stores) => {
    late = new Promise((resolve) => setTimeout(resolve, 30)).then(() => stores.settings.set("late", "1"));
    late.catch(() => undefined);
  });
  await expect(late).rejects.toThrow("outside its unit of work");
});

test("migrations are listed by their numbers, none twice, and those of the first release without a gap", () => {
  const numbers = MIGRATIONS.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)].sort((left, right) => left - right));
  expect(numbers.slice(0, 12)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
});

test("a migration with a smaller number than the newest one is applied to a database that has not seen it", () => {
  const newest = Math.max(...MIGRATIONS.map(({ number }) => number));
  const first = { number: newest + 2, name: "first", sql: "CREATE TABLE first (id TEXT)" };
  const late = { number: newest + 1, name: "late", sql: "CREATE TABLE late (id TEXT)" };
  expect(migrate(file, [...MIGRATIONS, first])).toEqual([first.number]);
  expect(migrate(file, [...MIGRATIONS, late, first])).toEqual([late.number]);
});

test("R22: a migration that fails leaves the schema of before", () => {
  const newest = Math.max(...MIGRATIONS.map(({ number }) => number));
  const failing = [...MIGRATIONS, { number: newest + 1, name: "failing", sql: "CREATE TABLE half (id TEXT); SELECT nothing" }];
  expect(() => migrate(file, failing)).toThrow("nothing");
  expect(file.prepare("SELECT max(number) FROM migrations").pluck().get()).toBe(newest);
  expect(file.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
});
