/** What Slack tells of people without their asking. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buttonOf, readBlocks } from "../../fakes/slack/blocks.ts";
import { postEvent } from "../../fakes/slack/client.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../helpers/slack/slack-world.ts";

let world: SlackWorld;
let ana: SlackUser;

beforeEach(async () => {
  world = await aSlackWorld();
  ana = world.user("UANA");
  world.user("UBEN");
  await ana.says("setup");
  await ana.submits(ana.modal(), { name: "Payments", members: ["UBEN"], channel: "C1", privacy: "open" });
});
afterEach(() => world.close());
// Long enough in the team for their time there to count.
beforeEach(() => world.clock.advance({ days: 1 }));

const ben = () => world.storage().work((stores) => stores.people.findByAccount("id-00000001", "UBEN"));
const membershipsOfBen = async () => {
  const person = await ben();
  return world.storage().work((stores) => stores.memberships.listOfPerson(person?.id ?? ""));
};
const leaves = (id: string) =>
  postEvent(world, { type: "member_left_channel", user: "UBEN", channel: "C1", channel_type: "C" }, { id });

describe("a changed profile", () => {
  it("is kept: name, time zone and language, of people whom the bot knows", async () => {
    const user = { id: "UBEN", name: "ben", profile: { display_name: "本示例" }, tz: "Asia/Shanghai", locale: "zh-CN" };
    expect((await postEvent(world, { type: "user_change", user })).status).toBe(200);
    expect(await ben()).toMatchObject({ name: "本示例", zone: "Asia/Shanghai", platformLocale: "zh-CN" });
    const people = await world.storage().work((stores) => stores.people.listOfWorkspace("id-00000001"));
    await postEvent(world, { type: "user_change", user: { ...user, id: "USTRANGER" } });
    expect(await world.storage().work((stores) => stores.people.listOfWorkspace("id-00000001"))).toHaveLength(people.length);
  });

  it("takes the real name where the one that is displayed shows nothing", async () => {
    const user = { id: "UBEN", name: "ben", profile: { display_name: "\u200b\u3164 ", real_name: "Ben Example" } };
    await postEvent(world, { type: "user_change", user });
    expect(await ben()).toMatchObject({ name: "Ben Example" });
  });

  it("without a time zone leaves what is known", async () => {
    const zone = (await ben())?.zone;
    await postEvent(world, {
      type: "user_change",
      user: { id: "UBEN", name: "ben", profile: { display_name: "Ben" }, tz: "Not/AZone" },
    });
    expect(await ben()).toMatchObject({ name: "Ben", zone });
  });
});

describe("somebody who left the home channel", () => {
  it("is offered to the lead for removal, once, and stays until the lead says so", async () => {
    await leaves("Ev-left");
    await leaves("Ev-left");
    await world.deliver();
    const told = ana.messages().filter(({ blocks }) => readBlocks(blocks).includes("left the home channel"));
    expect(told).toHaveLength(1);
    expect((await membershipsOfBen())[0]?.intervals[0]?.until).toBeUndefined();
    await ana.presses(told[0]?.blocks ?? [], "Take off the team", { channel: { id: ana.direct } });
    expect((await membershipsOfBen())[0]?.intervals[0]?.until).toBe(world.clock.now());
  });

  it("stays when the lead keeps them", async () => {
    await leaves("Ev-left-2");
    await world.deliver();
    expect(buttonOf(ana.newest().blocks, "Keep")).toBeDefined();
    await ana.taps("Keep");
    expect((await membershipsOfBen())[0]?.intervals[0]?.until).toBeUndefined();
  });

  it("is nobody's business in another channel", async () => {
    const before = ana.messages().length;
    await postEvent(world, { type: "member_left_channel", user: "UBEN", channel: "C2", channel_type: "C" });
    await world.deliver();
    expect(ana.messages()).toHaveLength(before);
  });
});

describe("an account that was switched off", () => {
  it("stands as deactivated, and its leads are asked", async () => {
    await postEvent(world, { type: "user_change", user: { id: "UBEN", name: "ben", deleted: true } });
    await world.deliver();
    expect((await ben())?.unreachable).toBe("deactivated");
    expect(readBlocks(ana.newest().blocks)).toContain("was deactivated");
  });

  it("is asked again once it is switched on", async () => {
    await postEvent(world, { type: "user_change", user: { id: "UBEN", name: "ben", deleted: true } });
    await postEvent(world, { type: "user_change", user: { id: "UBEN", name: "ben", real_name: "Ben Example", deleted: false } });
    expect((await ben())?.unreachable).toBeUndefined();
    world.clock.set(Date.UTC(2026, 10, 9, 8, 1));
    await world.tick();
    expect(world.fake.messages.filter(({ channel }) => channel === "DUBEN").map(({ text }) => text)).toContainEqual(
      expect.stringContaining("everything now"),
    );
  });

  it("is asked again also where that was missed, once they speak to the bot", async () => {
    await postEvent(world, { type: "user_change", user: { id: "UBEN", name: "ben", deleted: true } });
    await world.user("UBEN").says("privacy");
    expect((await ben())?.unreachable).toBeUndefined();
  });
});

describe("an event that comes late", () => {
  it("stores nobody who was forgotten since it happened", async () => {
    const happened = world.clock.now();
    const user = world.user("UBEN");
    const known = await ben();
    world.clock.advance({ minutes: 1 });
    await world.storage().work((stores) => stores.people.forget(known?.id ?? "", world.clock.now()));
    expect(await ben()).toBeUndefined();
    world.clock.advance({ minutes: 5 });
    const late = { at: happened };
    const said = { type: "message", channel_type: "im", channel: user.direct, user: "UBEN", text: "help" };
    await postEvent(world, { ...said, ts: "1.900001" }, late);
    await postEvent(world, { type: "app_home_opened", user: "UBEN", channel: user.direct, tab: "home" }, late);
    await postEvent(world, { type: "user_change", user: { id: "UBEN", name: "ben", tz: "UTC" } }, late);
    await world.deliver();
    expect(await ben()).toBeUndefined();
    await postEvent(world, { ...said, ts: "1.900002" }, { at: world.clock.now() });
    expect(await ben()).toMatchObject({ name: "Ben Example" });
  });

  it("says nothing of somebody who came back since", async () => {
    const happened = world.clock.now();
    world.clock.advance({ minutes: 5 });
    const [membership] = await membershipsOfBen();
    await world.storage().work(async ({ memberships }) => {
      if (membership)
        await memberships.save({ ...membership, intervals: [{ since: 0, until: happened }, { since: world.clock.now() }] });
    });
    const before = ana.messages().length;
    await postEvent(world, { type: "member_left_channel", user: "UBEN", channel: "C1" }, { at: happened });
    await postEvent(world, { type: "user_change", user: { id: "UBEN", name: "ben", deleted: true } }, { at: happened });
    await world.deliver();
    expect(ana.messages()).toHaveLength(before);
    expect((await ben())?.unreachable).toBeUndefined();
  });
});
