/** Changes of roster and roles are told to whom they concern and to the other leads, at most once a day, in working hours. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FormValues } from "../../../src/message/form.ts";
import type { Actor } from "../../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld } from "./settings-world.ts";

let world: SettingsWorld;
beforeEach(async () => {
  world = await aSettingsWorld();
  await world.setUp({ members: ["ben", "chen"], leads: ["eve"], observers: [] });
  world.clock.advance({ minutes: 1 });
});
afterEach(() => world.close());

async function change(values: FormValues<"members">, by: Actor = world.ana): Promise<void> {
  const { id: teamId, revision } = await world.team();
  expect((await by.submits({ form: "members", teamId, revision }, values)).errors).toBeUndefined();
}

/** The news that waits for somebody. */
async function newsFor(actor: Actor): Promise<readonly string[]> {
  const { id } = await actor.person();
  const posts = await world.stores(({ posts: all }) => all.listOfSubject("notice", `roster ${id}`));
  const items = await world.queuedFor(actor.userId);
  return items.filter(({ postId }) => posts.some((post) => post.id === postId)).map(({ message }) => message.summary);
}

/** As delivery marks it. */
async function sendAll(): Promise<void> {
  for (const item of await world.queued())
    await world.stores(({ outbox }) => outbox.update({ ...item, status: "sent", sentAt: world.clock.now() }));
}

describe("a change", () => {
  test("is told to the person and to the other leads, by whom it was, and not to whoever made it", async () => {
    await change({ leads: ["ben"] });
    expect(await newsFor(world.ben)).toEqual([expect.stringContaining("Ana Example made you a lead of Speed.")]);
    expect(await newsFor(world.eve)).toEqual(["Ana Example made Ben Example lead of Speed."]);
    expect([await newsFor(world.ana), await newsFor(world.chen)]).toEqual([[], []]);
  });

  test("that makes somebody an observer, a member again, or takes them out, says so in their language", async () => {
    await change({ observers: ["ben"], remove: ["chen"] });
    expect(await newsFor(world.ben)).toEqual([expect.stringContaining("made you an observer of Speed")]);
    expect(await newsFor(world.chen)).toEqual([expect.stringContaining("把你移出了 Speed")]);
    expect(await newsFor(world.eve)).toEqual([
      "Ana Example took 王示例 off Speed. Ana Example made Ben Example observer of Speed.",
    ]);
  });

  test("of roles is told to the member", async () => {
    const { id: teamId, revision } = await world.team();
    const { id: personId } = await world.ben.person();
    await world.ana.submits({ form: "roles", teamId, revision, personId }, { roles: ["security"] });
    expect(await newsFor(world.ben)).toEqual(["Ana Example changed which questions you get in Speed."]);
    expect(await newsFor(world.eve)).toEqual(["Ana Example changed the roles of Ben Example in Speed."]);
  });

  test("by somebody who leaves is told to the leads alone", async () => {
    await world.ben.presses({ act: "confirm-leave", teamId: (await world.team()).id });
    expect(await newsFor(world.eve)).toEqual(["Ben Example left Speed."]);
    expect(await newsFor(world.ben)).toEqual([]);
  });

  test("that adds somebody new greets them, and is told to the other leads", async () => {
    await world.dora.says("help");
    await change({ members: ["dora"] });
    expect(await newsFor(world.dora)).toEqual([]);
    expect(await newsFor(world.eve)).toEqual(["Ana Example added Dora Example to Speed."]);
  });

  test("that is none is told to nobody", async () => {
    await change({ members: ["ben"] });
    expect([await newsFor(world.ben), await newsFor(world.eve)]).toEqual([[], []]);
  });
});

test("what waits takes in what follows, and the next message comes a day later at the earliest", async () => {
  await change({ leads: ["ben"] });
  world.clock.advance({ minutes: 5 });
  await change({ remove: ["chen"] });
  expect(await newsFor(world.eve)).toEqual(["Ana Example made Ben Example lead of Speed. Ana Example took 王示例 off Speed."]);
  const sentAt = world.clock.now();
  await sendAll();
  world.clock.advance({ hours: 1 });
  await change({ members: ["chen"] });
  await change({ remove: ["chen"] });
  expect(await newsFor(world.eve)).toHaveLength(1);
  const [item] = (await world.queuedFor("eve")).slice(-1);
  expect(item?.notBefore).toBeGreaterThanOrEqual(sentAt - 5 * 60_000 + 24 * 3_600_000);
});

test("nobody is woken: it waits for their working hours", async () => {
  world.clock.set(Date.UTC(2026, 10, 7, 23));
  await change({ leads: ["ben"] });
  const [item] = (await world.queuedFor("ben")).slice(-1);
  expect(new Date(item?.notBefore ?? 0).getUTCDay()).toBe(1);
});

test("of a team with one zone for all, it waits for the working hours of that zone, as a reminder does", async () => {
  const team = await world.team();
  const schedule = { ...team.schedule, oneZone: true, zone: "Pacific/Auckland" };
  await world.stores(({ teams }) => teams.save({ ...team, schedule, revision: team.revision + 1 }));
  world.clock.set(Date.UTC(2026, 10, 7, 23));
  await change({ leads: ["ben"] });
  const [item] = (await world.queuedFor("ben")).slice(-1);
  expect(new Date(item?.notBefore ?? 0).toISOString()).toBe("2026-11-08T20:00:00.000Z");
});
