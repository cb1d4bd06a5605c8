/** A tick of the unattended bot with 10,000 teams against 100, where the same number is due. */
import { join } from "node:path";
import { type DueReport, runDueRounds } from "../src/app/rounds/run-due-rounds.ts";
import { MINUTE_MS } from "../src/core/time.ts";
import { type BenchBot, NOW, openBot, withFolder } from "./bot.ts";
import { compare, type Pair } from "./measure.ts";
import { ms, type Result, ratio } from "./print.ts";
import { plantTeams, teamId } from "./seed.ts";

const FEW = 100;
const MANY = 10_000;
const MEMBERS = 3;
const DUE = 12;
/** Every team opens one round at most. */
const REPETITIONS = FEW / DUE - 2;
const IDLE_REPETITIONS = 40;
const AIM = 1.2;

export async function benchDueScan(): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const few = await plant(join(folder, "few.db"), FEW);
    const many = await plant(join(folder, "many.db"), MANY);
    const idle = await compare({ run: () => tick(many, 0) }, { run: () => tick(few, 0) }, IDLE_REPETITIONS);
    const busy = await compare(side(many), side(few), REPETITIONS);
    await few.storage.close();
    await many.storage.close();
    return [describe(`due scan, nothing due, ${MANY} teams against ${FEW}`, idle), describe(`due scan, ${DUE} teams due`, busy)];
  });
}

async function plant(path: string, teams: number): Promise<BenchBot> {
  const bot = await openBot(path);
  await plantTeams(bot, { teams, membersEach: MEMBERS });
  return bot;
}

/** Rounds of other teams in each repetition, spread over all that there are. */
function side(bot: BenchBot) {
  return {
    prepare: (repetition: number) =>
      bot.storage.work(async ({ teams }) => {
        for (let index = 0; index < DUE; index += 1) {
          await teams.setNextRoundAt(teamId(repetition * DUE + index), NOW - 30 * MINUTE_MS);
        }
      }),
    run: () => tick(bot, DUE),
  };
}

/** Refuses to measure anything but what was meant. */
async function tick({ world }: BenchBot, due: number): Promise<void> {
  const { counts, failures }: DueReport = await runDueRounds(world, { now: NOW });
  const opened = counts.opened ?? 0;
  const asked = counts.asked ?? 0;
  if (opened !== due || asked !== due * MEMBERS || failures.length > 0) {
    throw new Error(`${opened} rounds opened and ${asked} members asked instead of ${due} and ${due * MEMBERS}`);
  }
}

function describe(what: string, { left, right }: Pair): Result {
  const value = left / right;
  const aim = { text: `≤ ${AIM} ×`, met: value <= AIM };
  return { what, value: ratio(value), aim, detail: `${ms(left)} against ${ms(right)}` };
}
