/** `npm run bench:press -- FILE`: presses at an even rate against the bot over a database of `bench:data`; `--help` tells the options. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import Database from "better-sqlite3";
import { openWalks } from "./data/open-walks.ts";
import { describeMachine, readLoad } from "./report/machine.ts";
import { printMachine, printRow } from "./report/print.ts";
import { describeTurns, type OpenTurn, pressOpenly } from "./rows/open-press.ts";
import { openSlackBot, startWorldOver } from "./rows/press-world.ts";

const HELP = `npm run bench:press -- FILE [--per-second 200] [--seconds 60] [--program dist/main.js]

  FILE          a database of bench:data that nobody has open; the answers pressed are kept in it
  --per-second  presses a second, at even distances, each at its instant whether others were answered or not
  --seconds     for how long, after five seconds of warm-up; each ten seconds are a turn`;

const WARM_UP_MS = 5_000;
const TURN_MS = 10_000;
/** Questions that somebody can answer one after the other: fewer than any member has. */
const PRESSES_EACH = 30;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      "per-second": { type: "string", default: "200" },
      seconds: { type: "string", default: "60" },
      program: { type: "string", default: "dist/main.js" },
      help: { type: "boolean", default: false },
    },
  });
  const [file] = positionals;
  if (values.help || file === undefined) return console.log(HELP);
  const [perSecond, forMs] = [Number(values["per-second"]), Number(values.seconds) * 1_000];
  if (!(perSecond > 0 && forMs > 0)) throw new Error("--per-second and --seconds are numbers above zero");
  const people = count(file, "people");
  const wanted = Math.ceil(Math.max(perSecond * 4, (perSecond * (forMs + WARM_UP_MS)) / 1_000 / PRESSES_EACH));
  if (wanted > people) throw new Error(`${wanted} people are needed for so many presses, and the database has ${people}`);
  printMachine(describeMachine());
  const load = await readLoad(1_000);
  const bot = await openSlackBot(file);
  const walks = await openWalks(bot, wanted);
  await bot.storage.close();
  const world = await startWorldOver({ path: resolve(file), program: resolve(values.program), walks, people });
  await world.load.deal("ours", { kind: "presses", ...walks }, false);
  world.bare.freeze();
  await pressOpenly(world, perSecond, WARM_UP_MS);
  const turns: OpenTurn[] = [];
  for (let done = 0; done < forMs; done += TURN_MS) {
    turns.push(await pressOpenly(world, perSecond, Math.min(TURN_MS, forMs - done)));
  }
  await world.stop();
  const size = `${people} people, ${count(file, "answers")} answers afterwards, ${perSecond} pressed a second`;
  printRow({ row: "press", load, results: [{ what: "An answer's latency", size, figures: describeTurns(turns) }] }, true);
}

function count(path: string, table: string): number {
  const connection = new Database(path, { readonly: true, fileMustExist: true });
  const found = connection.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  connection.close();
  return found;
}

await main();
