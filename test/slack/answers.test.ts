/** Answers to what somebody typed or pressed, while Slack is in trouble: each arrives once, in order, and nobody else reads it. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buttonOf, readBlocks } from "../../fakes/slack/blocks.ts";
import { nextId, postEvent, postPayload, pressOf } from "../../fakes/slack/client.ts";
import type { Trouble } from "../../fakes/trouble.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../helpers/slack/slack-world.ts";

let world: SlackWorld;
let ana: SlackUser;

beforeEach(async () => {
  world = await aSlackWorld();
  ana = world.user("UANA");
  await ana.says("setup");
  await ana.submits(ana.modal(), { name: "Payments", members: ["UANA"], channel: "C1", privacy: "open" });
  await world.deliver();
  world.fake.clearMessages();
});
afterEach(() => world.close());

const readAll = (): readonly string[] => ana.messages().map(({ blocks }) => readBlocks(blocks));

/** Delivers until nothing waits, however long the waits are. */
async function deliverAll(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) {
    await world.deliver();
    world.clock.advance({ minutes: 1 });
  }
}

const TROUBLES = [
  ["internal_error", { error: "internal_error" }],
  ["ratelimited", { error: "ratelimited" }],
  ["429", { status: 429, retryAfter: 2 }],
  ["503", { status: 503 }],
  ["a dropped connection", { drop: true }],
  ["a lost answer", { acceptThen: "drop" }],
  ["a 500 after it was accepted", { acceptThen: 500 }],
] as const satisfies readonly (readonly [string, Trouble])[];

describe("the answer to typed words", () => {
  it.each(TROUBLES)("R14: arrives once after %s", async (_, trouble) => {
    world.fake.plan("chat.postMessage", trouble);
    await ana.writes("status");
    await deliverAll();
    expect(readAll().filter((text) => text.includes("Payments"))).toHaveLength(1);
    expect(world.fake.problems).toEqual([]);
  });

  it.each(["gate", "why", "next", "members", "privacy"])("R32: of %s arrives after 429", async (command) => {
    world.fake.plan("chat.postMessage", { status: 429, retryAfter: 3 });
    await ana.writes(command);
    await deliverAll();
    expect(ana.messages()).toHaveLength(1);
  });

  it("arrives for each of three commands typed within a second, in their order", async () => {
    const type = (text: string) =>
      postEvent(world, { type: "message", channel_type: "im", channel: ana.direct, user: "UANA", text, ts: nextId("1.") });
    for (const text of ["privacy", "members", "help"]) expect((await type(text)).status).toBe(200);
    await world.slack().settle();
    await deliverAll();
    const [privacy, members, help, ...others] = readAll();
    expect(privacy).toContain("What I store about you");
    expect(members).toContain("Who's on Payments");
    expect(help).toContain("setup");
    expect(others).toEqual([]);
  });

  it("survives a restart between the acknowledgement and the answer", async () => {
    const said = { type: "message", channel_type: "im", channel: ana.direct, user: "UANA", text: "status", ts: "1.9" };
    expect((await postEvent(world, said)).status).toBe(200);
    await world.restart();
    await deliverAll();
    expect(ana.messages()).toHaveLength(1);
  });

  it("stands in the thread in which it was asked, also after a lost answer", async () => {
    world.fake.plan("chat.postMessage", { acceptThen: "drop" });
    await postEvent(world, {
      ...{ type: "message", channel_type: "im", channel: ana.direct, user: "UANA", text: "status" },
      ...{ ts: "7.2", thread_ts: "7.1" },
    });
    await world.slack().settle();
    await deliverAll();
    expect(ana.messages().map(({ threadTs }) => threadTs)).toEqual(["7.1"]);
  });
});

describe("the answer to a button", () => {
  /** Presses a button that answers at its own address, in the home channel. */
  async function pressInChannel(): Promise<string> {
    const blocks = await ana.says("members");
    const to = nextId("answer-");
    const payload = pressOf(buttonOf(blocks, "Who is asked what"), {
      ...{ id: "UANA", teamId: "T1", to: `${world.fake.origin}/respond/${to}`, where: { channel: { id: "C1" } } },
    });
    expect((await postPayload(world, payload)).status).toBe(200);
    return to;
  }
  const countAt = (to: string) => world.fake.answers.filter((answer) => answer.to === to).length;

  it.each([
    ["500", { status: 500 }],
    ["503", { status: 503 }],
    ["429", { status: 429, retryAfter: 0 }],
    ["a dropped connection", { drop: true }],
  ] as const)("comes at its address again after one %s", async (_, trouble) => {
    world.fake.plan("respond", trouble);
    const to = await pressInChannel();
    await world.slack().settle();
    await deliverAll();
    expect(countAt(to)).toBe(1);
    expect(ana.messages()).toEqual([]);
  });

  it.each([
    ["500", { status: 500 }],
    ["an address that has expired", { error: "expired_url" }],
    ["404", { status: 404 }],
  ] as const)("R32: comes to the direct message alone where its address goes on to fail: %s", async (_, trouble) => {
    world.fake.plan("respond", trouble, 9);
    const to = await pressInChannel();
    await world.slack().settle();
    await deliverAll();
    expect(countAt(to)).toBe(0);
    expect(readAll()).toHaveLength(1);
    expect(world.fake.messages.filter(({ channel }) => channel === "C1")).toEqual([]);
  });

  it("comes to the direct message after a restart that came before it was shown", async () => {
    const from = { workspaceId: "id-00000001", platformUserId: "UANA", place: { in: "channel", channelId: "C1" } } as const;
    const action = { act: "command", line: "privacy" } as const;
    await world.bot().app.handle({ kind: "press", from: { ...from, answers: { by: "front-end" } }, action });
    await world.restart();
    await deliverAll();
    expect(readAll()).toHaveLength(1);
  });
});

describe("an answer with a picture", () => {
  it.each([
    ["500", { status: 500 }],
    ["429", { status: 429, retryAfter: 60 }],
  ] as const)("comes to the direct message where the command's address goes on to fail: %s", async (_, trouble) => {
    await ana.says("assess");
    await world.deliver();
    for (const _answer of [1, 2, 3]) await ana.answers(2);
    world.fake.clearMessages();
    world.fake.plan("respond", trouble, 9);
    await ana.says("status");
    await deliverAll();
    expect(ana.messages()).toHaveLength(1);
    expect(world.fake.problems).toEqual([]);
  });
});

describe("a form that Slack does not open", () => {
  it("is offered once more in the direct message where the press has no address that works", async () => {
    world.fake.plan("views.open", { error: "expired_trigger_id" });
    world.fake.plan("respond", { status: 500 }, 9);
    await ana.presses(await ana.says("members"), "Change", { channel: { id: "C1" } });
    await deliverAll();
    expect(readAll().join()).toContain("Slack took too long to open the form.");
  });
});
