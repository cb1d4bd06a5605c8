/** What leads hear of who seems to be gone: when they work, and are there to settle it. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { noteGroupChanged, noteLeftChannel } from "../../../src/app/news/platform-news.ts";
import { DAY_MS, HOUR_MS } from "../../../src/core/time.ts";
import type { ExampleTeam } from "../../helpers/example-team.ts";
import { MONDAY_MORNING } from "../../helpers/world.ts";
import { aRoundWorld, type RoundWorld } from "../rounds/round-world.ts";

const NIGHT = MONDAY_MORNING + 18 * HOUR_MS;
const MORNING = MONDAY_MORNING + DAY_MS;

let world: RoundWorld;
let example: ExampleTeam;
beforeEach(async () => {
  world = await aRoundWorld({ start: NIGHT });
  example = await world.team(["ana", "ben"]);
});
afterEach(() => world.close());

const leaves = () =>
  noteLeftChannel(world.world, { workspaceId: "w-1", platformUserId: "ben", channelId: "channel-1", eventKey: "left-1" });
const told = async () => (await world.arrived("notice")).map(({ to, at }) => [to, at]);

test("a lead is asked about who left by night when the day begins", async () => {
  await leaves();
  await world.runUntil(MORNING - 1);
  expect(await told()).toEqual([]);
  await world.runUntil(MORNING);
  expect(await told()).toEqual([["ana", MORNING]]);
});

test("a lead who is away is asked once they are back", async () => {
  const [ana] = example.members;
  const person = await ana?.actor.person();
  if (person) await world.stores((stores) => stores.people.save({ ...person, awayUntil: MORNING + 2 * DAY_MS - 9 * HOUR_MS }));
  await leaves();
  await world.runUntil(MORNING + 3 * DAY_MS);
  expect(await told()).toEqual([["ana", MORNING + 2 * DAY_MS]]);
});

test("by day a lead is asked at once", async () => {
  world.clock.set(MORNING + HOUR_MS);
  await leaves();
  await world.tick();
  expect(await told()).toEqual([["ana", MORNING + HOUR_MS]]);
});

test("that a user group is no more is told in the morning, too", async () => {
  const group = { teamId: "team-1", workspaceId: "w-1", groupId: "S1", handle: "platform-team", since: NIGHT };
  await world.stores((stores) => stores.groups.save(group));
  await noteGroupChanged(world.world, {
    ...{ workspaceId: "w-1", groupId: "S1", handle: "platform-team" },
    ...{ gone: true, eventKey: "gone-1" },
  });
  await world.runUntil(MORNING);
  expect(await told()).toEqual([["ana", MORNING]]);
});
