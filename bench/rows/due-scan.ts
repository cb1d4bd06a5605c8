/** A tick of the unattended bot with many teams against few, where the same number is due. */
import { join } from "node:path";
import Database from "better-sqlite3";
import { type DueReport, runDueRounds } from "../../src/app/rounds/run-due-rounds.ts";
import { MINUTE_MS } from "../../src/core/time.ts";
import { type BenchBot, NOW, openBot, withFolder } from "../data/bot.ts";
import { plantTeams, teamId } from "../data/seed.ts";
import { atMost, type Result, toFigure } from "../report/result.ts";
import { ratiosOf, type Turns, takeTurns } from "../report/turns.ts";
import type { RowOptions } from "../scale.ts";

const MEMBERS = 3;
const DUE = 12;
const AIM = 1.2;
/** What a tick writes, in an order that no reference forbids. */
const WRITTEN = ["outbox", "posts", "turns", "check_ins", "standings", "rounds"];

export async function benchDueScan({ scale }: RowOptions): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const sizes = scale.isShort ? { few: 20, many: 100 } : { few: 100, many: 10_000 };
    const few = await plant(join(folder, "few.db"), sizes.few);
    const many = await plant(join(folder, "many.db"), sizes.many);
    const idle = await takeTurns({ run: () => tick(many, 0) }, { run: () => tick(few, 0) }, scale);
    const busy = await takeTurns(sideOf(many, sizes.many), sideOf(few, sizes.few), scale);
    await few.storage.close();
    await many.storage.close();
    const size = `${sizes.many.toLocaleString("en")} teams of ${MEMBERS} against ${sizes.few}`;
    return [
      { what: "A tick with nothing due", size, figures: describe(idle) },
      { what: `A tick that opens the rounds of ${DUE} teams`, size, figures: describe(busy) },
    ];
  });
}

async function plant(path: string, teams: number): Promise<BenchBot> {
  const bot = await openBot(path);
  await plantTeams(bot, { teams, membersEach: MEMBERS });
  return bot;
}

/** In each turn other teams are due, spread over all that there are; what the turn before wrote is taken away first. */
function sideOf(bot: BenchBot, teams: number) {
  const step = Math.floor(teams / DUE);
  return {
    isOnce: true,
    async prepare(turn: number) {
      takeAway(bot.storage.path);
      await bot.storage.work(async (stores) => {
        for (let index = 0; index < DUE; index += 1) {
          await stores.teams.setNextRoundAt(teamId((turn + index * step) % teams), NOW - 30 * MINUTE_MS);
        }
      });
    },
    run: () => tick(bot, DUE),
  };
}

function takeAway(path: string): void {
  const connection = new Database(path);
  for (const table of WRITTEN) connection.exec(`DELETE FROM ${table}`);
  connection.close();
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

function describe({ left, right }: Turns) {
  const [many, few] = [left.map(({ ms }) => ms), right.map(({ ms }) => ms)];
  const cpu = ratiosOf(
    left.map(({ cpuMs }) => cpuMs),
    right.map(({ cpuMs }) => cpuMs),
  );
  return [
    toFigure("many teams", "ms", many),
    toFigure("few teams", "ms", few),
    toFigure("many / few", "×", ratiosOf(many, few), atMost(AIM)),
    toFigure("CPU, many / few", "×", cpu),
  ];
}
