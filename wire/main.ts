/** `npm run simulate:wire`: plays the plan over the wire, checks what the servers saw, prints the table; 1 where something broke. */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { createProgress } from "../src/cli/progress.ts";
import { runBots } from "./bots.ts";
import { checkRun } from "./checker/check.ts";
import { HOUR_MS, MEMBERS, planRun, ZONES } from "./plan.ts";
import { toTable } from "./table.ts";

const { values } = parseArgs({
  options: {
    teams: { type: "string", default: "200" },
    weeks: { type: "string", default: "26" },
    seed: { type: "string", default: "1" },
    linked: { type: "string", default: "0" },
    bots: { type: "string", default: String(availableParallelism()) },
  },
});

const plan = planRun({
  seed: readWhole("seed"),
  teams: readWhole("teams"),
  weeks: readWhole("weeks"),
  bots: readWhole("bots"),
  linked: readWhole("linked"),
});
const progress = createProgress({
  err: (text) => void process.stderr.write(text),
  watched: process.stderr.isTTY === true,
  now: () => Date.now(),
});
const startedAt = performance.now();
const run = await runBots({ plan, root: process.cwd(), onProgress: progress.report });
progress.end();
const playedMs = performance.now() - startedAt;
const rows = checkRun(plan, run.records);
const { user, system } = process.cpuUsage();
const hours = (plan.outage.to - plan.outage.from) / HOUR_MS;
console.log(
  `${plan.teams.length} teams of ${MEMBERS} and more, ${plan.people.size} people in ${ZONES.length} zones, ${plan.weeks} weeks on ${plan.bots} bots from ` +
    `${new Date(plan.start).toISOString().slice(0, 10)}, ${hours} h without the bot from ${new Date(plan.outage.from).toISOString().slice(0, 16)}Z, seed ${plan.seed}`,
);
console.log(toTable(rows));
for (const row of rows) for (const violation of row.violations.slice(0, 10)) console.log(`✗ ${row.property}: ${violation}`);
for (const complaint of run.complaints.slice(0, 10)) console.log(`! ${complaint.slice(0, 600)}`);
console.log(
  `${run.records.length} messages and acts in ${run.steps} steps, ${Math.round(playedMs / 1_000)} s played, ` +
    `${Math.round((performance.now() - startedAt) / 1_000)} s in all, ${Math.round((user + system) / 1e6)} s of processor time on ${availableParallelism()} cores`,
);
process.exitCode = rows.some(({ violations }) => violations.length > 0) || run.complaints.length > 0 ? 1 : 0;

function readWhole(name: keyof typeof values): number {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < (name === "linked" ? 0 : 1)) throw new RangeError(`--${name} is a whole number from 1`);
  return value;
}
