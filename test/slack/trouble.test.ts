/** Something breaks inside the bot: one line in the log, and the same id for whoever pressed or typed on Slack. */
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buttonOf, readBlocks } from "../../fakes/slack/blocks.ts";
import { commandOf, nextId, post, postEvent, postPayload, pressOf, submissionOf } from "../../fakes/slack/client.ts";
import { toBlocks } from "../../fakes/slack/workspace.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../helpers/slack/slack-world.ts";

const SAID = /Something went wrong on my end \(id ([2-9a-z]{8})\)/;

let world: SlackWorld;
let ana: SlackUser;
beforeEach(async () => {
  world = await aSlackWorld();
  ana = world.user("UANA");
  await ana.says("setup");
  await ana.submits(ana.modal(), { name: "Payments", privacy: "open" });
});
afterEach(() => world.close());

/** Every request reads memberships, and nothing that finds out who asks does. */
function breakTheStore(): void {
  const file = new Database(world.storage().path);
  file.pragma("foreign_keys = OFF");
  file.exec("ALTER TABLE memberships RENAME TO memberships_taken_away");
  file.close();
}

const errors = () => world.log.filter(({ level }) => level === "error").map(({ values }) => values);
const idIn = (text: string) => SAID.exec(text)?.[1];
const sayings = () => world.fake.answers.map(({ body }) => readBlocks(toBlocks(body.blocks)));

/** One line with these values, whose id is the one that was said. */
function expectOneLine(about: object, said: string): void {
  expect(errors()).toEqual([expect.objectContaining({ ...about, error: expect.objectContaining({ code: "SQLITE_ERROR" }) })]);
  expect(idIn(said)).toBe(errors()[0]?.id);
}

describe("a failure of ours is logged once and told with its id", () => {
  it("after a command, whose word the log names and whose text it does not", async () => {
    breakTheStore();
    const line = "why secret-plan";
    const typed = commandOf({ id: "UANA", teamId: "T1", line, to: `${world.fake.origin}/respond/x`, channel: "C1" });
    const got = await post(world, typed);
    await world.slack().settle();
    expect(got.status).toBe(500);
    expectOneLine({ event: "command", name: "why", workspaceId: expect.any(String) }, sayings().join());
    expect(JSON.stringify(world.log)).not.toContain("secret");
    expect(JSON.parse(got.body)).toEqual({ error: "internal", id: errors()[0]?.id });
  });

  it("after a press on a message", async () => {
    await ana.says("checkin");
    await world.deliver();
    const button = buttonOf(ana.newest().blocks, "business-value label 1");
    breakTheStore();
    const where = { channel: { id: "DUANA" } };
    const press = pressOf(button, { id: "UANA", teamId: "T1", to: `${world.fake.origin}/respond/y`, where });
    expect((await postPayload(world, press)).status).toBe(500);
    await world.slack().settle();
    expectOneLine({ event: "press", name: "walk answer" }, sayings().join());
  });

  it("after a form, above it: what was typed stays", async () => {
    await ana.says("setup");
    const modal = ana.modal();
    breakTheStore();
    const sent = submissionOf(modal, { name: "Ledger", privacy: "open", channel: "C2" }, { id: "UANA", teamId: "T1" });
    expect((await postPayload(world, sent)).status).toBe(500);
    await world.slack().settle();
    expectOneLine({ event: "submit", name: "setup" }, readBlocks(toBlocks(ana.modal().view.blocks)));
  });

  it("after words in the direct message, once although Slack sends them again", async () => {
    breakTheStore();
    const event = { type: "message", channel_type: "im", channel: "DUANA", user: "UANA", text: "status", ts: nextId("1.") };
    expect((await postEvent(world, event)).status).toBe(500);
    await world.slack().settle();
    expectOneLine({ event: "text", name: "status" }, readBlocks(ana.newest().blocks));
  });

  it("on the Home tab", async () => {
    breakTheStore();
    const home = await ana.opensHome();
    expectOneLine({ event: "home" }, readBlocks(home));
  });

  it("in Chinese to somebody who reads Chinese", async () => {
    await ana.says("language zh-CN");
    breakTheStore();
    const event = { type: "message", channel_type: "im", channel: "DUANA", user: "UANA", text: "status", ts: nextId("1.") };
    await postEvent(world, event);
    await world.slack().settle();
    expect(readBlocks(ana.newest().blocks)).toContain(`我这边出错了（编号 ${String(errors()[0]?.id)}）`);
  });

  it("in both languages where the store cannot say which", async () => {
    await world.storage().close();
    const typed = commandOf({ id: "UANA", teamId: "T1", line: "help", to: `${world.fake.origin}/respond/z`, channel: "C1" });
    expect((await post(world, typed)).status).toBe(500);
    await world.slack().settle();
    const said = sayings().join();
    expect(said).toMatch(SAID);
    expect(said).toContain("我这边出错了");
    expect(errors()).toHaveLength(1);
  });
});
