/** How soon an answer is acknowledged while the bot does something long for somebody else, by turns with nothing of the kind. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { commandOf } from "../../fakes/slack/client.ts";
import { plantAnswers } from "../data/answers.ts";
import { withFolder } from "../data/bot.ts";
import { plantLargeTeam } from "../data/large-team.ts";
import { openWalks } from "../data/open-walks.ts";
import { plantTeams } from "../data/seed.ts";
import { plantTeamStandings } from "../data/team-standings.ts";
import { createConnection } from "../load/connection.ts";
import { SLACK_TEAM_ID } from "../program/names.ts";
import type { Result } from "../report/result.ts";
import type { RowOptions, Scale } from "../scale.ts";
import { describeTurns, type OpenTurn, pressOpenly } from "./open-press.ts";
import { openSlackBot, type PressWorld, startWorldOver } from "./press-world.ts";

/** Each is sent a monthly overview in the first minutes, which the warm-up does not wait for. */
const LEADS = 20;
/** On a quiet machine. */
const P99_AIM_MS = 20;

/** Begins something long again and again; the function that it returns stops, and resolves to how often it was done. */
type Disturbance = () => () => Promise<number>;

type BesideWorld = { readonly world: PressWorld; readonly path: string; readonly crowd: readonly string[] };

/** Rejects unless every acknowledged answer was kept, and each of the long things was done at least once. */
export async function benchBeside(options: RowOptions): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const { scale, program } = options;
    const size = sizeOf(scale);
    const started = await start(folder, options);
    const { world, path, crowd } = started;
    const cli = join(dirname(program), "cli.js");
    const long: ReadonlyMap<string, Disturbance> = new Map([
      ["alone", () => async () => 1],
      [`beside overview of ${size.teams} teams`, () => keepAsking(world, "overview", crowd.slice(0, LEADS))],
      [`beside status of a team of ${size.crowd}`, () => keepAsking(world, "status", crowd)],
      ["beside backups", () => keepBackingUp(cli, path, folder)],
    ]);
    await pressOpenly(world, size.perSecond, scale.warmUpMs);
    const turns = new Map<string, OpenTurn[]>();
    for (let turn = 0; turn < scale.turns; turn += 1) {
      for (const [name, begin] of long) await disturb(name, begin);
    }
    await createConnection(world.ours.url).send(toCommand(crowd[0] ?? "", "export csv"));
    for (let turn = 0; turn < scale.turns; turn += 1) {
      await disturb(`beside an export of ${size.answers} answers, begun before`, () => async () => countExports(path));
    }
    await world.stop();
    const how = `${size.teams} teams of ${size.membersEach}, ${size.perSecond} pressed a second, counted from when each was meant to start`;
    return [...turns].map(([name, each]) => ({
      what: `An answer's latency ${name}`,
      size: how,
      figures: describeTurns(each, P99_AIM_MS),
    }));

    async function disturb(name: string, begin: Disturbance): Promise<void> {
      const before = world.countAnswers();
      const end = begin();
      const turn = await pressOpenly(world, size.perSecond, scale.turnMs * 3);
      if ((await end()) < 1) throw new Error(`nothing was done ${name}`);
      const kept = world.countAnswers() - before;
      if (kept !== turn.report.requests) throw new Error(`${turn.report.requests} answers were acknowledged and ${kept} kept`);
      turns.set(name, [...(turns.get(name) ?? []), turn]);
    }
  });
}

function sizeOf({ isShort }: Scale) {
  return isShort
    ? { teams: 5, membersEach: 8, crowd: 60, answers: 600, walkers: 40, perSecond: 40 }
    : { teams: 10_000, membersEach: 8, crowd: 400, answers: 1_000_000, walkers: 1_600, perSecond: 200 };
}

async function start(folder: string, { scale, program }: RowOptions): Promise<BesideWorld> {
  const size = sizeOf(scale);
  const path = join(folder, "slack.db");
  const bot = await openSlackBot(path);
  await plantTeams(bot, size);
  await plantAnswers(bot, size, 40);
  await plantTeamStandings(bot, size);
  const crowd = plantLargeTeam(bot, size, { members: size.crowd, answersEach: size.answers / size.crowd });
  const walks = await openWalks(bot, size.walkers);
  await bot.storage.close();
  appoint(path, crowd.slice(0, LEADS));
  const world = await startWorldOver({ path, program, walks, people: size.teams * size.membersEach + size.crowd });
  await world.load.deal("ours", { kind: "presses", ...world.walks }, false);
  world.bare.freeze();
  return { world, path, crowd };
}

/** Whoever asks for an overview leads the programme. */
function appoint(path: string, userIds: readonly string[]): void {
  const connection = new Database(path);
  const appointOne = connection.prepare(
    "UPDATE people SET programme_lead = 1 WHERE id IN (SELECT person_id FROM accounts WHERE platform_user_id = ?)",
  );
  for (const userId of userIds) appointOne.run(userId);
  connection.close();
}

function countExports(path: string): number {
  const connection = new Database(path, { readonly: true });
  const count = connection.prepare<[], number>("SELECT count(*) FROM exports").pluck().get() ?? 0;
  connection.close();
  return count;
}

const toCommand = (id: string, line: string) => commandOf({ id, teamId: SLACK_TEAM_ID, line, channel: `D${id}` });

/** One person after the other, so that nobody spends more than they may. */
function keepAsking({ ours }: PressWorld, line: string, userIds: readonly string[]): () => Promise<number> {
  return keepDoing(async (times) => {
    const connection = createConnection(ours.url);
    await connection.send(toCommand(userIds[times % userIds.length] ?? "", line));
    connection.close();
  });
}

function keepBackingUp(cli: string, path: string, folder: string): () => Promise<number> {
  return keepDoing(async (times) => {
    const env = { PATH: process.env.PATH ?? "", DATABASE_URL: `sqlite:${path}` };
    const file = join(folder, `backup-${times % 2}.db`);
    const child = spawn(process.execPath, [cli, "backup", file, "--replace"], { env, stdio: "ignore" });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`the backup ended with ${code}`);
  });
}

/** One after the other until it is told to stop; the last one is waited for. */
function keepDoing(task: (times: number) => Promise<void>): () => Promise<number> {
  let stopped = false;
  let times = 0;
  const doing = (async () => {
    do {
      await task(times);
      times += 1;
    } while (!stopped);
  })();
  return async () => {
    stopped = true;
    await doing;
    return times;
  };
}
