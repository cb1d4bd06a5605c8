/** `group` through the app: large groups, platforms without any, and teams on two platforms. */
import { afterEach, describe, expect, test } from "vitest";
import { createHelpFeature } from "../../../src/app/commands/show-help.ts";
import { groupFeature } from "../../../src/app/group/group-feature.ts";
import { endLinksOf } from "../../../src/app/link/part.ts";
import { noteLeftGroup } from "../../../src/app/news/platform-news.ts";
import type { FoundGroup } from "../../../src/app/ports/directory.ts";
import { scheduleFeature } from "../../../src/app/schedule/schedule-feature.ts";
import { teamFeature } from "../../../src/app/team/team-feature.ts";
import { isActiveAt, type Platform } from "../../../src/core/team.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aMembership, aPerson } from "../../helpers/team.ts";
import { buttonOf } from "../../helpers/world.ts";
import { link, read, twoSides } from "../link/link-world.ts";
import { aSettingsWorld, type SettingsWorld, setupValues, told } from "../team/settings-world.ts";

const features = [teamFeature, scheduleFeature, groupFeature];

/** A team of four in a workspace whose group holds `count` more people. */
async function aGroupWorld(count: number, platform: Platform = "slack"): Promise<SettingsWorld> {
  const members = Array.from({ length: count }, (_, index) => `u${String(index).padStart(3, "0")}`);
  const world = await aSettingsWorld({
    features: [...features, createHelpFeature(features)],
    platform,
    findGroup: async (): Promise<FoundGroup> => ({
      kind: "found",
      group: { id: "S1", handle: "platform-team", members: ["ana", ...members] },
    }),
  });
  for (const userId of members) world.actor(userId);
  await world.ana.submits({ form: "setup" }, setupValues());
  return world;
}

async function countActive(world: SettingsWorld): Promise<number> {
  const { id } = await world.team();
  const memberships = await world.stores((stores) => stores.memberships.listOfTeam(id));
  return memberships.filter((membership) => isActiveAt(membership, world.clock.now())).length;
}

let world: SettingsWorld;
afterEach(() => world.close());

describe("a large group", () => {
  test("is asked about and added by parts, and says how many are left", async () => {
    world = await aGroupWorld(100);
    const first = await world.ana.says("group @platform-team");
    expect(told(first)).toContain("u000 Example");
    expect(told(first)).toContain(", and 60 more.");
    expect(told(first)).toContain("I haven't looked up 20 more people in the group yet.");
    const added = await world.ana.presses(buttonOf(first.notice, "Add all 80"));
    expect(told(added)).toContain("Added: u000 Example");
    expect(await countActive(world)).toBe(4 + 80);
    expect(added.card && toPlainText(added.card)).toContain("I haven't looked up 20 more people");
    const rest = await world.ana.says("group @platform-team");
    await world.ana.presses(buttonOf(rest.notice, "Add all 20"));
    expect(await countActive(world)).toBe(4 + 100);
  });

  test("beyond what a team holds adds nobody", async () => {
    world = await aGroupWorld(70);
    const { id: teamId } = await world.team();
    await world.stores(async ({ people, memberships }) => {
      for (let index = 0; index < 940; index += 1) {
        const personId = `more-${index}`;
        await people.save({ ...aPerson({ id: personId, workspaceId: world.workspace.id }), name: `More ${index}` });
        await memberships.save(aMembership({ id: `m-${index}`, teamId, personId, intervals: [{ since: 0 }] }));
      }
    });
    const shown = await world.ana.says("group @platform-team");
    expect(told(await world.ana.presses(buttonOf(shown.notice, "Add all 70")))).toContain("A team can have up to 1,000 people");
    expect(await countActive(world)).toBe(4 + 940);
  });
});

test("a team without a group says so, and has none to part with", async () => {
  world = await aGroupWorld(1);
  expect(told(await world.ana.says("group"))).toContain("isn't linked to a user group. Type");
  expect(told(await world.ana.says("group off"))).toContain("Nothing changed");
});

describe("where there are no user groups", () => {
  test.each(["teams", "playground"] as const)("%s says so, and help leaves the command out", async (platform) => {
    world = await aGroupWorld(1, platform);
    expect(told(await world.ana.says("group @platform-team"))).toContain("Only Slack has user groups.");
    expect(told(await world.ana.says("help"))).not.toContain("group [");
  });

  test("Slack's help names it", async () => {
    world = await aGroupWorld(1);
    expect(told(await world.ana.says("help"))).toContain("group [@group|off]");
  });
});

describe("a team on two platforms", () => {
  const left = { workspaceId: "slack", groupId: "S1", platformUserIds: ["u2"] };
  const linkedTo = (teamId: string, workspaceId: string) => ({
    ...{ teamId, workspaceId, groupId: "S1", handle: "platform-team", since: 0 },
  });

  test("hears on both sides who left the group of its Slack side", async () => {
    const both = await twoSides();
    await link(both);
    await both.tick();
    await both.stores((stores) => stores.groups.save(linkedTo("owner", "slack")));
    await noteLeftGroup(both.world, { ...left, eventKey: "Ev-1" });
    await both.tick();
    const heard = async (side: "slack" | "teams") =>
      (await both.arrived(side, "u1")).filter((message) => toPlainText(message).includes("Ben Example left the user group"));
    expect([(await heard("slack")).length, (await heard("teams")).length]).toEqual([1, 1]);
    expect(read(await both.dee.says("group"))).toContain("Only Slack has user groups.");
    await both.close();
  });

  test("takes the group of the side that joins along, and gives it back when they part", async () => {
    const both = await twoSides();
    await both.stores((stores) => stores.groups.save(linkedTo("other", "teams")));
    await link(both);
    const groupOf = (teamId: string) => both.stores((stores) => stores.groups.find(teamId, "teams"));
    expect([await groupOf("owner"), await groupOf("other")]).toEqual([linkedTo("owner", "teams"), undefined]);
    await both.tick();
    await noteLeftGroup(both.world, { ...left, workspaceId: "teams", eventKey: "Ev-1" });
    await both.tick();
    const asked = (await both.arrived("slack", "u1")).map(toPlainText);
    expect(asked.filter((text) => text.includes("Eli Example left the user group"))).toHaveLength(1);
    await both.dee.says("link off yes");
    expect([await groupOf("owner"), await groupOf("other")]).toEqual([undefined, linkedTo("other", "teams")]);
    await both.close();
  });

  test("keeps none of a workspace that is gone", async () => {
    const both = await twoSides();
    await link(both);
    await both.stores((stores) => stores.groups.save(linkedTo("owner", "slack")));
    await both.stores((stores) => endLinksOf({ stores, world: both.world, now: both.clock.now() }, "slack"));
    expect(await both.stores((stores) => stores.groups.find("owner", "slack"))).toBeUndefined();
    await both.close();
  });

  test("that rests for a link hears nothing", async () => {
    const both = await twoSides();
    await link(both);
    await both.tick();
    await both.stores((stores) => stores.groups.save(linkedTo("other", "teams")));
    const before = both.sender.received.length;
    await noteLeftGroup(both.world, { ...left, workspaceId: "teams", eventKey: "Ev-1" });
    await both.tick();
    expect(both.sender.received).toHaveLength(before);
    await both.close();
  });

  test("hears nothing from a workspace that is no home of it any more", async () => {
    const both = await twoSides();
    const { id: personId } = await both.ben.person();
    await both.stores(async (stores) => {
      await stores.people.saveAccount({ workspaceId: "teams", platformUserId: "u9", personId });
      await stores.groups.save(linkedTo("owner", "teams"));
    });
    await noteLeftGroup(both.world, { ...left, workspaceId: "teams", platformUserIds: ["u9"], eventKey: "Ev-1" });
    await both.tick();
    expect(await both.arrived("slack", "u1")).toEqual([]);
    await both.close();
  });
});
