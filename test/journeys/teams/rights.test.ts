/**
 * R27 over Teams' wire: each command, and each forged button and form, by every role. Teams has one kind of guest; an app has no
 * directory id and is heard by nobody, and nobody acts with an account that is closed.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Json } from "../../../fakes/json.ts";
import { invokeOf, postActivity } from "../../../fakes/teams/client.ts";
import { directIdOf, teamsIdOf } from "../../../fakes/teams/fake-connector.ts";
import type { AccountName } from "../../../src/app/rights.ts";
import { encodeAction } from "../../../src/message/action.ts";
import { nameInCast } from "../../../src/simulation/cast.ts";
import { describeRights } from "../../helpers/rights-walk.ts";
import { type Cell, idOf, listCells, seedCells, type Try } from "../../helpers/rights.ts";
import { textOf } from "../../helpers/teams/cards.ts";
import { anActivity, aTeamsWorld, cardsOf, installInTeam, type TeamsWorld } from "../../helpers/teams/teams-world.ts";

const ABOUT: Partial<Readonly<Record<AccountName, Json>>> = {
  full: {},
  "multi-channel-guest": { userRole: "guest" },
  external: { tenantId: "99999999-9999-4999-8999-999999999999" },
};
const CELLS = listCells(["full", "multi-channel-guest", "external"]);

let world: TeamsWorld;
beforeAll(async () => {
  world = await aTeamsWorld();
  for (const cell of CELLS) {
    const id = idOf(cell);
    world.user(id);
    world.fake.people.set(id, { name: nameInCast(id), teamsId: teamsIdOf(id), ...ABOUT[cell.account] });
  }
  const first = world.user("first");
  await first.says("help");
  const workspaceId = (await first.workspaceId()) ?? "";
  await world.storage().work((stores) => seedCells(stores, { workspaceId, cells: CELLS }));
});
afterAll(() => world.close());

/** Everything that is shown to them because of it. */
async function hear(cell: Cell, { does }: Try): Promise<string> {
  const id = idOf(cell);
  const before = new Set(world.fake.posted.map((message) => message.id));
  const forge = (): Json => {
    if ("says" in does) return { text: does.says, textFormat: "plain" };
    return invokeOf({ speedboat: { kind: "press", action: encodeAction(does.presses(cell)) } }, { message: "m-0" });
  };
  const got = await postActivity(world, anActivity(world, id, forge()));
  expect(got.status).toBe(200);
  await world.teams().settle();
  const inPlace = String(got.body?.type).endsWith("card.adaptive") ? [textOf(got.body?.value)] : [];
  const own = () => world.fake.posted.filter((message) => !before.has(message.id) && message.conversationId === directIdOf(id));
  if (inPlace.length === 0 && own().length === 0) await world.deliver();
  return [...inPlace, ...own().flatMap(({ activity }) => [String(activity.text ?? ""), ...cardsOf(activity).map(textOf)])].join(
    " ",
  );
}

describeRights(CELLS, hear);

test("nothing that was refused changed who leads, and guests who led lead no more", async () => {
  const memberships = await world.storage().work((stores) => stores.memberships.listOfTeam("team-speed"));
  expect(memberships.filter(({ lead }) => lead).map(({ personId }) => personId)).toEqual(["lead-full"]);
});

test("an app is heard by nobody", async () => {
  const from = { id: "28:another-app", name: "Another app" };
  const { status } = await postActivity(world, anActivity(world, "lead-full", { from, text: "members", textFormat: "plain" }));
  expect([401, 403]).toContain(status);
});

test("a lead whose account a roster shows as a guest's leads no more", async () => {
  const isLead = () => world.storage().work(async ({ memberships }) => (await memberships.find("m-lead-full"))?.lead);
  const lead = { name: nameInCast("lead-full"), teamsId: teamsIdOf("lead-full") };
  await installInTeam(world, "lead-full");
  expect(await isLead()).toBe(true);
  world.fake.people.set("lead-full", { ...lead, userRole: "guest" });
  await installInTeam(world, "lead-full");
  expect(await isLead()).toBe(false);
  world.fake.people.set("lead-full", lead);
  await installInTeam(world, "lead-full");
  expect(await isLead()).toBe(false);
});
