/** The real program, killed some fifty times while people answer: what was acknowledged stands there once, and nothing went out twice. */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addFigures, countKills, type Figures, noFigures, readFigures } from "../../crash/figures.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const CACHE = join(ROOT, "node_modules", ".cache");
const KILLS = 50;
/** Two to four minutes where nothing else runs: the program starts some seventy times. */
const LONG_MS = 1_200_000;

let folder: string;
let sum: Figures;
let out: string;

beforeAll(async () => {
  await stat(join(ROOT, "dist", "main.js"));
  await mkdir(CACHE, { recursive: true });
  folder = await mkdtemp(join(CACHE, "speedboat-crash-"));
  await run(join(ROOT, "node_modules", ".bin", "tsc"), ["-p", join(ROOT, "tsconfig.crash.json"), "--outDir", folder]);
  const file = join(folder, "figures.json");
  const seed = process.env.SEED ?? "1";
  out = await run(process.execPath, [
    join(folder, "crash", "run-stories.js"),
    "--kills",
    String(KILLS),
    "--seed",
    seed,
    "--file",
    file,
  ]);
  sum = [...(await readFigures(file)).values()].reduce(addFigures, noFigures());
}, LONG_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));

const of = (row: string) => sum.violations.filter((violation) => violation.includes(` ${row}: `));

describe("the program, killed again and again", () => {
  it("dies at least fifty times, at points of many kinds, while people are told that their answers are kept", () => {
    expect(countKills(sum), out).toBeGreaterThanOrEqual(KILLS);
    expect(Object.keys(sum.kills).length, out).toBeGreaterThan(5);
    expect(sum.acknowledged, out).toBeGreaterThan(50);
    expect(sum.posted, out).toBeGreaterThan(KILLS);
  });

  it("R9: keeps every acknowledged answer exactly once, the newest current", () => {
    expect(of("R9")).toEqual([]);
    expect({ lost: sum.lost, doubled: sum.doubled }, out).toEqual({ lost: 0, doubled: 0 });
  });

  it("R13: commits no check-in without its card", () => {
    expect(of("R13")).toEqual([]);
  });

  it("R14: sends nothing twice", () => {
    expect(of("R14")).toEqual([]);
    expect(sum.doubledSends, out).toBe(0);
  });

  it("R21: stands after each death where the acknowledged commands lead, whole in every page", () => {
    expect(of("R21")).toEqual([]);
  });

  it("R23: leaves a backup that is whole, or none", () => {
    expect(of("R23")).toEqual([]);
  });

  it("R32: sends everything that was asked for once the platforms answer again, or says that it is unclear", () => {
    expect(of("R32")).toEqual([]);
  });

  it("breaks no other promise", () => {
    expect(sum.violations).toEqual([]);
  });
});

/** Ends with 0, or with 1 where promises broke: those stand in the figures. */
function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (part) => {
        text += String(part);
      });
    }
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 || code === 1 ? resolve(text) : reject(new Error(`${command} ended with ${code}: ${text}`)),
    );
  });
}
