import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { OutboxItem, OutboxStatus } from "../../../src/app/ports/outbox-store.ts";
import type { Storage } from "../../../src/app/ports/world.ts";
import { forgetSettled, REMOVED_AT_ONCE } from "../../../src/app/upkeep/forget-settled.ts";
import { putTeam } from "../../helpers/example-team.ts";
import { aRound, aTurn } from "../../helpers/round.ts";
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

const OLD_POST = {
  target: { to: "channel", workspaceId: "w-1", channelId: "c-1" },
  workspaceId: "w-1",
  purpose: "digest",
  subjectId: "round-0",
} as const;

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

test("R34: however much is old, it goes in pieces, and the log counts it in one line", async () => {
  const before = world.clock.now();
  await world.stores(async ({ inbox, outbox, posts }) => {
    for (let number = 0; number < 1_050; number += 1) {
      const id = `old-${number}`;
      await inbox.claim(id, before);
      await posts.save({ ...OLD_POST, id, createdAt: before });
      await outbox.add({ ...anItem("sent"), id, postId: id });
    }
  });
  world.clock.advance({ days: 401 });
  const lines: unknown[] = [];
  const log = { info: (values: unknown) => lines.push(values), warn: () => {}, error: (values: unknown) => lines.push(values) };
  const pieces: number[] = [];
  const connection = new Database(world.databasePath, { readonly: true });
  const rows = connection
    .prepare<[], number>("SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox) + (SELECT count(*) FROM posts)")
    .pluck();
  const storage: Storage = {
    async work(task) {
      const held = rows.get() ?? 0;
      const result = await world.world.storage.work(task);
      pieces.push(held - (rows.get() ?? 0));
      return result;
    },
  };
  expect(await forgetSettled({ ...world.world, storage }, { log })).toBe(true);
  connection.close();
  expect(Math.max(...pieces)).toBeLessThanOrEqual(REMOVED_AT_ONCE);
  expect(lines).toEqual([{ events: 1_051, messages: 1_051, posts: 1_050 }]);
});

test("turns of sealed rounds and nudges stay for 400 days, and go in pieces after them", async () => {
  const { members } = await putTeam(world, ["ana"]);
  const { id: membershipId, personId } = members[0]?.membership ?? {};
  if (membershipId === undefined || personId === undefined) throw new Error("nobody is in the team");
  const before = world.clock.now();
  const about = { teamId: "team-1", personId };
  await world.stores(async ({ rounds, turns, nudges }) => {
    for (const status of ["sealed", "open"] as const) {
      const { nextActionAt: _, ...round } = aRound({ id: status, slot: status, status });
      await rounds.claim(round);
      const { nextActionAt: __, ...turn } = aTurn({
        ...about,
        id: `turn-${status}`,
        roundId: status,
        membershipId,
        dueAt: before,
      });
      await turns.claim({ ...turn, state: "finished" });
    }
    for (let number = 0; number <= REMOVED_AT_ONCE; number += 1) {
      await nudges.add({ ...about, id: `nudge-${number}`, about: "suggestion", key: "k", questionId: "q", at: before });
    }
  });
  const left = async () =>
    world.stores(async ({ turns, nudges }) => ({
      turns: [...(await turns.listOfRound("sealed")), ...(await turns.listOfRound("open"))].map(({ id }) => id),
      nudges: await nudges.countOfTeam("team-1"),
    }));
  world.clock.advance({ days: 400 });
  await forgetSettled(world.world);
  expect(await left()).toEqual({ turns: ["turn-sealed", "turn-open"], nudges: REMOVED_AT_ONCE + 1 });
  world.clock.advance({ days: 1 });
  await forgetSettled(world.world);
  expect(await left()).toEqual({ turns: ["turn-open"], nudges: 0 });
});
