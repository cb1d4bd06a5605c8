/** `npm run bench`: what Speedboat costs in time, processor and memory, beside something that does less; `--help` tells the options. */
import { fork } from "node:child_process";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { RowOrder } from "./one-row.ts";
import { createChild } from "./program/child.ts";
import { describeMachine, readLoad } from "./report/machine.ts";
import { printMachine, printRow } from "./report/print.ts";
import { resultSchema } from "./report/result.ts";
import { ROWS } from "./rows/all.ts";

const HELP = `npm run bench -- [--short] [--json] [--only ROW]… [--program FILE]

  --only ROW      this row alone; can be given more than once: ${[...ROWS.keys()].join(", ")}
  --short         small sizes and little time: proves that every row works, and judges nothing
  --json          all values of all turns instead of the table
  --program FILE  starts this file instead of dist/main.js`;

const { values: given } = parseArgs({
  options: {
    only: { type: "string", multiple: true, default: [] },
    short: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    program: { type: "string", default: "dist/main.js" },
    help: { type: "boolean", default: false },
  },
});
const unknown = given.only.find((name) => !ROWS.has(name));
if (unknown !== undefined) throw new Error(`there is no row “${unknown}”, only ${[...ROWS.keys()].join(", ")}`);

async function runRow(row: string) {
  const load = await readLoad(given.short ? 50 : 1_000);
  const startedAt = performance.now();
  const child = createChild(fork(new URL("./one-row.js", import.meta.url)), `the row “${row}”`);
  const order: RowOrder = { row, isShort: given.short, program: resolve(given.program) };
  try {
    const results = z.array(resultSchema).parse(await child.ask(order));
    return { row, load, tookS: (performance.now() - startedAt) / 1_000, results };
  } finally {
    await child.stop("SIGKILL");
  }
}

async function main(): Promise<void> {
  if (given.help) return console.log(HELP);
  const machine = describeMachine();
  const wanted = [...ROWS.keys()].filter((row) => given.only.length === 0 || given.only.includes(row));
  const rows: Awaited<ReturnType<typeof runRow>>[] = [];
  if (!given.json) printMachine(machine);
  for (const row of wanted) {
    try {
      const done = await runRow(row);
      rows.push(done);
      if (!given.json) printRow(done, !given.short);
    } catch (error) {
      console.error(`${row}: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    }
  }
  if (given.json) console.log(JSON.stringify({ machine, isShort: given.short, rows }, undefined, 2));
}

await main();
