/**
 * `npm run test:soak -- --minutes 60`: so many presses a second on the real program, with what it holds sampled all the while;
 * 1 where memory, descriptors, timers or handles grow, an acknowledged answer is missing, or no card moved on.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { openWalks } from "../bench/data/open-walks.ts";
import { plantTeams } from "../bench/data/seed.ts";
import { startLoad } from "../bench/load/load.ts";
import { BOT_TOKEN } from "../bench/program/names.ts";
import { startSlackProcess } from "../bench/program/slack-process.ts";
import { countAnswers, openSlackBot } from "../bench/rows/press-world.ts";
import { type Sample, startLife } from "./program/life-process.ts";

/** What may come on top of an earlier level before it counts as growth. Connections come and go with the load's own haste. */
const SLACK: Readonly<Record<keyof Sample, number>> = {
  ...{ residentMb: 40, heapMb: 10, externalMb: 10 },
  ...{ descriptors: 10, timers: 20, handles: 20, connections: Number.POSITIVE_INFINITY },
};
/** The same of a program at rest, which holds nothing for anybody. */
const SLACK_AT_REST: Partial<typeof SLACK> = { descriptors: 2, timers: 2, handles: 2, connections: 0 };
const SAMPLES = 120;
const MEMBERS = 8;
/** Fewer than each walk has, so that nobody runs out of questions. */
const PRESSES_EACH = 40;
const WARM_MS = 10_000;
/** Connections that nobody uses are closed after five seconds on either side, and what is queued has gone out by then. */
const REST_MS = 15_000;

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "60" }, "per-second": { type: "string", default: "50" } },
});
const forMs = readPositive("minutes") * 60_000;
const perSecond = readPositive("per-second");
const folder = await mkdtemp(join(tmpdir(), "speedboat-soak-"));
const databasePath = join(folder, "soak.db");
const walkers = Math.ceil(((forMs + WARM_MS) / 1_000) * (perSecond / PRESSES_EACH)) + 4 * perSecond;
const teams = Math.ceil(walkers / MEMBERS);
const bot = await openSlackBot(databasePath);
await plantTeams(bot, { teams, membersEach: MEMBERS });
const cards = await openWalks(bot, walkers);
await bot.storage.close();
const slack = await startSlackProcess(teams * MEMBERS);
const life = await startLife({
  root: process.cwd(),
  databasePath,
  slackApiUrl: slack.apiUrl,
  slackBotToken: BOT_TOKEN,
  aheadMs: 0,
});
const load = startLoad();
try {
  if (!(await life.ready)) throw new Error(`the program did not start: ${life.said()}`);
  const url = `${life.url}/slack/events`;
  await load.deal("presses", { kind: "presses", ...cards }, false);
  const before = countAnswers(databasePath);
  const warm = await load.run({ do: "open", deck: "presses", url, forMs: WARM_MS, perSecond });
  await sleep(REST_MS);
  const atRest = await life.sample();
  const samples: Sample[] = [];
  const pressing = load.run({ do: "open", deck: "presses", url, forMs, perSecond });
  const over = pressing.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([over, sleep(forMs / SAMPLES, false)]))) samples.push(await life.sample());
  const { requests, latencyMs } = await pressing;
  const lost = warm.requests + requests - (countAnswers(databasePath) - before);
  await sleep(REST_MS);
  const growing = describeSamples(samples) + describeRest(atRest, await life.sample());
  const { edited } = await slack.countShown();
  console.log(
    `${requests} presses at ${perSecond} a second for ${forMs / 60_000} minutes: p50 ${latencyMs.p50.toFixed(1)} ms, ` +
      `p99 ${latencyMs.p99.toFixed(1)} ms, longest ${latencyMs.max.toFixed(0)} ms; ${lost} acknowledged answers missing, ${edited} cards moved on`,
  );
  process.exitCode = growing > 0 || lost !== 0 || edited === 0 ? 1 : 0;
} finally {
  life.kill();
  await Promise.all([load.stop(), slack.stop(), life.ended]);
  await rm(folder, { recursive: true, force: true });
}

/** Compares the second quarter with the last; returns how many kinds of things grew. */
function describeSamples(samples: readonly Sample[]): number {
  const quarter = Math.floor(samples.length / 4);
  let growing = 0;
  for (const kind of Object.keys(SLACK) as (keyof Sample)[]) {
    const levels = samples.map((sample) => sample[kind]);
    const [early, late] = [levels.slice(quarter, 2 * quarter), levels.slice(-quarter)].map(median);
    const isFlat = (late ?? 0) - (early ?? 0) <= SLACK[kind];
    if (!isFlat) growing += 1;
    const range = `${Math.min(...levels).toFixed(1)} to ${Math.max(...levels).toFixed(1)}`;
    console.log(`${kind}: ${(early ?? 0).toFixed(1)}, then ${(late ?? 0).toFixed(1)} (${range}), ${isFlat ? "flat" : "GROWS"}`);
  }
  return growing;
}

/** Compares the program at rest before the presses with the program at rest after them. */
function describeRest(before: Sample, after: Sample): number {
  let growing = 0;
  for (const kind of Object.keys(SLACK_AT_REST) as (keyof Sample)[]) {
    const isFlat = after[kind] - before[kind] <= (SLACK_AT_REST[kind] ?? 0);
    if (!isFlat) growing += 1;
    console.log(`${kind} at rest: ${before[kind]}, then ${after[kind]}, ${isFlat ? "flat" : "GROWS"}`);
  }
  return growing;
}

function median(levels: readonly number[]): number {
  return levels.toSorted((left, right) => left - right)[Math.floor(levels.length / 2)] ?? 0;
}

function readPositive(name: keyof typeof values): number {
  const value = Number(values[name]);
  if (!(value > 0)) throw new RangeError(`--${name} is a number above 0`);
  return value;
}
