/** Nobody makes the bot post where they are not: the channel of a form is asked about again when the form is sent. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Json } from "../../../fakes/json.ts";
import { encodeAction } from "../../../src/message/action.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../../helpers/slack/slack-world.ts";

let world: SlackWorld;
let ana: SlackUser;
beforeEach(async () => {
  world = await aSlackWorld();
  ana = world.user("UANA", { name: "Ana Example" });
  world.user("UBEN");
  world.fake.members.set("C1", ["UANA", "UBEN"]);
  world.fake.members.set("CSECRET", ["UBEN"]);
  world.fake.hidden.add("CHIDDEN");
});
afterEach(() => world.close());

async function setUp(channel: string): Promise<Json> {
  await ana.says("setup");
  return ana.submits(ana.modal(), { name: "Payments", members: ["UBEN"], privacy: "open", channel });
}

const errorOf = (answer: Json) => String((answer.errors as Json | undefined)?.channel ?? "none");
const channelOf = async () => {
  const workspaces = await world.storage().work((stores) => stores.workspaces.list());
  const teams = await world.storage().work((stores) => stores.teams.listOfWorkspace(workspaces[0]?.id ?? ""));
  return teams.map(({ channelId }) => channelId);
};
const postedIn = (channel: string) => world.fake.messages.filter((message) => message.channel === channel);

test("a channel that the author isn't in, and one that the bot can't see into, are refused when a team is set up", async () => {
  expect(errorOf(await setUp("CSECRET"))).toContain("You're not in that channel.");
  expect(errorOf(await setUp("CHIDDEN"))).toContain("I can't see that channel.");
  expect(await channelOf()).toEqual([]);
  expect([postedIn("CSECRET"), postedIn("CHIDDEN")]).toEqual([[], []]);
});

/** Opens the settings of the only team, as the button of its page does. */
async function openSettings() {
  const teamId = await world.storage().work(async ({ workspaces, teams }) => {
    const [workspace] = await workspaces.list();
    return (await teams.listOfWorkspace(workspace?.id ?? ""))[0]?.id ?? "";
  });
  const value = encodeAction({ act: "open-form", form: { form: "setup", teamId, revision: 1 } });
  const button = { type: "button", action_id: "press:1", text: { type: "plain_text", text: "Settings" }, value };
  await ana.presses([{ type: "actions", elements: [button] }], "Settings", { channel: { id: ana.direct } });
  return ana.modal();
}

test("a team can't be moved into a channel that its lead isn't in, and the one that it has may stay", async () => {
  expect(errorOf(await setUp("C1"))).toBe("none");
  const settings = await openSettings();
  expect(errorOf(await ana.submits(settings, { channel: "CSECRET" }))).toContain("You're not in that channel.");
  expect(await channelOf()).toEqual(["C1"]);
  world.fake.members.set("C1", ["UBEN"]);
  expect(errorOf(await ana.submits(settings, { name: "Payments 2" }))).toBe("none");
  expect(await channelOf()).toEqual(["C1"]);
});
