/** What reaches the bot over HTTP: who is let in, what is done once, and what Slack is told when it was not done. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buttonOf, listButtons, readBlocks } from "../../fakes/slack/blocks.ts";
import { nextId, post, postEvent, postPayload, pressOf, submissionOf } from "../../fakes/slack/client.ts";
import { toBlocks } from "../../fakes/slack/workspace.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../helpers/slack/slack-world.ts";

let world: SlackWorld;
let ana: SlackUser;

beforeEach(async () => {
  world = await aSlackWorld();
  ana = world.user("UANA");
  world.user("UBEN");
});
afterEach(() => world.close());

const command = (line: string) =>
  new URLSearchParams({
    command: "/level2",
    text: line,
    team_id: "T1",
    user_id: "UANA",
    channel_id: "C1",
    trigger_id: nextId("trigger-"),
    response_url: `${world.fake.origin}/respond/x`,
  }).toString();

const listPeople = () => world.storage().work((stores) => stores.people.listOfWorkspace("id-00000001"));
const listTeams = () => world.storage().work((stores) => stores.teams.listOfWorkspace("id-00000001"));

describe("R24: a request's signature", () => {
  const now = () => Math.floor(Date.now() / 1000);

  it.each([
    ["wrong", () => ({ secret: "another secret" })],
    ["missing", () => ({ signature: undefined })],
    ["of another request", () => ({ signature: `v0=${"0".repeat(64)}` })],
    ["301 seconds old", () => ({ timestamp: now() - 301 })],
    ["301 seconds from the future", () => ({ timestamp: now() + 302 })],
  ])("is refused when it is %s, without effect", async (_, options) => {
    const { status } = await post(world, command("status"), options());
    expect(status).toBe(401);
    await world.deliver();
    expect(world.fake.calls.map(({ method }) => method)).toEqual(["auth.test"]);
    expect(await listPeople()).toEqual([]);
  });

  it("is taken within the window, also with the charset that some clients add", async () => {
    expect((await post(world, command("status"), { timestamp: now() - 290 })).status).toBe(200);
    expect((await post(world, command("status"), { type: "application/x-www-form-urlencoded;charset=UTF-8" })).status).toBe(200);
    expect(await listPeople()).toHaveLength(1);
  });

  it("does not let a body through that is beyond the limit", async () => {
    expect((await post(world, command("x".repeat(1_100_000)))).status).toBe(413);
  });
});

describe("an event that comes again", () => {
  it("R10: has one effect when Slack delivers it four times at once, and none after a restart", async () => {
    const event = { type: "message", channel_type: "im", channel: "DUANA", user: "UANA", text: "status", ts: "1.1" };
    const answers = await Promise.all([1, 2, 3, 4].map(() => postEvent(world, event, { id: "Ev-same" })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await world.deliver();
    expect(ana.messages()).toHaveLength(1);
    await world.restart();
    expect((await postEvent(world, event, { id: "Ev-same" })).status).toBe(200);
    await world.deliver();
    expect(ana.messages()).toHaveLength(1);
  });

  it("has one effect when a modal is sent twice, one after the other or at once", async () => {
    await ana.says("setup");
    const payload = submissionOf(ana.modal(), { name: "Payments", privacy: "open" }, { id: "UANA", teamId: "T1" });
    const again = { ...payload, trigger_id: nextId("trigger-") };
    const first = await postPayload(world, payload);
    const second = await postPayload(world, again);
    expect(second.body).toBe(first.body);
    await Promise.all([postPayload(world, payload), postPayload(world, again)]);
    expect(await listTeams()).toHaveLength(1);
  });

  it("names the app or the closed account that was chosen into a form", async () => {
    world.fake.users.set("UROBOT", { id: "UROBOT", name: "Deploy Robot", deleted: true });
    await ana.says("setup");
    const answer = await ana.submits(ana.modal(), { name: "Payments", members: ["UROBOT", "UBEN"], privacy: "open" });
    expect(answer.errors).toEqual({ members: expect.stringContaining("I can't find Deploy Robot here") });
  });

  it("is a new try where the form was refused: sent again unchanged, it is looked at again", async () => {
    await ana.says("setup");
    const fields = { name: "Payments", members: ["ULATE"], privacy: "open" };
    const payload = submissionOf(ana.modal(), fields, { id: "UANA", teamId: "T1" });
    const refused = await postPayload(world, payload);
    expect(JSON.parse(refused.body)).toMatchObject({ response_action: "errors", errors: { members: expect.any(String) } });
    world.user("ULATE", { name: "Late Example" });
    await world.restart();
    const taken = await postPayload(world, { ...payload, trigger_id: nextId("trigger-") });
    expect(JSON.parse(taken.body)).toMatchObject({ response_action: "update" });
    expect(await listTeams()).toHaveLength(1);
  });

  it("changes nothing when a button is pressed again", async () => {
    await ana.says("setup");
    await ana.submits(ana.modal(), { name: "Payments", privacy: "open" });
    await ana.says("checkin");
    await world.deliver();
    const button = buttonOf(ana.newest().blocks, "business-value label 1");
    const press = pressOf(button, {
      id: "UANA",
      teamId: "T1",
      to: `${world.fake.origin}/respond/y`,
      where: { channel: { id: "DUANA" } },
    });
    await Promise.all([postPayload(world, press), postPayload(world, { ...press, trigger_id: nextId("trigger-") })]);
    await world.deliver();
    const edits = ana.newest().edits;
    await postPayload(world, press);
    await world.deliver();
    expect(ana.newest().edits).toBe(edits);
  });
});

describe("a press on what is somebody else's", () => {
  it("is answered to who pressed and changes nothing", async () => {
    await ana.says("setup");
    await ana.submits(ana.modal(), { name: "Payments", privacy: "open" });
    await ana.says("checkin");
    await world.deliver();
    const before = JSON.stringify(ana.newest());
    const ben = world.user("UBEN");
    const answers = await ben.presses(ana.newest().blocks, "business-value label 1", { channel: { id: "C9" } });
    await world.deliver();
    expect(answers).toHaveLength(1);
    expect(answers[0]).toMatchObject({ response_type: "ephemeral", replace_original: false });
    expect(toBlocks(answers[0]?.blocks)).not.toEqual([]);
    expect(JSON.stringify(ana.newest())).toBe(before);
  });
});

describe("what could not be kept", () => {
  it("R12: is never acknowledged: Slack sends it again", async () => {
    await ana.says("status");
    await world.storage().close();
    const event = { type: "message", channel_type: "im", channel: "DUANA", user: "UANA", text: "status", ts: "1.1" };
    const answers = [await post(world, command("status")), await postEvent(world, event)];
    expect(answers.map(({ status }) => status)).toEqual([500, 500]);
  });
});

describe("nonsense", () => {
  it("is acknowledged without effect: foreign actions, foreign modals, bot messages", async () => {
    const press = { type: "block_actions", user: { id: "UANA" }, team: { id: "T1" }, actions: [{ action_id: "x", value: "{}" }] };
    expect((await postPayload(world, { ...press, container: { type: "message" }, channel: { id: "C1" } })).status).toBe(200);
    const view = { id: "V", type: "modal", callback_id: "form", private_metadata: "{}", state: { values: {} } };
    expect((await postPayload(world, { type: "view_submission", user: { id: "UANA" }, team: { id: "T1" }, view })).status).toBe(
      200,
    );
    const event = {
      type: "message",
      channel_type: "im",
      channel: "DUANA",
      user: "UBOT",
      bot_id: "BBOT",
      text: "help",
      ts: "1.1",
    };
    expect((await postEvent(world, event)).status).toBe(200);
    await world.deliver();
    expect(world.fake.messages).toEqual([]);
    expect(await listPeople()).toEqual([]);
  });
});

describe("a message in the direct message", () => {
  const says = (about: Readonly<Record<string, unknown>>) =>
    postEvent(world, {
      type: "message",
      channel_type: "im",
      channel: "DUANA",
      user: "UANA",
      text: "status",
      ts: "7.1",
      ...about,
    });

  it("is answered in the thread where it was written", async () => {
    await says({ ts: "7.2", thread_ts: "7.1" });
    await says({ ts: "7.3" });
    await world.deliver();
    expect(ana.messages().map(({ threadTs }) => threadTs)).toEqual(["7.1", undefined]);
  });

  it.each(["file_share", "thread_broadcast"])("is read also where Slack sorts it as %s", async (subtype) => {
    await says({ subtype, files: [{ id: "F1" }] });
    await world.deliver();
    expect(ana.messages()).toHaveLength(1);
  });

  it("that is a file alone is answered with what can be kept instead, and the form for it where a question is open", async () => {
    const drops = () => says({ subtype: "file_share", text: "", files: [{ id: "F1" }] });
    await drops();
    await world.deliver();
    expect(readBlocks(ana.newest().blocks)).toMatch(/keep files/);
    expect(listButtons(ana.newest().blocks)).toEqual([]);
    await ana.says("setup");
    await ana.submits(ana.modal(), { name: "Payments", privacy: "open" });
    await ana.says("checkin");
    await world.deliver();
    await drops();
    await world.deliver();
    expect(buttonOf(ana.newest().blocks, "Note or link")).toBeDefined();
  });

  it("is nothing to answer where it is an edit, a removal or a bot's", async () => {
    await says({ subtype: "message_changed", message: { user: "UANA", text: "status" } });
    await says({ subtype: "message_deleted" });
    await says({ subtype: "bot_message", bot_id: "B9" });
    await says({ bot_id: "B9" });
    await world.deliver();
    expect(ana.messages()).toEqual([]);
  });
});

describe("somebody whom Slack does not tell of", () => {
  const nameOfAna = async () => (await listPeople()).map(({ name }) => name);

  it("is answered all the same, and has a name with the next request that Slack answers", async () => {
    world.fake.plan("users.info", { status: 429, retryAfter: 30 });
    expect(readBlocks(await ana.says("privacy"))).toContain("UANA");
    await ana.says("privacy");
    expect(world.fake.callsOf("users.info")).toHaveLength(1);
    world.clock.set(world.clock.now() + 30_000);
    await ana.says("privacy");
    expect(await nameOfAna()).toEqual(["Ana Example"]);
    await ana.says("privacy");
    expect(world.fake.callsOf("users.info")).toHaveLength(2);
  });

  it("is not waited for longer than a command has", async () => {
    world.fake.plan("users.info", { hang: true });
    const answer = await post(world, command("privacy"));
    expect(answer.status).toBe(200);
    expect(answer.ms).toBeLessThan(2_900);
  });
});
