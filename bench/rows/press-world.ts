/** The bot, a bare Bolt app, the fake Slack and the load, each in a process of its own, over a database of a stated size. */
import { join } from "node:path";
import Database from "better-sqlite3";
import { plantAnswers } from "../data/answers.ts";
import { type BenchBot, openBot } from "../data/bot.ts";
import { type OpenWalks, openWalks } from "../data/open-walks.ts";
import { plantTeams } from "../data/seed.ts";
import { type LoadProcess, startLoad } from "../load/load.ts";
import { SLACK_TEAM_ID, userIdOf } from "../program/names.ts";
import { type Program, slackEnvironment, startBareBolt, startProgram } from "../program/program.ts";
import { type SlackProcess, startSlackProcess } from "../program/slack-process.ts";
import type { RowOptions, Scale } from "../scale.ts";

export type WorldSize = {
  readonly teams: number;
  readonly membersEach: number;
  readonly answersEach: number;
  /** So many people have a check-in open. */
  readonly walkers: number;
};

export type PressWorld = {
  readonly ours: Program;
  readonly bare: Program;
  readonly load: LoadProcess;
  readonly slack: SlackProcess;
  readonly walks: OpenWalks;
  readonly userIds: readonly string[];
  /** How many answers the database holds beyond those that were planted. */
  readonly countAnswers: () => number;
  readonly stop: () => Promise<void>;
};

const PEOPLE_EACH = 8;

/** A company of a thousand teams; in the short run of five. */
export function sizeOf({ isShort }: Scale): WorldSize {
  return isShort
    ? { teams: 5, membersEach: PEOPLE_EACH, answersEach: 40, walkers: 40 }
    : { teams: 1_000, membersEach: PEOPLE_EACH, answersEach: 100, walkers: 1_600 };
}

export function describeSize({ teams, membersEach, answersEach }: WorldSize): string {
  const number = (value: number) => value.toLocaleString("en");
  return `${number(teams)} teams, ${number(teams * membersEach)} people, ${number(teams * answersEach)} answers before`;
}

/** Fills a database in the folder and starts everything over it. */
export async function startPressWorld(folder: string, { program }: RowOptions, size: WorldSize): Promise<PressWorld> {
  const path = join(folder, "slack.db");
  const bot = await openSlackBot(path);
  await plantTeams(bot, size);
  await plantAnswers(bot, size, size.answersEach);
  const walks = await openWalks(bot, size.walkers);
  await bot.storage.close();
  return startWorldOver({ path, program, walks, people: size.teams * size.membersEach });
}

/** The bot over a database of the Slack workspace that the programs serve; with the real time, so that no planted round falls due. */
export function openSlackBot(path: string): Promise<BenchBot> {
  return openBot(path, { now: Date.now(), platform: { platform: "slack", platformId: SLACK_TEAM_ID } });
}

export type WorldParts = {
  readonly path: string;
  readonly program: string;
  readonly walks: OpenWalks;
  readonly people: number;
};

/** Starts everything over a database that nobody else has open. */
export async function startWorldOver({ path, program, walks, people }: WorldParts): Promise<PressWorld> {
  const slack = await startSlackProcess(people);
  const ours = await startProgram({ file: program, env: slackEnvironment({ databasePath: path, apiUrl: slack.apiUrl }) });
  const bare = await startBareBolt();
  const load = startLoad();
  const before = countAnswers(path);
  return {
    ...{ ours, bare, load, slack, walks },
    userIds: Array.from({ length: people }, (_, person) => userIdOf(person)),
    countAnswers: () => countAnswers(path) - before,
    stop: async () => void (await Promise.all([ours.stop(), bare.stop(), load.stop(), slack.stop()])),
  };
}

/** Returns how many answers the database holds. */
export function countAnswers(path: string): number {
  const connection = new Database(path, { readonly: true });
  const count = connection.prepare<[], number>("SELECT count(*) FROM answers").pluck().get() ?? 0;
  connection.close();
  return count;
}
