import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { programmeFeature } from "../../../src/app/programme/programme-feature.ts";
import { standingFeature } from "../../../src/app/standing/standing-feature.ts";
import { teamFeature } from "../../../src/app/team/team-feature.ts";
import { buttonOf } from "../../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld, told } from "../team/settings-world.ts";

let world: SettingsWorld;

/** Ana set up the first team, so she leads the programme. Eve and Ben are known; Fay is known to the platform alone. */
beforeEach(async () => {
  world = await aSettingsWorld({
    features: [standingFeature, programmeFeature, teamFeature],
    findByEmail: async (email) => (email === "fay@example.com" ? { platformUserId: "fay", name: "Fay Example" } : undefined),
  });
  await world.setUp();
  for (const actor of [world.ben, world.chen, world.dora, world.eve]) await actor.opensHome();
});
afterEach(() => world.close());

const submit = (csv: string, actor = world.ana) =>
  actor.submits({ form: "import-teams", workspaceId: world.workspace.id }, { csv });

const listNames = async () => {
  const teams = await world.stores((stores) => stores.teams.listOfWorkspace(world.workspace.id));
  return teams.map(({ name }) => name).sort();
};

describe("importing teams", () => {
  test("opens from the overview, and names the columns", async () => {
    const { notice } = await world.ana.says("overview");
    const { form } = await world.ana.presses(buttonOf(notice, "Import teams"));
    expect(form?.fields[0]?.hint).toContain("name, channel, members, leads, observers, cadence");
  });

  test("founds each line's team with its people by e-mail, user id and name, and plans its first round", async () => {
    const csv = [
      "name,leads,members,observers,cadence,weekday,time,zone,locale,questions,privacy,channel",
      'Blue,eve,"ben; fay@example.com; 王示例",dora,two-weeks,Wednesday,10:30,Asia/Shanghai,zh-CN,7,private,c-blue',
      "Green,Ben Example,,,,,,,,,open,",
    ].join("\n");
    expect(told(await submit(csv))).toContain("2 of 2 teams imported");
    const blue = await world.team("Blue");
    expect(blue).toMatchObject({ channelId: "c-blue", locale: "zh-CN", questionsPerRound: 7, privacy: "private" });
    expect(blue.schedule).toMatchObject({ cadence: { every: "two-weeks", weekday: 3 }, time: "10:30", zone: "Asia/Shanghai" });
    const roster = await world.stores((stores) => stores.memberships.listOfTeam(blue.id));
    expect(roster.map(({ kind, lead }) => `${kind}${lead ? " lead" : ""}`).sort()).toEqual([
      "member",
      "member",
      "member",
      "member lead",
      "observer",
    ]);
    expect(await world.stores((stores) => stores.teams.nextRoundAt(blue.id))).toBeDefined();
    const fay = world.actor("fay");
    expect((await world.queuedFor(fay.userId)).map(({ message }) => message.summary).join()).toContain("Blue");
    const green = await world.team("Green");
    expect(green.schedule.cadence).toEqual({ every: "week", weekday: 1 });
    const ana = await world.ana.person();
    expect(await world.stores((stores) => stores.memberships.findOfPerson(green.id, ana.id))).toBeUndefined();
  });

  test("keeps nothing of a line with a fault, founds the others, and says what is wrong by line and column", async () => {
    const csv = [
      "name;leads;members;zone;privacy",
      "Blue;eve;nobody@example.com, ben;Europe/Berln;open",
      "",
      "Green;eve;;;open",
      "speed;;;;open",
      "Green;ben;;;open",
    ].join("\n");
    const text = told(await submit(csv));
    expect(text).toContain("1 of 4 teams imported");
    expect(text).toContain("Line 2, members:");
    expect(text).toContain("nobody@example.com");
    expect(text).toContain("Line 2, zone: I don't recognize the time zone “Europe/Berln”. Did you mean Europe/Berlin?");
    expect(text).toContain("Line 5, leads: Name at least one lead.");
    expect(text).toContain("Line 5, name:");
    expect(text).toContain("Line 6, name:");
    expect(await listNames()).toEqual(["Green", "Speed"]);
  });

  test("the same table twice founds each team once", async () => {
    const csv = "name,leads,privacy\nGreen,eve,open";
    await submit(csv);
    expect(told(await submit(csv))).toContain("0 of 1 team imported");
    expect(await listNames()).toEqual(["Green", "Speed"]);
  });

  test("two people of one name are nobody, rather than one of them", async () => {
    await world.actor("eve2", { name: "Eve Example" }).opensHome();
    expect(told(await submit("name,leads,privacy\nGreen,Eve Example,open"))).toContain("Line 2, leads:");
    expect(await listNames()).toEqual(["Speed"]);
  });

  test.each([
    ["", "Paste a first line"],
    ["name,leads", "Paste a first line"],
    ["name,leads,colour\nA,b,c", "There's no column called “colour”"],
    ["name,members\nA,b", "The first line has no column “leads”"],
    ['name,leads\nA,"b', "I can't read line 2"],
    [`name,leads\n${"A,b\n".repeat(51)}`, "You can import 50 teams at once"],
  ])("a table that is none (%j) is an error at the field", async (csv, says) => {
    const { errors, notice } = await submit(csv);
    expect(errors?.csv).toContain(says);
    expect(notice).toBeUndefined();
  });

  test("is for programme leads of this workspace alone", async () => {
    const csv = "name,leads,privacy\nGreen,eve,open";
    expect(told(await submit(csv, world.ben))).toContain("Only programme leads can use");
    const elsewhere = await world.ana.submits({ form: "import-teams", workspaceId: "w-2" }, { csv });
    expect(told(elsewhere)).toContain("Only programme leads can use");
    expect(await listNames()).toEqual(["Speed"]);
  });

  test("what a cell holds is shown as it is, never as a command or a mark-up", async () => {
    const text = told(await submit("name,leads,privacy\n<b>=cmd|x</b>,eve,open"));
    expect(text).toContain("<b>=cmd|x</b>");
  });
});
