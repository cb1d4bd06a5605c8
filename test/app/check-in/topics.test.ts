/** What the members of a large team are asked, by topics that were read once for all of them. */
import { afterEach, expect, it } from "vitest";
import { MINUTE_MS } from "../../../src/core/time.ts";
import { aFakeTeamReader } from "../../helpers/team-reader.ts";
import { aRoundWorld, type RoundWorld } from "../rounds/round-world.ts";

let opened: RoundWorld | undefined;
afterEach(() => opened?.close());

async function aRoundOf(people: number) {
  const reader = aFakeTeamReader();
  reader.find = async ({ read }) => (read === "topics" ? { splits: ["logs"], weak: [] } : undefined);
  const world = await aRoundWorld({ teamReader: reader });
  opened = world;
  const { members } = await world.team(
    Array.from({ length: people }, (_, number) => `p${number}`),
    { questionsPerRound: 5 },
  );
  return { world, reader, members };
}

it("R34: a large team's topics are read once beside the program when its round opens, not once for each member", async () => {
  const { world, reader, members } = await aRoundOf(60);
  await world.runUntil(world.clock.now() + 7 * 24 * 60 * MINUTE_MS);
  const asked = await Promise.all(members.map(world.openOf));
  expect(asked.filter(Boolean).length).toBe(60);
  const readings = reader.asked.filter(({ read }) => read === "topics").length;
  expect(readings).toBeGreaterThan(0);
  expect(readings).toBeLessThan(5);
  expect(new Set(reader.asked.map(({ read }) => read))).toEqual(new Set(["topics", "draft"]));
});

it("nothing is read beside the program for a small team", async () => {
  const { world, reader, members } = await aRoundOf(8);
  await world.runUntil(world.clock.now() + 7 * 24 * 60 * MINUTE_MS);
  expect((await Promise.all(members.map(world.openOf))).filter(Boolean)).toHaveLength(8);
  expect(reader.asked).toEqual([]);
});

it("“checkin” in a large team reads the topics first, and holds them for ten minutes", async () => {
  const { world, reader, members } = await aRoundOf(50);
  const [ana, ben, cem] = members.map(({ actor }) => actor);
  await ana?.says("checkin");
  await ben?.says("checkin");
  expect(reader.asked).toHaveLength(1);
  world.clock.advance({ minutes: 10 });
  await cem?.says("checkin");
  expect(reader.asked).toHaveLength(2);
});
