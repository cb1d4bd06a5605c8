/** How long the ways through the program may be. Whatever needs more raises a figure here, and its commit says why. */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSources } from "../../measure/code/source-files.ts";
import type { Structure } from "../../measure/structure.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const CACHE = join(ROOT, "node_modules", ".cache");
/** Compiling and playing two teams over a week take some ten seconds where nothing else runs. */
const LONG_MS = 600_000;

/** At most so many files are entered by an act, or follow each other by imports. */
const LIMITS = { press: 55, dueRound: 123, why: 81, chain: 22, chainAtRunTime: 18 };
const MEDIAN_LINES = 80;
const MOST_LINES = 300;

let folder: string;
let structure: Structure;

beforeAll(async () => {
  await mkdir(CACHE, { recursive: true });
  folder = await mkdtemp(join(CACHE, "speedboat-measure-"));
  await run(join(ROOT, "node_modules", ".bin", "tsc"), ["-p", "tsconfig.measure.json", "--outDir", folder]);
  structure = JSON.parse(await run(process.execPath, [join(folder, "measure", "main.js"), "--json"]));
}, LONG_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the way through the program", () => {
  it("enters no more files for a press, a due round and `why` than it may", () => {
    const { press, dueRound, why } = structure.acts;
    expect(press.files.length, press.files.join("\n")).toBeLessThanOrEqual(LIMITS.press);
    expect(dueRound.files.length, dueRound.files.join("\n")).toBeLessThanOrEqual(LIMITS.dueRound);
    expect(why.files.length, why.files.join("\n")).toBeLessThanOrEqual(LIMITS.why);
  });

  it("is really measured: each act enters the front end, the use cases and the database", () => {
    for (const { files } of [structure.acts.press, structure.acts.dueRound, structure.acts.why])
      for (const room of ["slack/", "app/", "storage/"])
        expect(files.filter((file) => file.startsWith(room)).length, room).toBeGreaterThan(0);
  });

  it("has no longer chain of imports than it may, types included, and at run time", () => {
    const { all, runTime } = structure.chains;
    expect(all.length, all.join("\n")).toBeLessThanOrEqual(LIMITS.chain);
    expect(runTime.length, runTime.join("\n")).toBeLessThanOrEqual(LIMITS.chainAtRunTime);
  });
});

describe("the files", () => {
  it("have a median of at most 80 lines, and none that somebody wrote has more than 300", () => {
    expect(structure.files.medianLines).toBeLessThanOrEqual(MEDIAN_LINES);
    const long = readSources(ROOT, ["src"]).filter(({ path, lines }) => lines > MOST_LINES && !path.endsWith("/prompt-table.ts"));
    expect(long.map(({ path, lines }) => `${path} ${lines}`)).toEqual([]);
  });
});

/** Resolves to what the command printed. Rejects with its error output where it fails. */
function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let err = "";
    child.stdout.on("data", (part) => {
      out += part;
    });
    child.stderr.on("data", (part) => {
      err += part;
    });
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(out) : reject(new Error(`${command} ended with ${code}: ${err}${out}`))));
  });
}
