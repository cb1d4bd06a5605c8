/** Standing and digest of the same team, alone in its database and among a hundred. */
import { join } from "node:path";
import type { Work } from "../../src/app/call.ts";
import { loadStanding } from "../../src/app/standing/load-standing.ts";
import { buildDigestNow } from "../../src/app/standing/post-digest.ts";
import type { Round } from "../../src/core/schedule/round.ts";
import type { Team } from "../../src/core/team.ts";
import { DAY_MS, HOUR_MS } from "../../src/core/time.ts";
import { plantAnswers } from "../data/answers.ts";
import { type BenchBot, NOW, openBot, withFolder } from "../data/bot.ts";
import { plantTeams, type Size, teamId } from "../data/seed.ts";
import { atMost, type Result, toFigure } from "../report/result.ts";
import { ratiosOf, takeTurns } from "../report/turns.ts";
import type { RowOptions } from "../scale.ts";

const MEMBERS = 8;
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

type Sizes = { readonly answersEach: number; readonly neighbours: number };
type Task = (work: Work, team: Team) => Promise<unknown>;

/** A row of its own for each task, over databases of their own. */
function benchTask(what: string, task: Task): (options: RowOptions) => Promise<readonly Result[]> {
  return ({ scale }) =>
    withFolder(async (folder) => {
      const sizes: Sizes = scale.isShort ? { answersEach: 400, neighbours: 5 } : { answersEach: 10_000, neighbours: 100 };
      const few = await plant(join(folder, "few.db"), { teams: 1, membersEach: MEMBERS }, sizes.answersEach);
      const many = await plant(join(folder, "many.db"), { teams: sizes.neighbours, membersEach: MEMBERS }, sizes.answersEach);
      const { left, right } = await takeTurns(sideOf(many, task), sideOf(few, task), scale);
      await few.storage.close();
      await many.storage.close();
      const count = (answers: number) => `${answers.toLocaleString("en")} answers`;
      const [all, own] = [count(sizes.answersEach * sizes.neighbours), count(sizes.answersEach)];
      const figures = [
        toFigure(
          `among ${all}`,
          "ms",
          left.map(({ ms }) => ms),
        ),
        toFigure(
          `among ${own}`,
          "ms",
          right.map(({ ms }) => ms),
        ),
        toFigure(
          "many / few",
          "×",
          ratiosOf(
            left.map(({ ms }) => ms),
            right.map(({ ms }) => ms),
          ),
          atMost(AIM),
        ),
        toFigure(
          "CPU, many / few",
          "×",
          ratiosOf(
            left.map(({ cpuMs }) => cpuMs),
            right.map(({ cpuMs }) => cpuMs),
          ),
        ),
      ];
      return [{ what, size: `a team of ${MEMBERS} with ${own}, alone and among ${sizes.neighbours} teams`, figures }];
    });
}

export const benchStanding = benchTask("The standing of a team", (work, team) => loadStanding(work, team, NOW));
export const benchDigest = benchTask("The digest of a team", (work, team) => buildDigestNow(work, team, ROUND));

async function plant(path: string, size: Size, answersEach: number): Promise<BenchBot> {
  const bot = await openBot(path);
  await plantTeams(bot, size);
  await plantAnswers(bot, size, answersEach);
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

function sideOf({ storage, world }: BenchBot, task: Task) {
  return {
    run: () =>
      storage.work(async (stores) => {
        const team = await stores.teams.find(ROUND.teamId);
        if (!team) throw new Error("the team is gone");
        return task({ stores, world, now: NOW }, team);
      }),
  };
}
