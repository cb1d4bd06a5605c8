/** Refusals for good by Teams' connector, over the wire: each is told to the lead with its code, or mended. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Call } from "../../fakes/teams/fake-connector.ts";
import type { Trouble } from "../../fakes/trouble.ts";
import { listActions } from "../helpers/teams/cards.ts";
import { aTeamsWorld, CHANNEL_ID, installInTeam, type TeamsUser, type TeamsWorld } from "../helpers/teams/teams-world.ts";

const FIRST_ROUND = Date.UTC(2026, 10, 9, 8, 1);
const FOR_EVER = Number.POSITIVE_INFINITY;

let world: TeamsWorld;
let ana: TeamsUser;
let ben: TeamsUser;

beforeEach(async () => {
  world = await aTeamsWorld();
  ana = world.user("aad-ana", { zone: "Europe/Berlin" });
  ben = world.user("aad-ben", { zone: "Europe/Berlin" });
  await ana.installs();
  await installInTeam(world, "aad-ana");
});
afterEach(async () => {
  world.checkCards();
  await world.close();
});

const isPostTo = (id: string) => (call: Call) =>
  call.method === "POST" && call.path.includes("/activities") && call.path.includes(id);
const isOpening = (id: string) => (call: Call) => call.path === "/v3/conversations" && JSON.stringify(call.body).includes(id);

async function setUp(): Promise<void> {
  await ana.says("setup");
  await ana.taps("Set up", { name: "Payments", members: "aad-ben", channel: CHANNEL_ID, privacy: "open" });
}

async function openRound(): Promise<void> {
  world.clock.set(FIRST_ROUND);
  await world.tick();
}

describe("a member whom Teams refuses", () => {
  it.each([
    [
      "400 MemberNotFoundInConversation",
      "posts",
      { error: "MemberNotFoundInConversation", status: 400 },
      "hasn't installed the app",
    ],
    ["400 by another code", "posts", { error: "BadOfNextYear", status: 400 }, "400 BadOfNextYear"],
    ["410", "posts", { error: "Gone", status: 410 }, "410 Gone"],
    ["404 for good", "posts", { error: "ConversationNotFound", status: 404 }, "404 ConversationNotFound"],
    ["403 by an administrator", "posts", { error: "BotDisabledByAdmin", status: 403 }, "an administrator blocked them"],
    ["400 where the chat is opened", "opens", { error: "BadArgument", status: 400 }, "400 BadArgument"],
    ["501 where the chat is opened", "opens", { error: "NotYet", status: 501 }, "501 NotYet"],
  ] as const)("R32: with %s is told to the lead, and shown in the roster", async (_, when, trouble: Trouble, told) => {
    world.fake.plan(when === "opens" ? isOpening("aad-ben") : isPostTo("aad-ben"), trouble, FOR_EVER);
    await setUp();
    await openRound();
    world.clock.advance({ minutes: 5 });
    await world.tick();
    expect(ana.readsAll()).toContain("isn't getting my messages");
    await ana.says("members");
    expect(ana.reads()).toContain(told);
    expect(ben.messages()).toEqual([]);
  });
});

describe("a home channel that Teams refuses", () => {
  it.each([
    ["403", { status: 403 }, "Invite me"],
    ["403 by a setting of the team", { error: "RestrictedByTeamSettings", status: 403 }, "Only some people can post"],
    ["404", { error: "ConversationNotFound", status: 404 }, "Invite me"],
    ["400 by a code of next year", { error: "BadOfNextYear", status: 400 }, "Show this code"],
  ] as const)("with %s is told to the lead with the mend", async (_, trouble: Trouble, mend) => {
    world.fake.plan(isPostTo("platform"), trouble, FOR_EVER);
    await setUp();
    expect(ana.readsAll()).toContain(mend);
  });
});

describe("a message that Teams finds too large", () => {
  it.each([
    ["413", { error: "RequestEntityTooLarge", status: 413 }],
    ["400 MessageSizeTooBig", { error: "MessageSizeTooBig", status: 400 }],
  ] as const)("with %s arrives shortened, and can be answered", async (_, trouble: Trouble) => {
    await setUp();
    await ben.installs();
    await world.deliver();
    const before = ben.messages().length;
    world.fake.plan(isPostTo("aad-ben"), trouble, 1);
    await openRound();
    expect(ben.messages()).toHaveLength(before + 1);
    expect(ben.reads()).toContain("This message was too long, so I shortened it.");
    expect(listActions(ben.card()).length).toBeGreaterThan(1);
  });
});
