/** The program started on every kind of damage: one sentence that names the mend, and no stack. */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, open, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStorage } from "../../src/storage/open-storage.ts";
import { type Compiled, compileSources, RELEASED_MAIN, runScript } from "../helpers/child.ts";

const LONG_MS = 240_000;
const PAGE = 4096;

let compiled: Compiled;
let folder: string;
beforeAll(async () => {
  compiled = await compileSources();
}, LONG_MS);
afterAll(() => compiled.remove());

/** A database of Speedboat's, closed. */
async function aDatabase(path: string): Promise<void> {
  const storage = await openStorage({ url: `sqlite:${path}` });
  await storage.work((stores) => stores.settings.set("a", "1"));
  await storage.close();
}

async function scribble(path: string, from: number, to: number): Promise<void> {
  const file = await open(path, "r+");
  await file.write(Buffer.alloc(to - from, 0xff), 0, to - from, from);
  await file.close();
}

/** Starts the program; `limit`: the largest file that it may write, in KiB, as a disk that is nearly full would. */
function startOn(path: string, limit?: number): Promise<{ readonly code: number | null; readonly said: string }> {
  const script = `${limit === undefined ? "" : `ulimit -f ${limit}; `}exec "$0" "$1"`;
  const child = spawn("bash", ["-c", script, process.execPath, RELEASED_MAIN], {
    env: { PATH: process.env.PATH, DATABASE_URL: `sqlite:${path}`, PORT: "0", LOG_LEVEL: "silent" },
    stdio: ["ignore", "ignore", "pipe"],
    timeout: 120_000,
  });
  let said = "";
  child.stderr.on("data", (part) => {
    said += part;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, said })));
}

type Damage = readonly [what: string, make: (path: string) => Promise<unknown>, told: RegExp, limit?: number];
const RESTORE = "npx speedboat restore FILE";
const DAMAGES: readonly Damage[] = [
  ["a full disk", async () => {}, /can't be written because its disk is full or failing \(.+\)\. Free some space/, 8],
  [
    "a damaged page in the middle",
    async (path) => {
      await aDatabase(path);
      await scribble(path, PAGE, 40 * PAGE);
    },
    new RegExp(`is damaged \\(.+\\)\\. Restore a backup with: ${RESTORE}`),
  ],
  [
    "a damaged first page",
    async (path) => {
      await aDatabase(path);
      await scribble(path, 100, PAGE);
    },
    new RegExp(`is damaged \\(.+\\)\\. Restore a backup with: ${RESTORE}`),
  ],
  [
    "a file that was cut off",
    async (path) => {
      await aDatabase(path);
      await truncate(path, 3 * PAGE);
    },
    new RegExp(`is damaged \\(.+\\)\\. Restore a backup with: ${RESTORE}`),
  ],
  ["a file that is no database", (path) => writeFile(path, "notes ".repeat(2_000)), /isn't a database \(.+\)\. Set another path/],
  [
    "another program's database",
    async (path) => new Database(path).exec("CREATE TABLE other (id)").close(),
    /belongs to another program and was left as it is\. Set DATABASE_URL to another path\./,
  ],
  ["a folder instead of a file", (path) => mkdir(path), /is a folder\. Add the name of a file/],
  [
    "a newer schema",
    async (path) => {
      await aDatabase(path);
      const newer = new Database(path);
      newer.prepare("INSERT INTO migrations (number, name, applied_at) VALUES (999, 'future', '')").run();
      newer.close();
    },
    /has schema 999, and this version of Speedboat knows only \d+\. Start the newer version again/,
  ],
];

describe("R38: a start", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "speedboat-damage-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(DAMAGES.map((damage, index) => [damage[0], damage, index] as const))(
    "on %s ends with one sentence that names the mend",
    async (_, [, make, told, limit], index) => {
      const path = join(folder, `${index}.db`);
      await make(path);
      const { code, said } = await startOn(path, limit);
      expect(said).toMatch(told);
      expect(said.trim().split("\n")).toHaveLength(1);
      expect([code, said.startsWith("DATABASE_URL: ")]).toEqual([1, true]);
    },
    LONG_MS,
  );

  it(
    "where this account may not write ends with one sentence that names the mend",
    async () => {
      const path = join(folder, "locked", "speedboat.db");
      await mkdir(join(folder, "locked"), { mode: 0o500 });
      // The superuser may write everywhere, so it becomes nobody first.
      const starting = `
        import { openStorage } from "./storage/open-storage.js";
        import { describeStartError } from "./start/start-error.js";
        if (process.getuid() === 0) process.setuid(65534);
        await openStorage({ url: process.env.URL_OF_FILE }).catch((error) => console.log(describeStartError(error)));`;
      const { out } = await runScript(compiled, starting, { URL_OF_FILE: `sqlite:${path}` });
      expect(out).toBe(
        `DATABASE_URL: this account may not read and write ${path} and the files beside it (EACCES). Change their owner or rights, or set another path.\n`,
      );
    },
    LONG_MS,
  );
});
