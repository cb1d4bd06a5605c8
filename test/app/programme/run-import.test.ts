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

const check = (csv: string, actor = world.ana) =>
  actor.submits({ form: "import-teams", workspaceId: world.workspace.id }, { csv });

/** Looks at the preview, and submits the form that came with it. */
async function submit(csv: string, actor = world.ana) {
  const checked = await check(csv, actor);
  const context = checked.form?.context;
  return context?.form === "import-teams" ? actor.submits(context, { csv }) : checked;
}

const previewOf = async (csv: string) => {
  const { form } = await check(csv);
  const intro = form?.intro;
  return typeof intro === "string" ? intro : "";
};

const listNames = async () => {
  const teams = await world.stores((stores) => stores.teams.listOfWorkspace(world.workspace.id));
  return teams.map(({ name }) => name).sort();
};

describe("the preview", () => {
  test("says line by line what will happen, keeps the table, and does nothing", async () => {
    const csv = "name,leads,members,privacy\nGreen,eve,ben,open\nspeed,eve,,\nBlue,,ben,open";
    const { form, notice } = await check(csv);
    expect(notice).toBeUndefined();
    expect(form?.intro).toBe(
      [
        "Nothing has happened yet. 1 of 3 lines can be imported:",
        "Line 2, Green: new, 2 members, 1 lead",
        "Line 3, speed: already exists, stays as it is",
        "Line 4, Blue: not imported. leads: Name at least one lead.",
        "Correct the table and check it again, or import these lines as they are.",
      ].join("\n"),
    );
    expect(form?.submit).toBe("Import 1 team");
    expect(form?.fields[0]).toMatchObject({ id: "csv", value: csv });
    expect(await listNames()).toEqual(["Speed"]);
  });

  test("comes again where the table was changed after it", async () => {
    const { form } = await check("name,leads,privacy\nGreen,eve,open");
    if (form?.context.form !== "import-teams") throw new Error("no preview");
    const changed = await world.ana.submits(form.context, { csv: "name,leads,privacy\nBlue,eve,open" });
    expect(changed.form?.intro).toContain("Line 2, Blue: new");
    expect(await listNames()).toEqual(["Speed"]);
    await world.ana.submits(form.context, { csv: "name,leads,privacy\nGreen,eve,open" });
    expect(await listNames()).toEqual(["Green", "Speed"]);
  });

  test("drops no cell beyond the columns", async () => {
    const text = await previewOf("name,leads,members\nOps,eve,ben;chen,fay@example.com");
    expect(text).toContain("Line 2, Ops: not imported. cells: This cell has no column: fay@example.com.");
    expect(text).toContain("separate them with a semicolon");
  });

  test.each([
    ["columns that are empty at the end", "name,leads,privacy,,\nGreen,eve,open,,"],
    ["the separator in a line of its own", "sep=;\nname;leads;privacy\nGreen;eve;open"],
    ["full-width commas", "名称，负责人，模式\nGreen，eve，open"],
    ["columns in Chinese", "团队,负责人,模式\nGreen,eve,open"],
    ["one stray quotation mark", 'name,leads,privacy\n"Green,eve,open'],
    ["a name in front of an address", 'name,leads,privacy\nGreen,"Fay Example <fay@example.com>; eve",open'],
    ["a name in other letters", "name,leads,privacy\nGreen,eve  EXAMPLE,open"],
    ["tabs of a spreadsheet", "name\tleads\tprivacy\nGreen\teve\topen"],
  ])("reads %s", async (_what, csv) => {
    expect(await previewOf(csv)).toContain("Green: new");
  });

  test("counts the line where a row stands, also below a line with the separator", async () => {
    expect(await previewOf("sep=;\nname;leads\nGreen;eve\nBlue;")).toContain("Line 4, Blue: not imported.");
  });

  test("names a name that stands in two lines at the second", async () => {
    expect(await previewOf("name,leads,privacy\nGreen,eve,open\ngreen,ben,open")).toContain(
      "Line 3, green: not imported. name: Line 2 has the same name.",
    );
  });
});

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
    expect(text).toContain("Line 2, Blue: not imported. members: ");
    expect(text).toContain("nobody@example.com");
    expect(text).toContain("Did you mean Europe/Berlin?");
    expect(text).toContain("Line 5, speed: already exists, stays as it is");
    expect(text).toContain("Line 6, Green: already exists, stays as it is");
    expect(await listNames()).toEqual(["Green", "Speed"]);
  });

  test("the same table twice founds each team once", async () => {
    const csv = "name,leads,privacy\nGreen,eve,open";
    await submit(csv);
    expect(await previewOf(csv)).toContain("Line 2, Green: already exists, stays as it is");
    await submit(csv);
    expect(await listNames()).toEqual(["Green", "Speed"]);
  });

  test("two people of one name are nobody, rather than one of them", async () => {
    await world.actor("eve2", { name: "Eve Example" }).opensHome();
    const text = await previewOf("name,leads,privacy\nGreen,Eve Example,open");
    expect(text).toContain("Line 2, Green: not imported. leads: Several people are called Eve Example.");
    expect(await listNames()).toEqual(["Speed"]);
  });

  test.each([
    ["", "first line"],
    ["name,leads", "first line"],
    ["name,leads,colour\nA,b,c", "There's no column called “colour”"],
    ["name,members\nA,b", "The first line has no column “leads”"],
    ["name,leads,name\nA,b,c", "is in the first line twice"],
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
