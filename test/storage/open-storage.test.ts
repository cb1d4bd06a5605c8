import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { openStorage } from "../../src/storage/open-storage.ts";
import { withStorage } from "../helpers/storage.ts";
import { aWorkspace } from "../helpers/team.ts";

test("an empty file gets every table, all of them strict", () =>
  withStorage(async ({ storage }) => {
    const file = new Database(storage.path, { readonly: true });
    const tables = file.prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").pluck();
    const strict = file.prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 1").pluck();
    expect(tables.all()).toEqual(strict.all());
    expect(tables.all()).toContain("answers");
    file.close();
  }));

test("what was kept is there after reopening, and no migration runs twice", () =>
  withStorage(async ({ storage, reopen }) => {
    await storage.work((stores) => stores.workspaces.save(aWorkspace()));
    await storage.close();
    const again = await reopen();
    expect(again.migrated).toEqual([]);
    expect(await again.work((stores) => stores.workspaces.find("workspace-1"))).toEqual(aWorkspace());
  }));

test.each(["postgres://localhost/speedboat", "mysql://localhost", "speedboat.db", "sqlite:"])(
  "%s is refused as unsupported",
  async (url) => {
    await expect(openStorage({ url })).rejects.toMatchObject({ code: "database-unsupported" });
  },
);

test("a refusal names the scheme and nothing that could be secret", async () => {
  const refusal = openStorage({ url: "postgres://user:secret@localhost/speedboat" });
  await expect(refusal).rejects.toMatchObject({ values: { scheme: "postgres" } });
});

test("a database of a newer program is refused and left as it was", () =>
  withStorage(async ({ storage, url }) => {
    await storage.close();
    const file = new Database(storage.path);
    file.prepare("INSERT INTO migrations (number, name, applied_at) VALUES (999, 'future', '')").run();
    file.close();
    await expect(openStorage({ url })).rejects.toMatchObject({ code: "database-newer", values: { database: 999 } });
  }));

test("a folder that does not exist yet is made", () =>
  withStorage(async ({ folder }) => {
    const storage = await openStorage({ url: `sqlite:${join(folder, "deep", "er", "speedboat.db")}` });
    await storage.close();
    expect(storage.path).toBe(join(folder, "deep", "er", "speedboat.db"));
  }));

test("closing twice changes nothing, and work after it is refused", () =>
  withStorage(async ({ storage }) => {
    await storage.close();
    await storage.close();
    await expect(storage.work(async () => 1)).rejects.toThrow("closed");
  }));
