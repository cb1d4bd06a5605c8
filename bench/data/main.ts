/** `npm run bench:data -- FILE`: a database of a company of any size, for measuring and for trying things out; `--help` tells the options. */
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { SLACK_TEAM_ID } from "../program/names.ts";
import { plantAnswers, roundsFor } from "./answers.ts";
import { openBot } from "./bot.ts";
import { plantTeams } from "./seed.ts";
import { plantStandings } from "./standings.ts";

const HELP = `npm run bench:data -- FILE [--teams 10000] [--members 8] [--answers 10000000] [--standings 4] [--playground]

  FILE            the new database; one that is there already is refused
  --teams         how many teams
  --members       members of each team
  --answers       answers of all together, in weekly rounds of five for each member; rounded up to whole rounds
  --standings     of so many of the last rounds each team's standing is kept
  --playground    in the playground's workspace instead of the Slack workspace ${SLACK_TEAM_ID}`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      teams: { type: "string", default: "10000" },
      members: { type: "string", default: "8" },
      answers: { type: "string", default: "10000000" },
      standings: { type: "string", default: "4" },
      playground: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const [file] = positionals;
  if (values.help || file === undefined) return console.log(HELP);
  if (existsSync(file)) throw new Error(`${file} is there already`);
  const startedAt = performance.now();
  const size = { teams: toCount("teams", values.teams), membersEach: toCount("members", values.members) };
  const answersEach = toCount("answers", values.answers) / size.teams;
  const platform = values.playground ? {} : { platform: { platform: "slack", platformId: SLACK_TEAM_ID } as const };
  const bot = await openBot(file, { now: Date.now(), ...platform });
  await plantTeams(bot, size);
  await plantAnswers(bot, size, answersEach, true);
  const rounds = roundsFor(size, answersEach);
  await plantStandings(bot, size, { rounds, kept: toCount("standings", values.standings) });
  await bot.storage.close();
  const { size: bytes } = await stat(file);
  const answers = rounds * size.teams * size.membersEach * 5;
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  console.log(
    `${size.teams} teams, ${size.teams * size.membersEach} people, ${answers} answers in ${rounds} rounds: ` +
      `${(bytes / 1e6).toFixed(0)} MB, ${seconds} s`,
  );
}

function toCount(option: string, text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`--${option} is “${text}”, no whole number above zero`);
  return count;
}

await main();
