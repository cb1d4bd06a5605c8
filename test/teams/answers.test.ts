/** Answers to what somebody wrote or pressed, while Teams is in trouble: each arrives, once where Teams tells its outcome. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Call } from "../../fakes/teams/fake-connector.ts";
import type { Trouble } from "../../fakes/trouble.ts";
import { aTeamsWorld, CHANNEL_ID, installInTeam, type TeamsUser, type TeamsWorld } from "../helpers/teams/teams-world.ts";

let world: TeamsWorld;
let ana: TeamsUser;

beforeEach(async () => {
  world = await aTeamsWorld();
  ana = world.user("aad-ana", { zone: "Europe/Berlin" });
  await ana.installs();
  await installInTeam(world, "aad-ana");
  await ana.says("setup");
  await ana.taps("Set up", { name: "Payments", members: "aad-ana", channel: CHANNEL_ID, privacy: "open" });
});
afterEach(async () => {
  world.checkCards();
  await world.close();
});

const isPostToAna = (call: Call) => call.method === "POST" && call.path.includes("/activities") && call.path.includes("aad-ana");

async function deliverAll(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) {
    await world.deliver();
    world.clock.advance({ minutes: 1 });
  }
}

const TROUBLES = [
  ["502", { status: 502 }],
  ["503", { status: 503 }],
  ["412 twice", { status: 412 }],
  ["429 for a minute", { status: 429, retryAfter: 60 }],
  ["413", { error: "RequestEntityTooLarge", status: 413 }],
  ["a dropped socket", { drop: true }],
] as const satisfies readonly (readonly [string, Trouble])[];

describe("the answer to what somebody wrote in their chat", () => {
  it.each(TROUBLES)("R32: arrives once after %s", async (_, trouble) => {
    const before = ana.messages().length;
    world.fake.plan(isPostToAna, trouble, 2);
    await ana.says("members");
    await deliverAll();
    expect(ana.messages()).toHaveLength(before + 1);
    expect(ana.reads()).toContain("Payments");
  });

  it("arrives after a restart that came before it was shown", async () => {
    const before = ana.messages().length;
    const workspaceId = (await ana.workspaceId()) ?? "";
    const from = { workspaceId, platformUserId: "aad-ana", place: { in: "direct" }, answers: { by: "front-end" } } as const;
    await world.bot().app.handle({ kind: "command", from, line: "members" });
    await world.restart();
    await deliverAll();
    expect(ana.messages()).toHaveLength(before + 1);
  });
});

describe("the answer to a button, after its card said that it is below", () => {
  it.each(TROUBLES)("R32: arrives once after %s", async (_, trouble) => {
    await ana.says("members");
    const before = ana.messages().length;
    world.fake.plan(isPostToAna, trouble, 2);
    await ana.invokes(ana.newest(), "Who is asked what");
    await deliverAll();
    expect(ana.messages()).toHaveLength(before + 1);
    expect(ana.reads()).toContain("Who is asked what");
  });
});

describe("the answer to what somebody asked in a channel", () => {
  it("is said to come again, arrives in their own chat, and nothing of it is seen in the channel", async () => {
    const before = ana.messages().length;
    world.fake.plan(isPostToAna, { status: 502 }, 1);
    await ana.mentions("privacy");
    await deliverAll();
    expect(ana.messages()).toHaveLength(before + 1);
    const said = world.fake.posted.filter(({ conversationId }) => /platform|general/.test(conversationId));
    expect(said.at(-1)?.activity.text).toContain("sending it again in our chat");
    expect(JSON.stringify(said)).not.toContain("What I store about you");
  });
});
