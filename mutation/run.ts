/**
 * `npm run test:mutation -- [core|delivery|privacy] [folders and files] [--static] [--force]`: changes the code in small ways, one
 * at a time, and says which changes no test notices. Without an area it runs all three, one after the other. The score of a
 * whole area is kept in `mutation/scores.json`.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { AREAS, type Area } from "./areas.ts";
import { recordScore } from "./record-score.ts";

const OUT = "out/mutation";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Also changes what runs once, when a file is loaded: each costs a run of all tests. */
    static: { type: "boolean", default: false },
    /** Tries again what the last run tried already. */
    force: { type: "boolean", default: false },
    concurrency: { type: "string", default: "1" },
  },
});
const [named, ...chosen] = positionals;
const areas = Object.entries(AREAS).filter(([name]) => named === undefined || name === named);
if (areas.length === 0) throw new RangeError(`"${named}" is none of ${Object.keys(AREAS).join(", ")}`);
for (const [name, area] of areas) await measure(name, area);

async function measure(name: string, { code }: Area): Promise<void> {
  const mutate = listSources().filter((path) => code.test(path) && isChosen(path));
  if (mutate.length === 0) throw new RangeError(`the area ${name} has no file under ${chosen.join(" or ")}`);
  process.env.MUTATION_AREA = name;
  await new Stryker({
    mutate,
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "mutation/vitest.config.ts", related: false },
    // Stryker would rewrite it with the TypeScript API, which TypeScript 7 no longer has; vitest reads none of it.
    tsconfigFile: "none",
    coverageAnalysis: "perTest",
    ignoreStatic: !values.static,
    concurrency: Number(values.concurrency),
    // Wide, since a busy machine makes every test slow; a loop without an end is found by counting.
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 30,
    incremental: true,
    incrementalFile: `${OUT}/${name}.json`,
    force: values.force,
    tempDirName: `${OUT}/sandbox`,
    ignorePatterns: ["dist", "dist-*", "out", "*.db*"],
    reporters: ["clear-text", "progress-append-only", "html"],
    htmlReporter: { fileName: `${OUT}/${name}.html` },
    clearTextReporter: { logTests: false, reportTests: false },
  }).runMutationTest();
  if (chosen.length === 0) recordScore(name, `${OUT}/${name}.json`);
}

function isChosen(path: string): boolean {
  return chosen.length === 0 || chosen.some((each) => path.startsWith(each));
}

function listSources(): readonly string[] {
  const names = readdirSync("src", { recursive: true, encoding: "utf8" });
  return names.map((path) => join("src", path).replaceAll("\\", "/")).sort();
}
