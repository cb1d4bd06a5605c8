/** After a press on the Home tab or a command in a channel, people are told where their card went, with a way to it. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../../helpers/slack/slack-world.ts";

let world: SlackWorld;
let ana: SlackUser;
beforeEach(async () => {
  world = await aSlackWorld();
  ana = world.user("UANA", { name: "Ana Example" });
  world.user("UBEN");
  await ana.says("setup");
  await ana.submits(ana.modal(), { name: "Payments", members: ["UBEN"], privacy: "open" });
  await ana.says("assess");
  await world.deliver();
});
afterEach(() => world.close());

const ADDRESS = "https://slack.com/app_redirect?app=A1&team=T1&tab=messages";

test("“Continue” on the Home tab says that the card is in the direct message, with a link", async () => {
  await ana.opensHome();
  await ana.tapsHome("Continue");
  const shown = JSON.stringify(ana.modal());
  expect(shown).toContain("I sent it to you in a direct message.");
  expect(shown).toContain(ADDRESS);
});

test("so does a command in a channel", async () => {
  const said = JSON.stringify(await ana.says("checkin"));
  expect(said).toContain("You already have one open.");
  expect(said).toContain(ADDRESS);
});

test("in the direct message itself there is no link", async () => {
  expect(JSON.stringify(await ana.says("checkin", ana.direct, "directmessage"))).not.toContain("app_redirect");
});
