/** Nobody makes the bot post where they are not: the conversation of a form is asked about again when the form is sent. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { directIdOf } from "../../../fakes/teams/fake-connector.ts";
import { aTeamsWorld, CHANNEL_ID, installInTeam, type TeamsUser, type TeamsWorld } from "../../helpers/teams/teams-world.ts";

let world: TeamsWorld;
let ana: TeamsUser;
beforeEach(async () => {
  world = await aTeamsWorld();
  ana = world.user("aad-ana", { name: "Ana Example" });
  const ben = world.user("aad-ben", { name: "Ben Example" });
  await ana.installs();
  await ben.installs();
  await installInTeam(world, "aad-ben");
});
afterEach(() => world.close());

async function setUp(channel: string): Promise<string> {
  await ana.says("setup");
  const card = JSON.stringify(ana.card());
  expect(card).not.toContain(directIdOf("aad-ben"));
  await ana.taps("Set up", { name: "Payments", members: "aad-ben", channel, privacy: "open" });
  return ana.readsAll();
}

async function listTeams(): Promise<number> {
  const workspaceId = (await ana.workspaceId()) ?? "";
  return (await world.storage().work(({ teams }) => teams.listOfWorkspace(workspaceId))).length;
}

test("another person's chat with the bot is never offered, and refused where it is forged", async () => {
  const before = world.fake.posted.filter(({ conversationId }) => conversationId === directIdOf("aad-ben")).length;
  expect(await setUp(directIdOf("aad-ben"))).toContain("I can't see that channel.");
  expect(await listTeams()).toBe(0);
  expect(world.fake.posted.filter(({ conversationId }) => conversationId === directIdOf("aad-ben"))).toHaveLength(before);
});

test("a conversation that the bot was never in is refused", async () => {
  expect(await setUp("19:somewhere@thread.tacv2")).toContain("I can't see that channel.");
  expect(await listTeams()).toBe(0);
});

test("a channel that the author isn't in is refused, and one that they are in is not", async () => {
  const isAboutAna = ({ path }: { readonly path: string }) => /\/members\//.test(decodeURIComponent(path));
  const end = world.fake.plan(isAboutAna, { status: 404 }, 9);
  expect(await setUp(CHANNEL_ID)).toContain("You're not in that channel.");
  expect(await listTeams()).toBe(0);
  end();
  await setUp(CHANNEL_ID);
  expect(await listTeams()).toBe(1);
});
