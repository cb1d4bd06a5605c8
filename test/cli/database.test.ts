/** migrate, backup and restore, on real files. */
import { readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MIGRATIONS } from "../../src/storage/migrations/all.ts";
import { openStorage } from "../../src/storage/open-storage.ts";
import { withEmptyFile, withStorage } from "../helpers/storage.ts";
import { aWorkspace } from "../helpers/team.ts";
import { runCommand } from "./run-command.ts";

const names = async (url: string) => {
  const storage = await openStorage({ url });
  const workspaces = await storage.work((stores) => stores.workspaces.list());
  await storage.close();
  return workspaces.map(({ name }) => name);
};

test("migrate brings an empty place to the newest schema, and says so once", () =>
  withEmptyFile(async ({ url }) => {
    const env = { DATABASE_URL: url };
    const numbers = MIGRATIONS.map(({ number }) => number).join(", ");
    expect(await runCommand("migrate", { env })).toMatchObject({
      code: 0,
      out: expect.stringContaining(`migrations ${numbers}.`),
    });
    expect(await runCommand("migrate", { env })).toMatchObject({ code: 0, out: expect.stringContaining("Nothing to do") });
  }));

test("another kind of database is refused by name", async () => {
  const { code, err } = await runCommand("migrate", { env: { DATABASE_URL: "postgres://example.com/db" } });
  expect(code).toBe(1);
  expect(err).toBe("speedboat: DATABASE_URL: only sqlite:PATH is supported so far, not postgres.\n");
});

test("a file that is no database is refused by name", () =>
  withEmptyFile(async ({ url, path }) => {
    await writeFile(path, "These are notes, and no database at all.".repeat(50));
    const { code, err } = await runCommand("migrate", { env: { DATABASE_URL: url } });
    expect(code).toBe(1);
    expect(err).toBe(
      `speedboat: ${path} isn't a database (file is not a database). Set DATABASE_URL to another path, or restore a backup with: npx speedboat restore FILE\n`,
    );
  }));

test("a team is not looked for among none", () =>
  withStorage(async ({ url }) => {
    const { err } = await runCommand(["export", "--team", "Payments"], { env: { DATABASE_URL: url } });
    expect(err).toBe("speedboat: there's no team “Payments”, and there are no other teams yet.\n");
  }));

test("a backup is made beside the running bot, and holds what was committed", () =>
  withStorage(async ({ storage, url, folder }) => {
    await storage.work((stores) => stores.workspaces.save(aWorkspace({ name: "Before" })));
    const file = join(folder, "copy.db");
    expect(await runCommand(["backup", file], { env: { DATABASE_URL: url } })).toMatchObject({ code: 0, err: "" });
    expect(await names(`sqlite:${file}`)).toEqual(["Before"]);
  }));

test("a backup never goes where there is no database, over another file unasked, or over the database itself", () =>
  withStorage(async ({ url, folder }) => {
    const env = { DATABASE_URL: url };
    const file = join(folder, "notes.txt");
    await writeFile(file, "mine");
    expect((await runCommand(["backup", file], { env })).err).toContain("already exists");
    expect(await readFile(file, "utf8")).toBe("mine");
    expect((await runCommand(["backup", file, "--replace"], { env })).code).toBe(0);
    const link = join(folder, "link.db");
    await symlink(join(folder, "speedboat.db"), link);
    for (const own of [join(folder, "speedboat.db"), link]) {
      expect((await runCommand(["backup", own, "--replace"], { env })).err).toContain("is the database itself");
    }
    const nowhere = { DATABASE_URL: `sqlite:${join(folder, "nowhere.db")}` };
    expect((await runCommand(["backup", join(folder, "x.db")], { env: nowhere })).err).toContain("there's no database at");
    await expect(stat(join(folder, "nowhere.db"))).rejects.toMatchObject({ code: "ENOENT" });
  }));

test("a restore puts the backup in place and keeps what was there under a name of its own", () =>
  withStorage(async ({ storage, url, folder }) => {
    const env = { DATABASE_URL: url };
    await storage.work((stores) => stores.workspaces.save(aWorkspace({ name: "Before" })));
    const file = join(folder, "copy.db");
    await runCommand(["backup", file], { env });
    await storage.work((stores) => stores.workspaces.save(aWorkspace({ name: "After" })));
    await storage.close();
    const { code, out } = await runCommand(["restore", file], { env });
    const kept = `${join(folder, "speedboat.db")}.before-20261102T090000Z`;
    expect(code).toBe(0);
    expect(out).toContain(kept);
    expect(await names(url)).toEqual(["Before"]);
    expect(await names(`sqlite:${kept}`)).toEqual(["After"]);
  }));

test("two restores within one second keep what each of them replaced", () =>
  withStorage(async ({ storage, url, folder }) => {
    const env = { DATABASE_URL: url };
    const file = join(folder, "copy.db");
    await runCommand(["backup", file], { env });
    await storage.work((stores) => stores.workspaces.save(aWorkspace({ name: "Worth keeping" })));
    await storage.close();
    const kept = `${join(folder, "speedboat.db")}.before-20261102T090000Z`;
    expect((await runCommand(["restore", file], { env })).out).toContain(kept);
    expect((await runCommand(["restore", file], { env })).out).toContain(`${kept}-2`);
    expect(await names(`sqlite:${kept}`)).toEqual(["Worth keeping"]);
    expect(await names(`sqlite:${kept}-2`)).toEqual([]);
  }));

test("a restore is refused while the bot has the database open, and leaves nothing behind", () =>
  withStorage(async ({ storage, url, folder }) => {
    await storage.work((stores) => stores.workspaces.save(aWorkspace({ name: "Running" })));
    const file = join(folder, "copy.db");
    await runCommand(["backup", file], { env: { DATABASE_URL: url } });
    const { code, err } = await runCommand(["restore", file], { env: { DATABASE_URL: url } });
    expect(code).toBe(1);
    expect(err).toContain("is in use");
    expect((await readdir(folder)).filter((name) => /part|before/.test(name))).toEqual([]);
    expect(await storage.work((stores) => stores.workspaces.list())).toHaveLength(1);
  }));

test.each(["damaged", "foreign"])("a %s file is refused before anything is touched", (kind) =>
  withStorage(async ({ storage, url, folder }) => {
    const file = join(folder, "copy.db");
    await runCommand(["backup", file], { env: { DATABASE_URL: url } });
    await storage.close();
    const content = await readFile(file);
    if (kind === "damaged") content.fill(7, 5000, 60_000);
    await writeFile(file, kind === "foreign" ? "not a database at all" : content);
    const before = await readFile(join(folder, "speedboat.db"));
    const { code, err } = await runCommand(["restore", file], { env: { DATABASE_URL: url } });
    expect(code).toBe(1);
    expect(err).toContain("damaged or isn't a Speedboat database");
    expect((await readFile(join(folder, "speedboat.db"))).equals(before)).toBe(true);
  }),
);

test("a backup that is not there is named", async () => {
  const { code, err } = await runCommand("restore nowhere.db", { env: { DATABASE_URL: "sqlite:other.db" } });
  expect(code).toBe(1);
  expect(err).toMatch(/nowhere\.db was not found\.\n$/);
});
