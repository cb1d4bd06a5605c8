/** After an upgrade guests lead no more, and a team without a lead is told, once; and so it is where a lead turns out to be gone. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { markUnreachable } from "../../../src/app/rounds/mark-unreachable.ts";
import { lookAtLeads } from "../../../src/app/upkeep/look-at-leads.ts";
import { aMembership, aPerson } from "../../helpers/team.ts";
import { aSettingsWorld, type SettingsWorld } from "../team/settings-world.ts";

let world: SettingsWorld;
beforeEach(async () => {
  world = await aSettingsWorld({ platform: "slack" });
  await world.setUp();
});
afterEach(() => world.close());

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const look = () => lookAtLeads(world.world, { log });
const told = async (userId: string) => (await world.queuedFor(userId)).map(({ message }) => message.summary);
const NO_LEAD = expect.stringContaining("Speed doesn't have a lead anymore");

/** The database as the version before left it: Gus leads beside Ana, and nobody knows that their account is a guest's. */
async function upgrade(): Promise<void> {
  world.actor("gus", { name: "Gus Example", kind: "guest" });
  const { id: teamId } = await world.team();
  await world.stores(async ({ people, memberships, settings }) => {
    await people.save(aPerson({ id: "gus", workspaceId: "w-1", name: "Gus Example" }));
    await people.saveAccount({ workspaceId: "w-1", platformUserId: "gus", personId: "gus" });
    await memberships.save(aMembership({ id: "m-gus", teamId, personId: "gus", lead: true }));
    await settings.set("leads.look", "due");
  });
}

const leadOf = async (id: string) => (await world.stores(({ memberships }) => memberships.find(id)))?.lead;

test("a guest who leads from before leads no more, and the other leads are told; a new database needs no look", async () => {
  await upgrade();
  await world.stores(({ settings }) => settings.set("leads.look", ""));
  await look();
  expect(await leadOf("m-gus")).toBe(true);
  await world.stores(({ settings }) => settings.set("leads.look", "due"));
  await look();
  expect(await leadOf("m-gus")).toBe(false);
  expect((await world.membership(world.ana)).lead).toBe(true);
  expect(await told("ana")).toEqual([expect.stringContaining("Gus Example is now a guest here")]);
  expect(await world.stores(({ settings }) => settings.get("leads.look"))).toBe("done");
});

test("a lead who is gone leaves the team to its members and the programme leads to hear of it, once", async () => {
  await upgrade();
  const ana = await world.ana.person();
  await world.stores(({ people }) => people.save({ ...ana, unreachable: "deactivated" }));
  await look();
  expect(await told("ben")).toEqual(expect.arrayContaining([NO_LEAD]));
  const before = (await world.queued()).length;
  await look();
  await world.stores(({ settings }) => settings.set("leads.look", "due"));
  await look();
  expect((await world.queued()).length).toBe(before);
});

test("a refusal that tells that a lead is gone does the same; one that doesn't, doesn't", async () => {
  const ana = await world.ana.person();
  const [queued] = await world.queuedFor("ben");
  const post = await world.stores(({ posts }) => posts.find(queued?.postId ?? ""));
  const mark = (reason: "left-workspace" | "direct-messages-closed") =>
    world.stores(async (stores) => {
      const work = { stores, world: world.world, now: world.clock.now() };
      if (post) await markUnreachable(work, { personId: ana.id, post, reason });
    });
  await mark("direct-messages-closed");
  expect(await told("ben")).not.toEqual(expect.arrayContaining([NO_LEAD]));
  await mark("left-workspace");
  expect(await told("ben")).toEqual(expect.arrayContaining([NO_LEAD]));
});
