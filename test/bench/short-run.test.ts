/** The bench in its short form: every row still works. Nothing is said about times, which a busy machine would break. */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resultSchema } from "../../bench/report/result.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const CACHE = join(ROOT, "node_modules", ".cache");
/** Starts the program a dozen times. */
const LONG_MS = 300_000;

let folder: string;

beforeAll(async () => {
  await mkdir(CACHE, { recursive: true });
  folder = await mkdtemp(join(CACHE, "speedboat-bench-"));
  await run(join(ROOT, "node_modules", ".bin", "tsc"), ["-p", join(ROOT, "tsconfig.bench.json"), "--outDir", folder]);
}, LONG_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the bench", () => {
  it(
    "gives finite figures with their sizes in every row",
    async () => {
      const out = await run(process.execPath, [join(folder, "bench", "run.js"), "--short", "--json"]);
      const { rows } = JSON.parse(out);
      const names = rows.map(({ row }: { row: string }) => row);
      expect(names).toEqual([
        ...[
          "answer",
          "command",
          "latency",
          "beside",
          "send",
          "step",
          "standing",
          "digest",
          "due",
          "catalogue",
          "start",
          "memory",
        ],
      ]);
      for (const { row, results } of rows) {
        const parsed = resultSchema.array().nonempty().parse(results);
        for (const { size, figures } of parsed) {
          expect(size, row).not.toBe("");
          expect(figures.length, row).toBeGreaterThan(0);
          for (const { name, values } of figures) expect(values.every(Number.isFinite), `${row}: ${name}`).toBe(true);
        }
      }
    },
    LONG_MS,
  );
});

/** Resolves to the standard output. Rejects with everything that was said when it did not end well. */
function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] });
    let [out, err] = ["", ""];
    child.stdout.on("data", (part) => {
      out += part;
    });
    child.stderr.on("data", (part) => {
      err += part;
    });
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(out) : reject(new Error(`ended with ${code}: ${out}${err}`))));
  });
}
