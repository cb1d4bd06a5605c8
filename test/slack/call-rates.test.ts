/** Every call to Slack counts: whoever names many people, or is sent to for the first time, exceeds no limit of any method. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readBlocks } from "../../fakes/slack/blocks.ts";
import { limitsOfSlack } from "../../src/slack/slack-call-limits.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../helpers/slack/slack-world.ts";

let world: SlackWorld;
let ana: SlackUser;
/** Each call, with the instant by the clock that paces it. */
let calls: { readonly method: string; readonly at: number }[];

beforeEach(async () => {
  world = await aSlackWorld({ limitsOf: limitsOfSlack });
  calls = [];
  world.fake.plan(({ method }) => calls.push({ method, at: world.clock.now() }) < 0, { drop: true }, Number.POSITIVE_INFINITY);
  ana = world.user("UANA");
});
afterEach(() => world.close());

/** A busy machine takes a while over hundreds of calls. */
const PATIENCE = { timeout: 60_000, interval: 20 };

const countOf = (method: string) => calls.filter((call) => call.method === method).length;

function someMembers(count: number): string[] {
  const ids = Array.from({ length: count }, (_, index) => `UMEMBER${index}`);
  for (const id of ids) world.user(id);
  return ids;
}

/** The most calls of a method in any stretch of so long. */
function mostIn(method: string, ms: number): number {
  const times = calls.filter((call) => call.method === method).map(({ at }) => at);
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));
}

/** A form takes a hundred people at once, so more of them come in several. */
async function setUpWith(members: readonly string[]): Promise<string> {
  await ana.says("setup");
  return JSON.stringify(await ana.submits(ana.modal(), { name: "Payments", members, privacy: "open" }));
}

async function add(members: readonly string[]): Promise<string> {
  await ana.presses(await ana.says("members"), "Change");
  return JSON.stringify(await ana.submits(ana.modal(), { members }));
}

describe("R16: forms that name many people", () => {
  it("ask about 180 at once, which is within what Slack lets people who wait have", async () => {
    const members = someMembers(180);
    const answers = [await setUpWith(members.slice(0, 100)), await add(members.slice(100))];
    expect(answers.join()).not.toContain("I can't find");
    await expect.poll(() => countOf("users.info"), PATIENCE).toBe(181);
    expect(mostIn("users.info", 60_000)).toBeLessThanOrEqual(300);
  }, 120_000);

  it("ask about no more than 300 in a minute, say of the others that Slack didn't tell, and are taken later", async () => {
    const members = someMembers(340);
    await setUpWith(members.slice(0, 100));
    await add(members.slice(100, 200));
    await add(members.slice(200, 260));
    const refused = await add(members.slice(260));
    expect(refused).toMatch(/Slack didn't tell me about \d+ of these people just now/);
    expect(refused).not.toContain("I can't find");
    await expect.poll(() => countOf("users.info"), PATIENCE).toBe(300);
    world.clock.advance({ minutes: 1 });
    await ana.submits(ana.modal(), { members: members.slice(260) });
    await expect.poll(() => countOf("users.info"), PATIENCE).toBe(341);
    expect(mostIn("users.info", 60_000)).toBeLessThanOrEqual(300);
  }, 120_000);
});

describe("R16: the first messages to many people", () => {
  it("are not held up by how many conversations may be opened in a minute", async () => {
    const members = someMembers(90);
    await ana.says("setup");
    const values = { name: "Payments", members, privacy: "open" };
    // What Slack told too late for a form is known when the form is sent again.
    await expect.poll(() => ana.submits(ana.modal(), values), PATIENCE).not.toHaveProperty("errors");
    for (let turn = 0; turn < 12; turn += 1) await world.deliver();
    expect(mostIn("conversations.open", 60_000)).toBeLessThanOrEqual(50);
    const greeted = new Set(world.fake.messages.map(({ channel }) => channel.replace(/^D/, "")));
    expect(members.filter((id) => !greeted.has(id))).toEqual([]);
    expect(mostIn("chat.postMessage", 1_000)).toBeLessThanOrEqual(20);
  }, 120_000);
});

describe("R15: a 429 on one method", () => {
  it("holds that method in the workspace for as long as told, and no other", async () => {
    await ana.says("setup");
    await ana.submits(ana.modal(), { name: "Payments", privacy: "open" });
    await world.deliver();
    await ana.says("checkin");
    await world.deliver();
    world.fake.plan("chat.update", { status: 429, retryAfter: 20 });
    const before = countOf("chat.update");
    const limitedAt = world.clock.now();
    await ana.answers(3);
    expect(countOf("chat.update")).toBe(before + 1);
    const posted = countOf("chat.postMessage");
    const ben = world.user("UBEN");
    await ben.writes("help");
    expect(countOf("chat.postMessage")).toBeGreaterThan(posted);
    expect(countOf("chat.update")).toBe(before + 1);
    world.clock.set(limitedAt + 20_000);
    await world.deliver();
    expect(countOf("chat.update")).toBe(before + 2);
    expect(readBlocks(ana.newest().blocks)).toContain("2 of");
  });
});
