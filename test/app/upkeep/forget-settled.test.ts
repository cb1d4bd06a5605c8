import { afterEach, beforeEach, expect, test } from "vitest";
import type { OutboxItem, OutboxStatus } from "../../../src/app/ports/outbox-store.ts";
import { forgetSettled } from "../../../src/app/upkeep/forget-settled.ts";
import { putTeam } from "../../helpers/example-team.ts";
import { aWorld, type TestWorld } from "../../helpers/world.ts";

let world: TestWorld;
beforeEach(async () => {
  world = await aWorld();
  await world.stores(async ({ inbox, posts, outbox }) => {
    await inbox.claim("event-1", world.clock.now());
    await posts.save({
      id: "post-1",
      target: { to: "channel", workspaceId: "w-1", channelId: "c-1" },
      workspaceId: "w-1",
      purpose: "digest",
      subjectId: "round-1",
      createdAt: world.clock.now(),
    });
    await outbox.add(anItem("sent"));
    await outbox.add(anItem("pending"));
  });
});
afterEach(() => world.close());

function anItem(status: OutboxStatus): OutboxItem {
  return {
    id: status,
    postId: "post-1",
    workspaceId: "w-1",
    lane: "channel:w-1:c-1",
    operation: "post",
    urgency: "personal",
    message: { locale: "en", summary: "", elements: [] },
    unsolicited: false,
    notBefore: world.clock.now(),
    status,
    attempt: 1,
    createdAt: world.clock.now(),
  };
}

const find = (id: string) => world.stores(({ outbox }) => outbox.find(id));
/** Claims it, so asked once. */
const isForgotten = (key: string) => world.stores(({ inbox }) => inbox.claim(key, world.clock.now()));

test("what was sent and which events were handled stay for thirty days", async () => {
  world.clock.advance({ days: 30 });
  expect(await forgetSettled(world.world)).toBe(true);
  expect(await find("sent")).toBeDefined();
  expect(await isForgotten("event-1")).toBe(false);
});

test("after that they are forgotten, and what still waits is kept", async () => {
  world.clock.advance({ days: 30, minutes: 1 });
  await forgetSettled(world.world);
  expect(await find("sent")).toBeUndefined();
  expect(await find("pending")).toBeDefined();
  expect(await isForgotten("event-1")).toBe(true);
});

test("one process does it, once a day", async () => {
  const done = await Promise.all([forgetSettled(world.world), forgetSettled(world.world)]);
  expect(done.filter(Boolean)).toHaveLength(1);
  world.clock.advance({ hours: 1 });
  expect(await forgetSettled(world.world)).toBe(false);
  world.clock.advance({ days: 1 });
  expect(await forgetSettled(world.world)).toBe(true);
});

test("a database that refuses is told to the log alone", async () => {
  const errors: unknown[] = [];
  const storage = { work: () => Promise.reject(new Error("read-only")) };
  const log = { info: () => {}, warn: () => {}, error: (values: unknown) => errors.push(values) };
  expect(await forgetSettled({ ...world.world, storage }, { log })).toBe(false);
  expect(errors).toHaveLength(1);
});

test("a workspace that removed the bot finds everything again for ninety days, and nothing after them", async () => {
  await putTeam(world, ["ana"]);
  const uninstalledAt = world.clock.now();
  await world.stores((stores) => stores.workspaces.save({ ...world.workspace, uninstalledAt }));
  const team = () => world.stores((stores) => stores.teams.find("team-1"));
  world.clock.advance({ days: 90 });
  await forgetSettled(world.world);
  expect(await team()).toBeDefined();
  world.clock.advance({ days: 1 });
  await forgetSettled(world.world);
  expect(await team()).toBeUndefined();
});

test("a workspace that came back keeps what it has", async () => {
  await putTeam(world, ["ana"]);
  world.clock.advance({ days: 365 });
  await forgetSettled(world.world);
  expect(await world.stores((stores) => stores.teams.find("team-1"))).toBeDefined();
});
