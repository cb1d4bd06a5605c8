/** Every team's standing in short, as the overview reads it: one is counted and copied for all. */
import { publishStanding } from "../../src/app/standing/publish.ts";
import type { BenchBot } from "./bot.ts";
import { fill } from "./bulk.ts";
import { type Size, teamId } from "./seed.ts";

/** Writes the standing of each team of `size`. Throws where there are no teams. */
export async function plantTeamStandings(bot: BenchBot, { teams }: Size): Promise<void> {
  const { storage, world, now } = bot;
  await storage.work(async (stores) => {
    const team = await stores.teams.find(teamId(0));
    if (!team) throw new Error("there are no teams");
    await publishStanding({ stores, world, now }, team);
  });
  fill(storage.path, ({ copier }) => {
    const copy = copier("team_standings", ["team_id"]);
    for (let team = 1; team < teams; team += 1) copy(teamId(team));
  });
}
