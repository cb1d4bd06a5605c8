/** The standings that were kept when rounds closed: every team answers alike, so one is computed and copied for all. */
import { loadStanding } from "../../src/app/standing/load-standing.ts";
import { opensAt, roundId } from "./answers.ts";
import type { BenchBot } from "./bot.ts";
import { fill } from "./bulk.ts";
import { type Size, teamId } from "./seed.ts";

/** How many rounds there are, and of how many of the last ones each team's standing is kept. */
export type KeptStandings = { readonly rounds: number; readonly kept: number };

/** Adds the standing of the last rounds, for each team. Throws where the rounds were not planted. */
export async function plantStandings(bot: BenchBot, { teams }: Size, { rounds, kept }: KeptStandings): Promise<void> {
  const { storage, world, now } = bot;
  await storage.work(async (stores) => {
    const team = await stores.teams.find(teamId(0));
    if (!team) throw new Error("there are no teams");
    const { standing, gate } = await loadStanding({ stores, world, now }, team, now);
    const counts = { gateMet: gate.metCount, gateTotal: gate.total };
    await stores.standings.save({ id: "standing", teamId: team.id, roundId: "round", ...counts, standing });
  });
  fill(storage.path, ({ copier }) => {
    const copy = copier("standings", ["id", "team_id", "round_id", "at"]);
    for (let round = Math.max(0, rounds - kept); round < rounds; round += 1) {
      for (let team = 0; team < teams; team += 1) {
        copy(`standing-${roundId(team, round)}`, teamId(team), roundId(team, round), opensAt(bot, rounds, round));
      }
    }
  });
}
