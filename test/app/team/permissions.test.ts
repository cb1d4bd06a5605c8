/** Who may what: each command and form of this room, for each part that a person can have. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FormContext } from "../../../src/message/form-context.ts";
import type { Actor } from "../../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld, told } from "./settings-world.ts";

let world: SettingsWorld;
beforeAll(async () => {
  world = await aSettingsWorld();
  await world.setUp();
  await world.ben.says("language en");
});
afterAll(() => world.close());

const PARTS = ["lead", "member", "observer", "stranger"] as const;
type Part = (typeof PARTS)[number];
const actorOf = (part: Part): Actor => ({ lead: world.ana, member: world.ben, observer: world.dora, stranger: world.eve })[part];
const REFUSALS = [
  "Only leads of Speed can use",
  "Only members of",
  "You're not on a team yet.",
  "You're not on that team.",
  "Only programme leads can use",
];

function isRefused(text: string): boolean {
  return REFUSALS.some((refusal) => text.includes(refusal));
}

describe.each<[line: string, may: readonly Part[]]>([
  ["help", PARTS],
  ["setup", PARTS],
  ["away", PARTS],
  ["reminders", PARTS],
  ["language", PARTS],
  ["privacy", PARTS],
  ["forget me", PARTS],
  ["leave", ["lead", "member", "observer"]],
  ["schedule", ["lead"]],
  ["members", ["lead"]],
  ["roles", ["lead"]],
  ["resume", ["lead"]],
  ["pause sometime", ["lead"]],
])("R27: “%s”", (line, may) => {
  test.each(PARTS)("by a %s", async (part) => {
    const outcome = await actorOf(part).says(line);
    expect(isRefused(told(outcome))).toBe(!may.includes(part));
  });
});

describe.each(["setup", "schedule", "members", "roles", "pause", "programme"] as const)("R27: the form of %s", (name) => {
  const contextOf = async (): Promise<FormContext> => {
    const { id: teamId } = await world.team();
    const revision = 99;
    if (name === "roles") return { form: name, teamId, revision, personId: (await world.ben.person()).id };
    if (name === "pause") return { form: name, teamId };
    return name === "programme" ? { form: name } : { form: name, teamId, revision };
  };

  test.each(PARTS)("opened by a %s", async (part) => {
    const outcome = await actorOf(part).presses({ act: "open-form", form: await contextOf() });
    expect(outcome.form !== undefined).toBe(part === "lead");
    expect(isRefused(told(outcome))).toBe(part !== "lead");
  });

  test.each(["member", "observer", "stranger"] as const)("sent by a %s changes nothing", async (part) => {
    const before = await world.team();
    const outcome = await actorOf(part).submits(await contextOf(), {
      name: "Mine",
      people: ["eve"],
      leads: ["eve"],
      roles: ["security"],
    });
    expect(isRefused(told(outcome))).toBe(true);
    expect(await world.team()).toEqual(before);
  });
});

describe("help", () => {
  test("shows a lead everything that leads may, without what is for others", async () => {
    const text = told(await world.ana.says("help"));
    expect(text).toContain("For leads");
    expect(text).toContain("members see who's on the team");
    expect(text).not.toContain("once you're on a team or lead one");
  });

  test("keeps from an observer what only members and leads may, behind a fold", async () => {
    const { notice } = await world.dora.says("help");
    const [fold] = notice?.elements.filter((element) => element.kind === "fold") ?? [];
    const [list] = fold?.kind === "fold" ? fold.elements : [];
    const hidden = list?.kind === "list" ? list.items.map((item) => (typeof item === "string" ? item : item[0]?.text)) : [];
    expect(hidden).toEqual(["checkin", "assess [dimension]", "members", "roles", "schedule", "pause [until]", "resume"]);
  });

  test("speaks the reader's language and offers a stranger to set up", async () => {
    expect(told(await world.chen.says("help"))).toContain("schedule 看什么时候问");
    expect(told(await world.eve.says("help"))).toContain("[Set up a team]");
  });
});
