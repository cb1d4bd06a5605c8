/** A team that is linked to a user group: who is missing is added at a press, and who leaves is offered to the leads. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "../../fakes/json.ts";
import { readBlocks } from "../../fakes/slack/blocks.ts";
import { postEvent } from "../../fakes/slack/client.ts";
import { isActiveAt } from "../../src/core/team.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../helpers/slack/slack-world.ts";

let world: SlackWorld;
let ana: SlackUser;
let ben: SlackUser;

beforeEach(async () => {
  world = await aSlackWorld();
  ana = world.user("UANA");
  ben = world.user("UBEN");
  world.user("UCEM");
  world.user("UWANG", { locale: "zh-CN" });
  world.fake.users.set("UROBOT", { id: "UROBOT", name: "Robot", deleted: true });
  world.fake.groups.set("S1", { id: "S1", handle: "platform-team", users: ["UANA", "UBEN", "UCEM", "UWANG", "UROBOT"] });
  await ana.says("setup");
  await ana.submits(ana.modal(), { name: "Payments", members: ["UBEN"], channel: "C1", privacy: "open" });
  world.clock.advance({ days: 1 });
});
afterEach(async () => {
  expect(world.fake.problems).toEqual([]);
  await world.close();
});

const LINKED = "Payments is now linked to the user group @platform-team.";
const says = async (who: SlackUser, line: string) => readBlocks(await who.says(line));
const event = async (about: Json, id?: string) => {
  expect((await postEvent(world, about, id === undefined ? {} : { id })).status).toBe(200);
  await world.deliver();
};
const leave = (users: readonly string[], id?: string) =>
  event({ type: "subteam_members_changed", subteam_id: "S1", team_id: "T1", removed_users: users }, id);
const update = (about: Json) => event({ type: "subteam_updated", subteam: { id: "S1", handle: "platform-team", ...about } });
const asked = (who: SlackUser) => who.messages().filter(({ blocks }) => readBlocks(blocks).includes("left the user group"));
const members = () =>
  world.storage().work(async (stores) => {
    const [team] = await stores.teams.listOfWorkspace("id-00000001");
    const memberships = await stores.memberships.listOfTeam(team?.id ?? "");
    const active = memberships.filter((membership) => isActiveAt(membership, world.clock.now()));
    return (await stores.people.findMany(active.map(({ personId }) => personId))).map(({ name }) => name).sort();
  });
const knownPeople = () => world.storage().work((stores) => stores.people.listOfWorkspace("id-00000001"));

describe("linking", () => {
  it.each(["group @platform-team", "group PLATFORM-team", "group <!subteam^S1|@platform-team>", "group S1"])(
    "takes the group as it is typed or as Slack writes it: %s",
    async (line) => {
      expect(await says(ana, line)).toContain(LINKED);
      expect(await says(ana, "group")).toContain("Payments has been linked to the user group @platform-team since ");
    },
  );

  it("takes it in the direct message as well", async () => {
    await ana.writes("group <!subteam^S1|@platform-team>");
    expect(await says(ana, "group")).toContain("@platform-team");
  });

  it("says who of the group is not in the team, and keeps nothing of them until they are added", async () => {
    const before = (await knownPeople()).length;
    const blocks = await ana.says("group @platform-team");
    const text = readBlocks(blocks);
    expect(text).toContain("In the group but not on the team yet: Cem Example and 王示例.");
    expect(text).not.toContain("Robot");
    expect(await knownPeople()).toHaveLength(before);
    expect(await members()).toEqual(["Ana Example", "Ben Example"]);
  });

  it("adds them all at one press, each with a greeting, and a second press adds nobody", async () => {
    const blocks = await ana.says("group @platform-team");
    await ana.presses(blocks, "Add all 2");
    expect(await members()).toEqual(["Ana Example", "Ben Example", "Cem Example", "王示例"]);
    await world.deliver();
    const greeted = await world.storage().work(async (stores) => {
      const cem = await stores.people.findByAccount("id-00000001", "UCEM");
      return cem?.greetedAt;
    });
    expect(greeted).toBe(world.clock.now());
    expect(JSON.stringify(await ana.presses(blocks, "Add all 2"))).toContain("Nothing changed in Payments.");
    expect(await says(ana, "group @platform-team")).toContain("Everyone in the group is on the team.");
  });

  it("names those in the team who are not in the group, and leaves them", async () => {
    world.fake.groups.set("S1", { id: "S1", handle: "platform-team", users: ["UANA"] });
    expect(await says(ana, "group @platform-team")).toContain("On the team but not in the group: Ben Example. They stay");
    expect(await members()).toContain("Ben Example");
  });

  it("puts another group in the place of the first, whose button adds nobody then", async () => {
    const first = await ana.says("group @platform-team");
    world.fake.groups.set("S2", { id: "S2", handle: "payments", users: ["UANA"] });
    expect(await says(ana, "group @payments")).toContain("It replaces @platform-team.");
    expect(JSON.stringify(await ana.presses(first, "Add all 2"))).toContain("so I didn't add anyone");
    expect(await members()).toEqual(["Ana Example", "Ben Example"]);
    await leave(["UBEN"]);
    expect(asked(ana)).toHaveLength(0);
  });

  it("is for leads alone", async () => {
    expect(await says(ben, "group @platform-team")).not.toContain("linked to");
    expect(await says(ana, "group")).toContain("Payments isn't linked to a user group.");
    const blocks = await ana.says("group @platform-team");
    await ben.presses(blocks, "Add all 2");
    expect(await members()).toEqual(["Ana Example", "Ben Example"]);
  });

  it("shows how it stands with a way to compare and a way out", async () => {
    await ana.says("group @platform-team");
    const state = await ana.says("group");
    expect(JSON.stringify(await ana.presses(state, "Compare with the team"))).toContain("not on the team yet");
    expect(JSON.stringify(await ana.presses(state, "Unlink"))).toContain("no longer linked to @platform-team");
    expect(await says(ana, "group off")).toContain("Nothing changed");
    await leave(["UBEN"]);
    expect(asked(ana)).toHaveLength(0);
  });

  it("the same group again compares anew, and is linked since the first time", async () => {
    await ana.says("group @platform-team");
    world.clock.advance({ days: 3 });
    await ana.says("group @platform-team");
    expect(await says(ana, "group")).toContain("since 3 Nov 2026.");
  });

  it("speaks the lead's language", async () => {
    await ana.says("language zh-CN");
    expect(await says(ana, "group @platform-team")).toContain("在用户组里、但还不在团队里：Cem Example、王示例。");
  });
});

describe("what stands in the way", () => {
  it.each([
    ["an unknown group", "group @nobody", undefined, "I can't find that user group."],
    ["a missing scope", "group @platform-team", { error: "missing_scope" }, "I'm not allowed to see user groups yet."],
    ["a plan without user groups", "group @platform-team", { error: "paid_teams_only" }, "I can't find that user group."],
    ["a Slack in trouble", "group @platform-team", { status: 500 }, "Slack isn't telling me about user groups right now."],
    ["a Slack that wants a pause", "group @platform-team", { status: 429, retryAfter: 5 }, "Please try again in a minute."],
  ])("%s is said, and changes nothing", async (_, line, trouble, said) => {
    if (trouble) world.fake.plan("usergroups.list", trouble);
    expect(await says(ana, line)).toContain(said);
    expect(await says(ana, "group")).toContain("Payments isn't linked to a user group.");
  });
});

describe("a member who left the linked group", () => {
  beforeEach(async () => {
    await ana.says("group @platform-team");
  });

  it("is offered to the lead for removal, once, and stays until the lead says so", async () => {
    await leave(["UBEN"], "Ev-group");
    await leave(["UBEN"], "Ev-group");
    expect(asked(ana)).toHaveLength(1);
    expect(readBlocks(asked(ana)[0]?.blocks ?? [])).toContain(
      "Ben Example left the user group @platform-team. Should I take them off Payments?",
    );
    expect(await members()).toContain("Ben Example");
    await ana.presses(asked(ana)[0]?.blocks ?? [], "Take off the team", { channel: { id: ana.direct } });
    expect(await members()).not.toContain("Ben Example");
  });

  it("is one message to the lead where several left at once, with the way to the roster", async () => {
    await ana.presses(await ana.says("group @platform-team"), "Add all 2");
    expect(await members()).toEqual(["Ana Example", "Ben Example", "Cem Example", "王示例"]);
    await leave(["UBEN", "UCEM", "USTRANGER", "UANA"]);
    expect(asked(ana)).toHaveLength(1);
    const blocks = asked(ana)[0]?.blocks ?? [];
    expect(readBlocks(blocks)).toContain("Ben Example and Cem Example left the user group @platform-team.");
    expect(await members()).toHaveLength(4);
    expect(JSON.stringify(await ana.presses(blocks, "Who's on the team"))).toContain("Cem Example");
  });

  it("stays when the lead keeps them", async () => {
    await leave(["UBEN"]);
    await ana.taps("Keep");
    expect(await members()).toContain("Ben Example");
  });

  it("is nobody's business who was not in the team, or in a group that is not linked", async () => {
    await leave(["UCEM", "USTRANGER"]);
    await event({ type: "subteam_members_changed", subteam_id: "S2", team_id: "T1", removed_users: ["UBEN"] });
    await event({ type: "subteam_members_changed", subteam_id: "S1", team_id: "T1", added_users: ["UBEN"] });
    expect(asked(ana)).toHaveLength(0);
  });
});

describe("the linked group itself", () => {
  beforeEach(async () => {
    await ana.says("group @platform-team");
  });

  it("is called by its new name", async () => {
    await update({ handle: "platform-crew", date_delete: 0 });
    await leave(["UBEN"]);
    expect(readBlocks(asked(ana)[0]?.blocks ?? [])).toContain("@platform-crew");
  });

  it("takes nobody along when it is disabled: the link ends, and the lead is told once", async () => {
    await update({ date_delete: 1_793_610_000 });
    await update({ date_delete: 1_793_610_000 });
    const told = ana.messages().filter(({ blocks }) => readBlocks(blocks).includes("was disabled in Slack"));
    expect(told).toHaveLength(1);
    expect(await says(ana, "group")).toContain("Payments isn't linked to a user group.");
    expect(await members()).toEqual(["Ana Example", "Ben Example"]);
  });
});
