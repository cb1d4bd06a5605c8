/** The database's files: who may read them, and what happens when somebody takes them away. */
import { chmod, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStorage } from "../../../src/storage/open-storage.ts";
import { backupFile, restoreFrom } from "../../../src/storage/sqlite/backup.ts";
import { withStorage } from "../../helpers/storage.ts";

const rightsOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
const keep = (storage: { work: Awaited<ReturnType<typeof openStorage>>["work"] }) =>
  storage.work((stores) => stores.settings.set("a", "1"));

describe("R28: who may read the database's files", () => {
  let folder: string;
  let mask: number;
  beforeEach(async () => {
    mask = process.umask(0o022);
    folder = await mkdtemp(join(tmpdir(), "speedboat-rights-"));
  });
  afterEach(async () => {
    process.umask(mask);
    await rm(folder, { recursive: true, force: true });
  });

  it("is their owner alone: database, log, index, both kinds of backup, and the folders that were made for them", async () => {
    const path = join(folder, "made", "here", "speedboat.db");
    const storage = await openStorage({ url: `sqlite:${path}` });
    await keep(storage);
    await storage.backupTo(join(folder, "made", "running.db"));
    await backupFile({ url: `sqlite:${path}`, file: join(folder, "made", "beside.db") });
    const files = ["here/speedboat.db", "here/speedboat.db-wal", "here/speedboat.db-shm", "running.db", "beside.db"];
    const found = await Promise.all(files.map(async (name) => [name, await rightsOf(join(folder, "made", name))]));
    expect(found).toEqual(files.map((name) => [name, "600"]));
    expect([await rightsOf(join(folder, "made")), await rightsOf(join(folder, "made", "here"))]).toEqual(["700", "700"]);
    await storage.close();
  });

  it("is their owner alone also after a copy that others could read is restored, and of the database that was kept aside", async () => {
    const path = join(folder, "speedboat.db");
    const storage = await openStorage({ url: `sqlite:${path}` });
    await keep(storage);
    const copy = join(folder, "copy.db");
    await storage.backupTo(copy);
    await storage.close();
    for (const name of [path, copy]) await chmod(name, 0o644);
    await restoreFrom({ file: copy, url: `sqlite:${path}`, keepOldAs: `${path}.before` });
    expect([await rightsOf(path), await rightsOf(`${path}.before`)]).toEqual(["600", "600"]);
  });

  it("is tightened at the start, where an earlier version left them open", async () => {
    const path = join(folder, "speedboat.db");
    const first = await openStorage({ url: `sqlite:${path}` });
    for (const name of await readdir(folder)) await chmod(join(folder, name), 0o644);
    const second = await openStorage({ url: `sqlite:${path}` });
    await keep(second);
    for (const name of await readdir(folder)) expect([name, await rightsOf(join(folder, name))]).toEqual([name, "600"]);
    await second.close();
    await first.close();
  });
});

describe("a database file that somebody takes away under the running program", () => {
  it.each(["", "-wal"])("is noticed when speedboat.db%s is deleted: nothing is told that it was kept", (end) =>
    withStorage(async ({ storage }) => {
      await keep(storage);
      await rm(storage.path + end);
      await expect(keep(storage)).rejects.toMatchObject({ code: "database-gone", values: { what: "deleted" } });
    }),
  );

  it("is noticed when another stands in its place, and is forgiven when the first comes back", () =>
    withStorage(async ({ storage, folder }) => {
      await keep(storage);
      await rename(storage.path, join(folder, "aside.db"));
      await writeFile(storage.path, "");
      await expect(keep(storage)).rejects.toMatchObject({ code: "database-gone", values: { what: "replaced" } });
      await rename(join(folder, "aside.db"), storage.path);
      await keep(storage);
    }));
});

it("another program's database is refused before a byte of it or its rights are changed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "speedboat-foreign-"));
  const path = join(folder, "other.db");
  new Database(path).exec("CREATE TABLE other (id)").close();
  await chmod(path, 0o664);
  await expect(openStorage({ url: `sqlite:${path}` })).rejects.toMatchObject({ code: "database-foreign" });
  const other = new Database(path, { readonly: true });
  expect([other.pragma("journal_mode", { simple: true }), await rightsOf(path)]).toEqual(["delete", "664"]);
  other.close();
  await rm(folder, { recursive: true, force: true });
});
