/** Refusals for good, over the wire: nothing counts as delivered that was not, and nobody misses a message that could be mended. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listButtons, readBlocks } from "../../fakes/slack/blocks.ts";
import { DAY_MS } from "../../src/core/time.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../helpers/slack/slack-world.ts";

const FIRST_ROUND = Date.UTC(2026, 10, 9, 8, 1);

let world: SlackWorld;
let ana: SlackUser;
let ben: SlackUser;

beforeEach(async () => {
  world = await aSlackWorld();
  ana = world.user("UANA");
  ben = world.user("UBEN");
  await ana.says("setup");
  await ana.submits(ana.modal(), { name: "Payments", members: ["UBEN"], channel: "C1", privacy: "open" });
  world.fake.clearMessages();
});
afterEach(() => world.close());

const postTo = (channel: string) => (call: { method: string; args: Readonly<Record<string, unknown>> }) =>
  call.method === "chat.postMessage" && call.args.channel === channel;
const readAll = (user: SlackUser): string =>
  user
    .messages()
    .map(({ blocks }) => readBlocks(blocks))
    .join("\n");

async function openRound(number: number): Promise<void> {
  world.clock.set(FIRST_ROUND + number * 7 * DAY_MS);
  await world.tick();
}

describe("a member whose messages Slack refuses by a code that nobody foresaw", () => {
  it.each(["a_code_of_next_year", "slack_connect_canvas_sharing_blocked", "as_user_not_supported"])(
    "R32: is told to the lead with the code, and shown round after round: %s",
    async (error) => {
      world.fake.plan(postTo("DUBEN"), { error }, Number.POSITIVE_INFINITY);
      for (const round of [0, 1, 2]) {
        await openRound(round);
        expect(JSON.stringify(await ana.says("members"))).toContain(error);
        const status = JSON.stringify(await ana.says("status"));
        expect(status).toContain(`The platform refuses my messages to`);
        expect(status).toContain(error);
      }
      expect(readAll(ana).split(error)).toHaveLength(2);
      expect(ben.messages()).toEqual([]);
    },
  );
});

describe("several members whom an administrator cut off", () => {
  it("are told to the lead in one message a day at most", async () => {
    for (const id of ["UCAT", "UDAN", "UEVE"]) world.user(id, { name: `${id} Example` });
    await ana.presses(await ana.says("members"), "Change");
    await ana.submits(ana.modal(), { members: ["UBEN", "UCAT", "UDAN", "UEVE"] });
    await world.deliver();
    world.fake.clearMessages();
    const isToOthers = ({ method, args }: { method: string; args: Readonly<Record<string, unknown>> }) =>
      method === "chat.postMessage" && args.channel !== "DUANA" && args.channel !== "C1";
    world.fake.plan(isToOthers, { error: "restricted_action" }, Number.POSITIVE_INFINITY);
    await openRound(0);
    const first = ana.messages().filter(({ text }) => text.includes("isn't getting my messages"));
    expect(first).toHaveLength(1);
    world.clock.advance({ hours: 26 });
    await world.tick();
    const both = ana.messages().filter(({ text }) => text.includes("isn't getting my messages"));
    expect(both.length).toBeLessThanOrEqual(2);
    const told = both.map(({ text }) => text).join(" ");
    for (const name of ["Ben", "UCAT", "UDAN", "UEVE"]) expect(told).toContain(`${name} Example`);
  });
});

describe("a message that Slack finds too large", () => {
  it.each(["msg_too_long", "msg_blocks_too_long", "invalid_blocks"])(
    "arrives shortened, and can be answered: %s",
    async (error) => {
      world.fake.plan(postTo("DUBEN"), { error }, 1);
      await openRound(0);
      expect(readAll(ben)).toContain("This message was too long, so I shortened it.");
      expect(listButtons(ben.newest().blocks).length).toBeGreaterThan(1);
      await ben.taps("Spread it out");
      await ben.answers(2);
      expect(ben.messages()).toHaveLength(1);
      expect(world.log.map(({ text }) => text)).toContain("a message was too large for Slack");
    },
  );

  it("arrives as one line with its buttons where even its beginning is too large", async () => {
    world.fake.plan(postTo("DUBEN"), { error: "msg_too_long" }, 2);
    await openRound(0);
    expect(listButtons(ben.newest().blocks).length).toBeGreaterThan(1);
  });

  it("is told to the lead where no word of it is taken", async () => {
    world.fake.plan(postTo("DUBEN"), { error: "msg_too_long" }, Number.POSITIVE_INFINITY);
    await openRound(0);
    expect(readAll(ana)).toContain("msg_too_long");
  });
});

describe("a check-in's card that its member deleted", () => {
  it.each(["message_not_found", "cant_update_message", "edit_window_closed"])(
    "comes anew with the next answer: %s",
    async (error) => {
      await openRound(0);
      await ben.taps("Spread it out");
      world.fake.plan("chat.update", { error }, 1);
      const before = ben.messages().length;
      await ben.answers(2);
      expect(ben.messages()).toHaveLength(before + 1);
      await ben.answers(2);
      expect(ben.messages()).toHaveLength(before + 1);
    },
  );
});
