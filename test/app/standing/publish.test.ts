import Database from "better-sqlite3";
import { afterEach, describe, expect, test } from "vitest";
import { checkInFeature } from "../../../src/app/check-in/check-in-feature.ts";
import { runDueRounds } from "../../../src/app/rounds/run-due-rounds.ts";
import { runRound } from "../../../src/app/rounds/run-round.ts";
import { findTeamStanding, planPublication } from "../../../src/app/standing/publish.ts";
import { standingFeature } from "../../../src/app/standing/standing-feature.ts";
import type { TeamStanding } from "../../../src/core/standing/team-standing.ts";
import { HOUR_MS } from "../../../src/core/time.ts";
import { MONDAY_MORNING } from "../../helpers/world.ts";
import { aStandingWorld, type StandingOptions, type StandingWorld } from "./fixture.ts";

const THREE = ["ana", "ben", "cem"] as const;

let opened: StandingWorld | undefined;
const open = async (options?: StandingOptions): Promise<StandingWorld> => {
  opened = await aStandingWorld(options);
  return opened;
};
afterEach(() => opened?.world.close());

const find = (standing: StandingWorld): Promise<TeamStanding | undefined> =>
  standing.world.stores((stores) => stores.teamStandings.find(standing.team.id));
const dueAt = (standing: StandingWorld) => standing.world.stores((stores) => stores.teamStandings.dueAt(standing.team.id));
const scoreOf = (written: TeamStanding | undefined) => {
  const figures = written?.standing.whole.figures;
  return figures?.shown ? figures.score?.toFraction() : undefined;
};
const tick = (standing: StandingWorld) => runDueRounds(standing.world.world);

describe("a team's standing in short", () => {
  test("is written when a round closes and when it is sealed, with the response and the rounds before", async () => {
    const standing = await open();
    const round = await standing.round();
    for (const userId of THREE) await standing.allRate([userId], 2, { checkInId: `round-1-${userId}` });
    expect(await find(standing)).toBeUndefined();
    standing.world.clock.set(round.closesAt);
    await standing.work((work) => runRound(work, round));
    const written = await find(standing);
    expect(scoreOf(written)).toBe("2/3");
    expect(written).toMatchObject({
      at: round.closesAt,
      response: { round: 1, asked: 4, answered: 3 },
      path: [{ round: 1, at: round.closesAt }],
      gate: { passed: false },
    });
    expect(
      written?.standing.dimensions.flatMap(({ sections }) => sections).every(({ questions }) => questions.length === 0),
    ).toBe(true);
    standing.world.clock.advance({ days: 8 });
    await tick(standing);
    expect((await find(standing))?.at).toBe(standing.world.clock.now());
  });

  test("of an open team follows each answer in the same unit of work", async () => {
    const standing = await open({ team: { privacy: "open" }, features: [standingFeature, checkInFeature] });
    const [ana] = standing.actors;
    await ana?.says("checkin");
    const open1 = await standing.world.stores((stores) => stores.checkIns.findOpen("team-1-ana"));
    if (!open1 || open1.position.on !== "question") throw new Error("no question is open");
    const { questionId } = open1.position;
    await ana?.presses({
      act: "walk",
      checkInId: open1.id,
      revision: open1.revision,
      event: { do: "answer", questionId, reply: { kind: "rating", rating: 3 } },
    });
    expect(scoreOf(await find(standing))).toBe("1");
    expect(await dueAt(standing)).toBeUndefined();
  });

  test("of a private team waits for the team's hour, and while a round is open for its close", async () => {
    const standing = await open();
    await standing.allRate(THREE, 2);
    await standing.work((work) => findTeamStanding(work, standing.team));
    const written = await find(standing);
    await standing.work((work) => planPublication(work, standing.team));
    expect(await dueAt(standing)).toBe(MONDAY_MORNING + 24 * HOUR_MS);
    await tick(standing);
    expect(await find(standing)).toEqual(written);
    standing.world.clock.set(MONDAY_MORNING + 24 * HOUR_MS);
    await tick(standing);
    expect((await find(standing))?.at).toBe(MONDAY_MORNING + 24 * HOUR_MS);
    await standing.round();
    await standing.work((work) => planPublication(work, standing.team));
    standing.world.clock.advance({ hours: 24 });
    await tick(standing);
    expect((await find(standing))?.at).toBe(MONDAY_MORNING + 24 * HOUR_MS);
    expect(await dueAt(standing)).toBeUndefined();
  });

  test("is not planned for an answer of an open round, whose close publishes it, and is for a late one", async () => {
    const standing = await open({ features: [standingFeature, checkInFeature] });
    const round = await standing.round();
    const [ana] = standing.actors;
    await ana?.says("checkin");
    const answer = async (): Promise<void> => {
      const checkIn = await standing.world.stores((stores) => stores.checkIns.findOpen("team-1-ana"));
      if (checkIn?.position.on !== "question") throw new Error("no question is open");
      const { id: checkInId, position, revision } = checkIn;
      await standing.world.stores((stores) => stores.checkIns.update({ ...checkIn, roundId: round.id, revision: revision + 1 }));
      const event = { do: "answer", questionId: position.questionId, reply: { kind: "rating", rating: 3 } } as const;
      await ana?.presses({ act: "walk", checkInId, revision: revision + 1, event });
    };
    await answer();
    expect(await dueAt(standing)).toBeUndefined();
    await standing.world.stores((stores) => stores.rounds.update({ ...round, status: "closed" }));
    await answer();
    expect(await dueAt(standing)).toBe(MONDAY_MORNING + 24 * HOUR_MS);
  });

  test("is written for every team of an upgraded database with the next ticks, and then no more", async () => {
    const standing = await open();
    await standing.allRate(THREE, 1);
    const file = new Database(standing.world.databasePath);
    file.exec("DELETE FROM team_standings");
    file.exec(
      "INSERT INTO team_standings (team_id, at, gate_met, gate_total, gate_passed, due_at) VALUES ('team-1', 0, 0, 0, 0, 0)",
    );
    file.close();
    expect(await find(standing)).toBeUndefined();
    expect((await tick(standing)).counts).toEqual({ published: 1 });
    expect(scoreOf(await find(standing))).toBe("1/3");
    expect((await tick(standing)).counts).toEqual({});
  });
});
