/** Copies of a database in use, and the way back. */
import { copyFile, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { openStorage, type SqliteStorage } from "../../../src/storage/open-storage.ts";
import { backupFile, restoreFrom } from "../../../src/storage/sqlite/backup.ts";
import { keepTeam } from "../../contract/stores/harness.ts";
import { type TestStorage, withStorage } from "../../helpers/storage.ts";
import { aTeam } from "../../helpers/team.ts";

const BIG = "x".repeat(20_000);

async function fill(storage: SqliteStorage, settings: number): Promise<void> {
  await storage.work(keepTeam);
  await storage.work(async (stores) => {
    for (let index = 0; index < settings; index += 1) await stores.settings.set(`filler-${index}`, BIG);
  });
}

/** Opens a copy, reads from it, closes it. */
async function readCopy<T>(file: string, read: (storage: SqliteStorage) => Promise<T>): Promise<T> {
  const copy = await openStorage({ url: `sqlite:${file}` });
  try {
    return await read(copy);
  } finally {
    await copy.close();
  }
}

const teamOf = (storage: SqliteStorage) => storage.work((stores) => stores.teams.find("team-1"));

test("R23: a backup ends while the program goes on writing, and is whole", () =>
  withStorage(async ({ storage, folder }) => {
    await fill(storage, 1000);
    const file = join(folder, "copy.db");
    let written = 0;
    let done = false;
    const backup = storage.backupTo(file).then(() => {
      done = true;
    });
    while (!done) {
      await storage.work((stores) => stores.settings.set("count", String(written)));
      written += 1;
    }
    await backup;
    expect(written).toBeGreaterThan(3);
    expect(await restoreFrom({ file, url: `sqlite:${join(folder, "restored.db")}` })).toMatchObject({
      schema: expect.any(Number),
    });
    await readCopy(join(folder, "restored.db"), async (restored) => {
      expect(await teamOf(restored)).toEqual(aTeam());
      expect(await restored.work((stores) => stores.settings.get("filler-999"))).toBe(BIG);
    });
    expect((await readdir(folder)).filter((name) => name.startsWith("copy"))).toEqual(["copy.db"]);
  }));

test("a backup replaces an older one of the same name", () =>
  withStorage(async ({ storage, folder }) => {
    const file = join(folder, "copy.db");
    await storage.backupTo(file);
    await storage.work(keepTeam);
    await storage.backupTo(file);
    expect(await readCopy(file, teamOf)).toEqual(aTeam());
  }));

test("a backup to a folder that is not there fails and leaves the program working", () =>
  withStorage(async ({ storage, folder }) => {
    await expect(storage.backupTo(join(folder, "nowhere", "copy.db"))).rejects.toThrow();
    await storage.work(keepTeam);
    expect(await teamOf(storage)).toEqual(aTeam());
  }));

test("R23: a backup from beside the running program is whole too", () =>
  withStorage(async ({ storage, url, folder }) => {
    await fill(storage, 10);
    await backupFile({ url, file: join(folder, "copy.db") });
    expect(await readCopy(join(folder, "copy.db"), teamOf)).toEqual(aTeam());
  }));

/** A backup with the team in it, and the database closed after it lost the team's name. */
async function backedUp({ storage, folder }: TestStorage): Promise<string> {
  const file = join(folder, "copy.db");
  await fill(storage, 20);
  await storage.backupTo(file);
  await storage.work((stores) => stores.teams.save(aTeam({ revision: 2, name: "Changed after" })));
  return file;
}

test("R23: restoring brings back what was backed up, in the place of what was there", () =>
  withStorage(async (opened) => {
    const file = await backedUp(opened);
    await opened.storage.close();
    await restoreFrom({ file, url: opened.url });
    expect(await teamOf(await opened.reopen())).toEqual(aTeam());
  }));

test("restoring in the place of a damaged database works", () =>
  withStorage(async (opened) => {
    const file = await backedUp(opened);
    await opened.storage.close();
    await writeFile(opened.storage.path, "this is no database");
    await restoreFrom({ file, url: opened.url });
    expect(await teamOf(await opened.reopen())).toEqual(aTeam());
  }));

test("restoring under a running program is refused, and changes nothing", () =>
  withStorage(async (opened) => {
    const file = await backedUp(opened);
    await expect(restoreFrom({ file, url: opened.url })).rejects.toMatchObject({ code: "database-in-use" });
    expect((await teamOf(opened.storage))?.name).toBe("Changed after");
    expect((await readdir(opened.folder)).filter((name) => name.includes(".part"))).toEqual([]);
  }));

test("a damaged copy is refused, and what was there stays", () =>
  withStorage(async (opened) => {
    const file = await backedUp(opened);
    await opened.storage.close();
    const bytes = await readFile(file);
    bytes.fill(0xff, 8192, 12_288);
    await writeFile(file, bytes);
    await expect(restoreFrom({ file, url: opened.url })).rejects.toMatchObject({ code: "database-damaged" });
    expect((await teamOf(await opened.reopen()))?.name).toBe("Changed after");
  }));

test.each([
  ["a file that is no database", (file: string) => writeFile(file, "something else entirely")],
  ["another program's database", async (file: string) => void new Database(file).exec("CREATE TABLE other (id)").close()],
])("%s is refused", (_name, make) =>
  withStorage(async ({ folder }) => {
    const file = join(folder, "other.db");
    await make(file);
    const url = `sqlite:${join(folder, "restored.db")}`;
    await expect(restoreFrom({ file, url })).rejects.toMatchObject({ code: "database-damaged" });
    await expect(stat(join(folder, "restored.db"))).rejects.toThrow("ENOENT");
  }),
);

test("a copy of a newer program is refused", () =>
  withStorage(async (opened) => {
    const file = await backedUp(opened);
    const newer = new Database(file);
    newer.prepare("INSERT INTO migrations (number, name, applied_at) VALUES (999, 'future', '')").run();
    newer.close();
    await opened.storage.close();
    await expect(restoreFrom({ file, url: opened.url })).rejects.toMatchObject({ code: "database-newer" });
  }));

test("a copy whose references are broken is refused", () =>
  withStorage(async (opened) => {
    const file = await backedUp(opened);
    const broken = new Database(file);
    broken.pragma("foreign_keys = OFF");
    broken.exec("DELETE FROM workspaces");
    broken.close();
    await opened.storage.close();
    await expect(restoreFrom({ file, url: opened.url })).rejects.toMatchObject({ code: "database-damaged" });
  }));

test("the copy itself is not touched by restoring it", () =>
  withStorage(async (opened) => {
    const file = await backedUp(opened);
    await opened.storage.close();
    await copyFile(file, `${file}.kept`);
    await restoreFrom({ file, url: opened.url });
    expect((await readFile(file)).equals(await readFile(`${file}.kept`))).toBe(true);
  }));
