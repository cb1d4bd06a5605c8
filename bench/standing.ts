/** Standing and digest of the same team, alone in its database and among a hundred. */
import { join } from "node:path";
import type { Work } from "../src/app/call.ts";
import { buildDigestNow } from "../src/app/standing/digest-data.ts";
import { loadStanding } from "../src/app/standing/load-standing.ts";
import type { Round } from "../src/core/schedule/round.ts";
import type { Team } from "../src/core/team.ts";
import { DAY_MS, HOUR_MS } from "../src/core/time.ts";
import { type BenchBot, NOW, openBot, withFolder } from "./bot.ts";
import { compare } from "./measure.ts";
import { ms, type Result, ratio } from "./print.ts";
import { plantAnswers, plantTeams, type Size, teamId } from "./seed.ts";

const ANSWERS = 10_000;
const NEIGHBOURS = 100;
const MEMBERS = 8;
const REPETITIONS = 61;
const AIM = 1.2;

const ROUND: Round = {
  id: "round",
  teamId: teamId(0),
  number: 1,
  slot: "2026-10-26T09:00",
  opensAt: NOW - 7 * DAY_MS,
  closesAt: NOW - 5 * DAY_MS,
  closedAt: NOW - 5 * DAY_MS,
  status: "closed",
};

export async function benchStanding(): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const few = await plant(join(folder, "few.db"), { teams: 1, membersEach: MEMBERS });
    const many = await plant(join(folder, "many.db"), { teams: NEIGHBOURS, membersEach: MEMBERS });
    const standing = await race({ few, many, what: (work, team) => loadStanding(work, team, NOW) });
    const digest = await race({ few, many, what: (work, team) => buildDigestNow(work, team, ROUND) });
    await few.storage.close();
    await many.storage.close();
    return [describe("standing, 1,000,000 answers against 10,000", standing), describe("digest, the same", digest)];
  });
}

async function plant(path: string, size: Size): Promise<BenchBot> {
  const bot = await openBot(path);
  await plantTeams(bot, size);
  await plantAnswers(bot, size, ANSWERS);
  await bot.storage.work(async ({ rounds, turns, memberships }) => {
    await rounds.claim(ROUND);
    for (const { id, teamId: ofTeam, personId } of await memberships.listOfTeam(ROUND.teamId)) {
      const times = { dueAt: ROUND.opensAt, windowEndsAt: ROUND.opensAt + 48 * HOUR_MS };
      const turn = { id: `turn-${id}`, roundId: ROUND.id, teamId: ofTeam, membershipId: id, personId, ...times };
      await turns.claim({ ...turn, state: "finished", remindersSent: 0 });
    }
  });
  return bot;
}

type Race = {
  readonly few: BenchBot;
  readonly many: BenchBot;
  readonly what: (work: Work, team: Team) => Promise<unknown>;
};

function race({ few, many, what }: Race) {
  const ask = ({ storage, world }: BenchBot) => ({
    run: () =>
      storage.work(async (stores) => {
        const team = await stores.teams.find(ROUND.teamId);
        if (!team) throw new Error("the team is gone");
        return what({ stores, world, now: NOW }, team);
      }),
  });
  return compare(ask(many), ask(few), REPETITIONS);
}

function describe(what: string, { left, right }: { readonly left: number; readonly right: number }): Result {
  const value = left / right;
  const aim = { text: `≤ ${AIM} ×`, met: value <= AIM };
  return { what, value: ratio(value), aim, detail: `${ms(left)} against ${ms(right)}` };
}
