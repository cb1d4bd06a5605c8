/** What an overview reads: pieces of stored standings, whatever the number of teams and of answers. */
import { afterEach, describe, expect, it } from "vitest";
import type { Storage } from "../../../src/app/ports/world.ts";
import { collectOverview } from "../../../src/app/standing/collect-overview.ts";
import { findTeamStanding, publishStanding } from "../../../src/app/standing/publish.ts";
import { aTeam } from "../../helpers/team.ts";
import { aStandingWorld, type StandingWorld } from "./fixture.ts";

let opened: StandingWorld | undefined;
afterEach(() => opened?.world.close());

/** A workspace with so many teams, each with the standing of the one that answered. */
async function aProgramme(teams: number): Promise<StandingWorld> {
  const standing = await aStandingWorld();
  opened = standing;
  await standing.allRate(["ana", "ben", "cem"], 2);
  await standing.work((work) => publishStanding(work, standing.team));
  const written = await standing.work((work) => findTeamStanding(work, standing.team));
  await standing.world.stores(async (stores) => {
    for (let number = 0; number < teams; number += 1) {
      const id = `many-${String(number).padStart(5, "0")}`;
      await stores.teams.save(aTeam({ ...standing.team, id, name: `Team ${teams - number}`, channelId: id, revision: 1 }));
      const gate = { met: number, total: 10_000, passed: number === 7 };
      await stores.teamStandings.save({ ...written, teamId: id, gate });
    }
  });
  return standing;
}

describe("R34: the overview of many teams", () => {
  it("reads at most a hundred of them in a unit of work, and no answer", async () => {
    const { world } = await aProgramme(950);
    const pieces: number[] = [];
    const storage: Storage = {
      work: (task) =>
        world.world.storage.work((stores) =>
          task({
            ...stores,
            get answers(): never {
              throw new Error("no answer is read");
            },
            teamStandings: {
              ...stores.teamStandings,
              async listBriefly(query) {
                const found = await stores.teamStandings.listBriefly(query);
                pieces.push(found.length);
                return found;
              },
            },
          }),
        ),
    };
    const collected = await collectOverview(storage, "w-1", { number: 3 });
    expect(Math.max(...pieces)).toBeLessThanOrEqual(100);
    expect(pieces.reduce((sum, count) => sum + count, 0)).toBe(951);
    expect([collected.count, collected.page.items.length]).toEqual([951, 20]);
    expect([collected.page.from, collected.page.to, collected.page.pages]).toEqual([41, 60, 48]);
  });

  it("counts every team once, in the sums and among those that are ready or nearest", async () => {
    const { world } = await aProgramme(250);
    const collected = await collectOverview(world.world.storage, "w-1");
    expect(collected.ready).toEqual({ names: ["Team 243"], count: 1 });
    expect(collected.nearest?.name).toBe("Example team");
    expect(collected.sections.map(({ teams }) => teams)).toEqual(collected.sections.map(() => 251));
    expect(collected.sections[0]?.share).toBeCloseTo(2 / 3);
  });
});
