/** Teams of 300 and of 1,000 people through the app: pages, forms that carry nobody, and forms that name too many. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isActiveAt } from "../../../src/core/team.ts";
import type { Message } from "../../../src/message/message.ts";
import { aMembership, aPerson } from "../../helpers/team.ts";
import { buttonOf, flatten, listButtons } from "../../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld, setupValues, told } from "./settings-world.ts";

let world: SettingsWorld;
afterEach(() => world.close());

/** A team of four of which everybody above that has a name with a number, and an account. */
async function aTeamOf(count: number): Promise<void> {
  world = await aSettingsWorld();
  await world.setUp();
  const { id: teamId } = await world.team();
  await world.stores(async ({ people, memberships }) => {
    for (let index = 5; index <= count; index += 1) {
      const id = `p${String(index).padStart(4, "0")}`;
      await people.save(aPerson({ id, workspaceId: world.workspace.id, name: `Person ${id}` }));
      await people.saveAccount({ workspaceId: world.workspace.id, platformUserId: `u-${id}`, personId: id });
      await memberships.save(aMembership({ id: `m-${id}`, teamId, personId: id, intervals: [{ since: 0 }] }));
    }
  });
}

async function listActive(): Promise<readonly string[]> {
  const { id } = await world.team();
  const memberships = await world.stores((stores) => stores.memberships.listOfTeam(id));
  return memberships.filter((each) => isActiveAt(each, world.clock.now())).map(({ personId }) => personId);
}

function namesOn(message: Message | undefined): readonly string[] {
  const table = flatten(message).find((element) => element.kind === "table");
  return table?.rows.map(([name]) => String(name)) ?? [];
}

describe("a team of 300", () => {
  beforeEach(() => aTeamOf(300));

  test("loses nobody by a members form that is saved as it came, nor by one that adds one", async () => {
    const before = await listActive();
    const { form } = await world.ana.presses(buttonOf((await world.ana.says("members")).notice, "Change"));
    const { context } = form ?? { context: undefined };
    if (context?.form !== "members") throw new Error("no form");
    await world.ana.submits(context, { members: [], leads: [], observers: [], remove: [] });
    await world.ana.submits(context, {});
    expect(await listActive()).toEqual(before);
    await world.ana.submits(context, { members: ["eve"] });
    expect(await listActive()).toHaveLength(301);
  });

  test("is shown in pages that hold everybody once, with the actions in reach on each", async () => {
    let { notice } = await world.ana.says("members");
    const seen: string[] = [];
    for (let page = 1; ; page += 1) {
      seen.push(...namesOn(notice));
      const labels = listButtons(notice).map(({ label }) => label);
      expect(labels).toEqual(expect.arrayContaining(["Change", "Take people off the team", "Find someone", "Who is asked what"]));
      expect(labels.includes("Previous")).toBe(page > 1);
      if (!labels.includes("Next")) break;
      notice = (await world.ana.presses(buttonOf(notice, "Next"))).notice;
    }
    expect(seen).toHaveLength(300);
    expect(new Set(seen).size).toBe(300);
    expect(notice && told({ notice })).toContain("286–300 of 300");
    const back = await world.ana.presses(buttonOf(notice, "Previous"));
    expect(back).toMatchObject({ settles: true });
    expect(told(back)).toContain("271–285 of 300");
  });

  test("has pages of roles, and a changed role comes back on its own page", async () => {
    const first = await world.ana.says("roles");
    const second = await world.ana.presses(buttonOf(first.notice, "Next"));
    const { form } = await world.ana.presses(buttonOf(second.notice, "Change Person p0020"));
    if (form?.context.form !== "roles") throw new Error("no form");
    const saved = await world.ana.submits(form.context, { roles: ["security"] });
    expect(told(saved)).toContain("Person p0020 is now asked about: security.");
    expect(told(saved)).toContain("16–30 of 299");
  });

  test("has those of a page taken out by choosing them, twice to one effect, and nobody of another team", async () => {
    const page = await world.ana.presses(buttonOf((await world.ana.says("members")).notice, "Next"));
    const { form } = await world.ana.presses(buttonOf(page.notice, "Take people off the team"));
    if (form?.context.form !== "take-out") throw new Error("no form");
    const [field] = form.fields;
    const options = field?.kind === "multi-select" ? field.options : [];
    expect(options.map(({ label }) => label)).toEqual(namesOn(page.notice));
    const people = options.slice(0, 2).map(({ value }) => value);
    expect(told(await world.ana.submits(form.context, { people }))).toContain("Taken off: Person");
    expect(told(await world.ana.submits(form.context, { people }))).toContain("Nothing changed");
    expect(await listActive()).toHaveLength(298);
    expect((await world.ana.submits(form.context, {})).errors).toEqual({ people: "Please fill this in." });
    const eve = (await world.eve.says("help")) && (await world.eve.person()).id;
    expect((await world.ana.submits(form.context, { people: [eve] })).errors).toEqual({ people: "Choose one from the list." });
    const ana = (await world.ana.person()).id;
    expect((await world.ana.submits(form.context, { people: [ana] })).errors).toEqual({
      people: "A team needs at least one lead.",
    });
    expect(told(await world.ben.submits(form.context, { people }))).toContain("Only leads of Speed can use");
  });

  test("has somebody found by name, with what a lead can change about them", async () => {
    const { form } = await world.ana.presses(buttonOf((await world.ana.says("members")).notice, "Find someone"));
    if (form?.context.form !== "find-member") throw new Error("no form");
    const { notice } = await world.ana.submits(form.context, { person: ["u-p0250"] });
    expect(notice?.summary).toBe("Person p0250");
    expect(listButtons(notice).map(({ label }) => label)).toEqual([
      "Change Person p0250",
      "Take Person p0250 off the team",
      "Back to the list",
    ]);
    await world.eve.says("help");
    expect((await world.ana.submits(form.context, { person: ["eve"] })).errors).toEqual({
      person: "Eve Example isn't on Speed.",
    });
  });

  test("tells of those who cannot be reached on pages of their own", async () => {
    await world.stores(async ({ people }) => {
      for (let index = 10; index < 22; index += 1) {
        const person = await people.find(`p00${index}`);
        if (person) await people.save({ ...person, unreachable: "not-installed" });
      }
    });
    const { notice } = await world.ana.says("members");
    expect(told({ ...(notice && { notice }) })).toContain("I can't reach 12 people on Speed");
    const first = await world.ana.presses(buttonOf(notice, "Show them"));
    expect(told(first)).toContain("1–5 of 12");
    expect(listButtons(first.notice).map(({ label }) => label)).toContain("Take Person p0010 off the team");
    const last = await world.ana.presses(buttonOf((await world.ana.presses(buttonOf(first.notice, "Next"))).notice, "Next"));
    expect(told(last)).toContain("11–12 of 12");
    expect(told(await world.ana.presses(buttonOf(last.notice, "Back to the list")))).toContain("1–15 of 300");
  });

  test("tells of those who have left on pages of their own", async () => {
    const { id: teamId, revision } = await world.team();
    const remove = Array.from({ length: 40 }, (_, index) => `u-p01${String(index).padStart(2, "0")}`);
    await world.ana.submits({ form: "members", teamId, revision }, { remove });
    const { notice } = await world.ana.says("members");
    const former = await world.ana.presses(buttonOf(notice, "No longer on the team (40)"));
    expect(told(former)).toContain("Person p0100 · left on 2 Nov 2026");
    expect(told(await world.ana.presses(buttonOf(former.notice, "Next")))).toContain("16–30 of 40");
  });
});

describe("a form that names too many", () => {
  test("is refused at the field, and changes nothing", async () => {
    await aTeamOf(995);
    const { id: teamId, revision } = await world.team();
    const context = { form: "members", teamId, revision } as const;
    const crowd = Array.from({ length: 5_000 }, (_, index) => `x${index}`);
    expect((await world.ana.submits(context, { observers: crowd })).errors).toEqual({
      observers: "You chose 5,000 people, but a form takes 100 at a time. Add the rest afterwards with members.",
    });
    const few = Array.from({ length: 6 }, (_, index) => world.actor(`n${index}`).userId);
    expect((await world.ana.submits(context, { members: few })).errors).toEqual({
      members: "A team can have up to 1,000 people.",
    });
    const swap = await world.ana.submits(context, { members: few, remove: ["u-p0100"] });
    expect(swap.errors).toBeUndefined();
    expect(await listActive()).toHaveLength(1_000);
  });

  test("asks the platform about nobody", async () => {
    const asked: string[] = [];
    world = await aSettingsWorld();
    const { directory } = world.world;
    const profile = directory.profile.bind(directory);
    directory.profile = (workspaceId, id) => {
      asked.push(id);
      return profile(workspaceId, id);
    };
    const members = Array.from({ length: 101 }, (_, index) => `x${index}`);
    const { errors } = await world.ana.submits({ form: "setup" }, setupValues({ members }));
    expect(Object.keys(errors ?? {})).toEqual(["members"]);
    expect(asked.filter((id) => id.startsWith("x"))).toEqual([]);
  });
});
