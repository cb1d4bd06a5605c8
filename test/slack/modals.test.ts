/** Modals that Slack does not open: what their reader sees then. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { listButtons, readBlocks } from "../../fakes/slack/blocks.ts";
import { type Block, toBlocks } from "../../fakes/slack/workspace.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../helpers/slack/slack-world.ts";

let world: SlackWorld;
let ana: SlackUser;

beforeEach(async () => {
  world = await aSlackWorld();
  ana = world.user("UANA");
});
afterEach(async () => {
  expect(world.fake.problems).toEqual([]);
  await world.close();
});

const setUp = () => ana.says("setup").then(() => ana.submits(ana.modal(), { name: "Payments", privacy: "open" }));
const labels = (blocks: readonly Block[]) => listButtons(blocks).map(({ text }) => JSON.stringify(text));

it("says that it took too long, with the same button once more, where a command's form does not open in time", async () => {
  world.fake.plan("views.open", { error: "expired_trigger_id" });
  const answer = await ana.says("setup");
  expect(readBlocks(answer)).toContain("took too long");
  expect(world.fake.opened).toHaveLength(0);
  await ana.presses(answer, "Open the form");
  expect(world.fake.opened).toHaveLength(1);
});

it("offers the channel where it was asked for as the home channel, but no conversation of a few people", async () => {
  const offered = async (channelId: string, channelName: string) => {
    await ana.says("setup", channelId, channelName);
    return toBlocks(ana.modal().view.blocks).flatMap(({ block_id: id, element }) =>
      id === "channel" ? [JSON.parse(JSON.stringify(element)).initial_conversation] : [],
    );
  };
  expect(await offered("C7", "payments")).toEqual(["C7"]);
  expect(await offered("C8", "mpdm-ana--ben--cem-1")).toEqual([undefined]);
  expect(await offered("G8", "mpdm-ana--ben--cem-1")).toEqual([undefined]);
  expect(await offered("D8", "directmessage")).toEqual([undefined]);
});

it("says the same where a button's form does not open", async () => {
  const [blocks] = [await ana.says("status")];
  world.fake.plan("views.open", { error: "trigger_expired" });
  const [answer] = await ana.presses(blocks, "Set up a team");
  expect(answer).toMatchObject({ replace_original: false, response_type: "ephemeral" });
  expect(readBlocks(toBlocks(answer?.blocks))).toContain("took too long");
  expect(labels(toBlocks(answer?.blocks))).toHaveLength(1);
});

it("takes the place of the modal below where Slack stacks no more of them", async () => {
  const done = await setUp();
  const opened = world.fake.opened.at(-1);
  expect(done.response_action).toBe("update");
  const blocks = toBlocks(JSON.parse(JSON.stringify(done.view ?? {})).blocks);
  await ana.presses(blocks, "When we are asked", { view: { id: opened?.id, type: "modal" } });
  const schedule = toBlocks(world.fake.opened.at(-1)?.view.blocks);
  world.fake.plan("views.push", { error: "push_limit_reached" });
  await ana.presses(schedule, "Change", { view: { id: opened?.id, type: "modal" } });
  expect(world.fake.opened.at(-1)).toMatchObject({ id: opened?.id, view: { callback_id: "form" } });
});

const kinds = (blocks: unknown) => toBlocks(blocks).map(({ type }) => type);
const press = async () => {
  await setUp();
  await ana.says("checkin");
  await world.deliver();
  for (let asked = 0; asked < 5; asked += 1) await ana.answers(2);
  const home = await ana.opensHome();
  return ana.presses(home, "Where we stand", { view: { id: "VHOME", type: "home" } });
};

it("opens an answer at once in words, and shows its picture as soon as Slack has it", async () => {
  world.fake.plan((call) => call.method === "views.update", { error: "invalid_arguments" });
  await press();
  const [worded, pictured] = world.fake.opened.slice(-2);
  expect(kinds(worded?.view.blocks)).not.toContain("image");
  expect(kinds(pictured?.view.blocks)).toContain("image");
  expect(pictured?.id).toBe(worded?.id);
  const methods = world.fake.calls.map(({ method }) => method);
  expect(methods.lastIndexOf("views.open")).toBeLessThan(methods.lastIndexOf("files.getUploadURLExternal"));
});

it("stays in words where Slack never takes the picture, and where the reader went on meanwhile", async () => {
  world.fake.plan((call) => call.method === "views.update", { error: "hash_conflict" });
  await press();
  expect(kinds(ana.modal().view.blocks)).not.toContain("image");
  expect(world.fake.callsOf("views.update")).toHaveLength(1);
  world.fake.plan((call) => call.method === "views.update", { error: "invalid_arguments" }, 9);
  await ana.presses(await ana.opensHome(), "Where we stand", { view: { id: "VHOME", type: "home" } });
  expect(kinds(ana.modal().view.blocks)).not.toContain("image");
});
