/** The program as it is started: how long until it is ready, and what it holds in memory at rest. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { plantAnswers } from "../data/answers.ts";
import { withFolder } from "../data/bot.ts";
import { plantTeams } from "../data/seed.ts";
import { findFreePort, slackEnvironment, startProgram } from "../program/program.ts";
import { startSlackProcess } from "../program/slack-process.ts";
import { atMost, type Result, toFigure } from "../report/result.ts";
import { ratiosOf, takeTurns } from "../report/turns.ts";
import type { RowOptions } from "../scale.ts";
import { openSlackBot } from "./press-world.ts";

const START_AIM_MS = 500;
const MEMORY_AIM_MB = 130;
const GIVE_UP_MS = 60_000;
const MEMBERS = 8;

/** Without anything loaded into the program: from the start of the process to the first `/readyz` that says yes. */
export async function benchStart({ scale, program }: RowOptions): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const slack = await startSlackProcess(1);
    const path = (name: string) => join(folder, `${name}.db`);
    const nothing = { isOnce: true, run: async () => once(spawn(process.execPath, ["--eval", "0"]), "exit") };
    const withSlack = slackEnvironment({ databasePath: path("slack"), apiUrl: slack.apiUrl });
    const playground = await takeTurns(startSide(program, { DATABASE_URL: `sqlite:${path("playground")}` }), nothing, scale);
    const onSlack = await takeTurns(startSide(program, withSlack), nothing, scale);
    await slack.stop();
    const describe = (what: string, { left, right }: typeof onSlack): Result => ({
      what,
      size: "an empty database that was opened before",
      figures: [
        toFigure(
          "to ready",
          "ms",
          left.map(({ ms }) => ms),
          atMost(START_AIM_MS),
        ),
        toFigure(
          "a Node that does nothing",
          "ms",
          right.map(({ ms }) => ms),
        ),
        toFigure(
          "ours / nothing",
          "×",
          ratiosOf(
            left.map(({ ms }) => ms),
            right.map(({ ms }) => ms),
          ),
        ),
      ],
    });
    return [describe("A cold start, playground", playground), describe("A cold start, Slack", onSlack)];
  });
}

function startSide(program: string, env: Readonly<Record<string, string>>) {
  let running: ChildProcess | undefined;
  const end = async () => {
    if (!running || running.exitCode !== null) return;
    const ended = once(running, "exit");
    running.kill("SIGTERM");
    await ended;
  };
  let port = 0;
  return {
    isOnce: true,
    async prepare() {
      port = await findFreePort();
    },
    async run() {
      running = startPlainly(program, port, env);
      await untilReady(running, port);
    },
    after: end,
  };
}

function startPlainly(program: string, port: number, env: Readonly<Record<string, string>>): ChildProcess {
  const common = { PATH: process.env.PATH ?? "", HOST: "127.0.0.1", PORT: String(port), LOG_LEVEL: "silent" };
  return spawn(process.execPath, [program], { env: { ...common, ...env }, stdio: ["ignore", "ignore", "inherit"] });
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + GIVE_UP_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const status = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.status,
      () => undefined,
    );
    if (status === 200) return;
    await sleep(2);
  }
  child.kill("SIGKILL");
  throw new Error("the program did not become ready");
}

/** With Slack and a company's data, some seconds after the start, in several starts. */
export async function benchMemory({ scale, program }: RowOptions): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const size = { teams: scale.isShort ? 20 : 10_000, membersEach: MEMBERS };
    const answersEach = scale.isShort ? 40 : 100;
    const path = join(folder, "slack.db");
    const bot = await openSlackBot(path);
    await plantTeams(bot, size);
    await plantAnswers(bot, size, answersEach);
    await bot.storage.close();
    const slack = await startSlackProcess(1);
    const restMs = scale.isShort ? 200 : 8_000;
    const megabytes: number[] = [];
    for (let start = 0; start < Math.min(3, scale.turns); start += 1) {
      const running = await startProgram({ file: program, env: slackEnvironment({ databasePath: path, apiUrl: slack.apiUrl }) });
      await sleep(restMs);
      megabytes.push((await running.read()).residentMb);
      await running.stop();
    }
    await slack.stop();
    const number = (value: number) => value.toLocaleString("en");
    const there = `${number(size.teams)} teams of ${MEMBERS}, ${number(size.teams * answersEach)} answers`;
    const figures = [toFigure("resident", "MB", megabytes, atMost(MEMORY_AIM_MB))];
    return [{ what: "Memory at rest, Slack", size: `${there}, ${restMs / 1_000} s after the start`, figures }];
  });
}
