/** `members` and `roles` through the app: who belongs from when to when, and who is asked what. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DAY_MS } from "../../../src/core/time.ts";
import type { FieldId } from "../../../src/message/form-fields.ts";
import type { FormValues } from "../../../src/message/form.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { type Actor, buttonOf, flatten, listButtons, MONDAY_MORNING } from "../../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld, setupValues, told } from "./settings-world.ts";

let world: SettingsWorld;
beforeEach(async () => {
  world = await aSettingsWorld();
  await world.setUp();
});
afterEach(() => world.close());

const change = async (values: FormValues<"members">, revision?: number, by: Actor = world.ana) => {
  const team = await world.team();
  return by.submits({ form: "members", teamId: team.id, revision: revision ?? team.revision }, values);
};
const intervalsOf = async (actor: Actor) => (await world.membership(actor)).intervals;
const later = MONDAY_MORNING + DAY_MS;

describe("the roster", () => {
  test("names everybody with their part and what they are asked", async () => {
    const { notice } = await world.ana.says("members");
    const [table] = flatten(notice).filter((element) => element.kind === "table");
    expect(table).toMatchObject({
      columns: ["Name", "Role in the team", "Asked about"],
      rows: [
        ["Ana Example", "Lead", "everything"],
        ["Ben Example", "Member", "everything"],
        ["王示例", "Member", "everything"],
        ["Dora Example", "Observer", "nothing"],
      ],
    });
  });

  test("sorts names as the reader's language does, whatever that of the machine", async () => {
    const namesFor = async (language: string) => {
      await world.ana.says(`language ${language}`);
      const [table] = flatten((await world.ana.says("members")).notice).filter((element) => element.kind === "table");
      return table?.rows.map(([name]) => name);
    };
    expect(await namesFor("en")).toEqual(["Ana Example", "Ben Example", "王示例", "Dora Example"]);
    expect(await namesFor("zh")).toEqual(["Ana Example", "王示例", "Ben Example", "Dora Example"]);
  });

  test("keeps those who left apart, with the day", async () => {
    world.clock.advance({ days: 1 });
    await change({ remove: ["ben"] });
    const text = told(await world.ana.says("members"));
    expect(text).toContain("No longer on the team");
    expect(text).toContain("Ben Example · left on 3 Nov 2026");
  });

  test("shows whom the bot cannot reach, why, and what mends it", async () => {
    const ben = await world.ben.person();
    await world.stores((stores) => stores.people.save({ ...ben, unreachable: "not-installed" }));
    const { notice } = await world.ana.says("members");
    expect(notice && toPlainText(notice)).toContain("Ben Example hasn't installed the app. Ask them to add the app");
    expect(listButtons(notice).map(({ label }) => label)).toContain("Take Ben Example off the team");
  });

  test("warns when fewer than three members are left in a private team", async () => {
    expect(told(await change({ remove: ["ben"] }))).toContain("fewer than three members");
    expect(told(await world.ana.says("members"))).toContain("fewer than three members");
  });
});

describe("the form", () => {
  test("carries nobody, and sent as it came changes nothing", async () => {
    const { notice } = await world.ana.says("members");
    const { form } = await world.ana.presses(buttonOf(notice, "Change"));
    expect(form?.fields.map((field) => [field.id, field.kind === "people" ? field.values : "other"])).toEqual([
      ["members", undefined],
      ["leads", undefined],
      ["observers", undefined],
      ["remove", undefined],
    ]);
    const before = await world.ana.says("members");
    expect(told(await change({ members: [], leads: [], observers: [], remove: [] }))).toBe(
      "Nothing changed in Speed.\n\n[Who is asked what]",
    );
    expect(told(await change({}))).toContain("Nothing changed in Speed.");
    expect(await world.ana.says("members")).toEqual(before);
  });

  test("adds from now on, with one greeting", async () => {
    world.clock.set(later);
    const outcome = await change({ members: ["eve"] });
    expect(told(outcome)).toContain("Added: Eve Example");
    expect(await intervalsOf(world.eve)).toEqual([{ since: later }]);
    expect(await world.queuedFor("eve")).toHaveLength(1);
    expect(await world.queuedFor("ben")).toHaveLength(1);
  });

  test("takes out from now on, and a greeting that still waits is dropped", async () => {
    world.clock.advance({ minutes: 1 });
    const outcome = await change({ remove: ["ben"] });
    expect(told(outcome)).toContain("Taken off: Ben Example");
    expect(await intervalsOf(world.ben)).toEqual([{ since: MONDAY_MORNING, until: MONDAY_MORNING + 60_000 }]);
    const waiting = (await world.queuedFor("ben")).map(({ message }) => message.summary);
    expect(waiting).toEqual([expect.stringContaining("Ana Example took you off Speed")]);
  });

  test("gives who comes back a new interval, their roles, and no second greeting", async () => {
    const team = await world.team();
    const { personId } = await world.membership(world.ben);
    await world.ana.submits({ form: "roles", teamId: team.id, personId, revision: 1 }, { roles: ["security"] });
    world.clock.set(later);
    await change({ remove: ["ben"] });
    world.clock.advance({ days: 7 });
    const outcome = await change({ members: ["ben"] });
    expect(told(outcome)).toContain("Back again: Ben Example");
    expect(await world.membership(world.ben)).toMatchObject({
      roles: ["security"],
      intervals: [{ since: MONDAY_MORNING, until: later }, { since: later + 7 * DAY_MS }],
    });
    const waiting = (await world.queuedFor("ben")).map(({ message }) => message.summary);
    expect(waiting).toEqual([expect.stringContaining("Ana Example added you to Speed again.")]);
  });

  test("changes parts without a new interval", async () => {
    world.clock.set(later);
    const outcome = await change({ leads: ["chen"] });
    expect(told(outcome)).toContain("New role in the team: 王示例");
    expect(await world.membership(world.chen)).toMatchObject({ lead: true, intervals: [{ since: MONDAY_MORNING }] });
  });

  test("cancels the open check-in of who goes, and their card says so", async () => {
    await world.ben.says("checkin");
    const { id } = await world.membership(world.ben);
    expect(await world.stores((stores) => stores.checkIns.findOpen(id))).toBeDefined();
    await change({ remove: ["ben"] });
    expect(await world.stores((stores) => stores.checkIns.findOpen(id))).toBeUndefined();
    const [newest] = await world.stores((stores) => stores.checkIns.listOfMembership(id, 1));
    expect(newest?.status).toBe("cancelled");
    const edits = (await world.queuedFor("ben")).filter(({ operation }) => operation === "edit");
    expect(edits.map(({ message }) => message.summary)).toEqual([
      "I no longer ask you anything in Speed, so this check-in has ended. Your answers so far are saved.",
    ]);
  });

  test("excuses who goes from the round that is open", async () => {
    world.clock.set(Date.UTC(2026, 10, 9, 8));
    await change({ members: ["eve"] });
    await change({ remove: ["ben"] });
    const team = await world.team();
    const turns = await world.stores(async (stores) => {
      const round = await stores.rounds.latest(team.id);
      return stores.turns.listOfRound(round?.id ?? "");
    });
    const { id } = await world.membership(world.ben);
    expect(turns.find(({ membershipId }) => membershipId === id)).toMatchObject({ state: "excused", excuse: "left" });
    expect(turns.filter(({ state }) => state === "due")).toHaveLength(2);
  });

  test("looks for the next round at the hour of who is new and ahead", async () => {
    world.actor("finn", { zone: "Pacific/Auckland" });
    await change({ members: ["finn"] });
    const { id } = await world.team();
    expect(await world.stores((stores) => stores.teams.nextRoundAt(id))).toBe(Date.UTC(2026, 10, 8, 20));
  });

  test("sent twice has one effect", async () => {
    await change({ members: ["eve"] }, 1);
    expect(told(await change({ members: ["eve"] }, 1))).toContain("Nothing changed in Speed.");
    expect(await world.queuedFor("eve")).toHaveLength(1);
    expect((await world.team()).revision).toBe(2);
  });

  test("that is outdated changes nothing and shows how it stands", async () => {
    await change({ members: ["eve"] }, 1);
    const outcome = await change({ remove: ["ben"] }, 1);
    expect(told(outcome)).toContain("in the meantime, so nothing was saved");
    expect(told(outcome)).toContain("Eve Example");
    expect(await intervalsOf(world.ben)).toEqual([{ since: MONDAY_MORNING }]);
  });

  test.each<[field: FieldId<"members">, values: FormValues<"members">, says: string]>([
    ["leads", { members: ["ana"] }, "at least one lead"],
    ["remove", { remove: ["ana"] }, "at least one lead"],
    ["remove", { remove: ["eve"] }, "Not on Speed: Eve Example"],
    ["remove", { members: ["ben"], remove: ["ben"] }, "Ben Example: choose either a role in the team or “Take off the team”."],
    [
      "members",
      { members: ["ghost"] },
      "I can't find ghost here. Apps and closed accounts can't take part. If it's someone else, submit the form again.",
    ],
    ["observers", { members: ["ben"], observers: ["dora", "ben"] }, "Ben Example: a person is either a member or an observer."],
  ])("with wrong %s %j is answered at the field", async (field, values, says) => {
    const { errors } = await change(values);
    expect(Object.keys(errors ?? {})).toEqual([field]);
    expect(errors?.[field]).toContain(says);
    expect((await world.team()).revision).toBe(1);
  });

  test("leaves alone who has no account on this side", async () => {
    const team = await world.team();
    await world.stores(async (stores) => {
      await stores.people.save({
        id: "far",
        workspaceId: world.workspace.id,
        name: "Far Example",
        reminders: "light",
        nudges: true,
        programmeLead: false,
      });
      await stores.memberships.save({
        id: "m-far",
        teamId: team.id,
        personId: "far",
        kind: "member",
        lead: false,
        roles: [],
        intervals: [{ since: 0 }],
      });
    });
    await change({ remove: ["ben"] });
    expect(await world.stores((stores) => stores.memberships.find("m-far"))).toMatchObject({ intervals: [{ since: 0 }] });
  });
});

describe("one click", () => {
  const remove = async (actor: Actor) => {
    const { id } = await world.team();
    return { act: "remove-member", teamId: id, personId: (await actor.person()).id } as const;
  };

  test("takes a member out, once", async () => {
    world.clock.set(later);
    expect(told(await world.ana.presses(await remove(world.ben)))).toBe(
      "Ben Example is no longer on Speed. Past rounds stay as they are.",
    );
    world.clock.advance({ hours: 1 });
    expect(told(await world.ana.presses(await remove(world.ben)))).toBe("Ben Example isn't on Speed anymore.");
    expect(await intervalsOf(world.ben)).toEqual([{ since: MONDAY_MORNING, until: later }]);
  });

  test("names nobody who was never in the team, whatever id a button carries", async () => {
    await world.eve.says("help");
    const stranger = { teamId: (await world.team()).id, personId: (await world.eve.person()).id };
    const answers = [
      await world.ana.presses({ act: "remove-member", ...stranger }),
      await world.ana.presses({ act: "keep-member", ...stranger }),
      await world.ana.presses({ act: "open-form", form: { form: "roles", revision: 1, ...stranger } }),
    ];
    for (const answer of answers) {
      expect(told(answer)).toContain("–");
      expect(told(answer)).not.toContain("Eve");
    }
  });

  test("never takes the last lead out", async () => {
    expect(told(await world.ana.presses(await remove(world.ana)))).toBe("A team needs at least one lead.");
    expect(await world.membership(world.ana)).toMatchObject({ lead: true, intervals: [{ since: MONDAY_MORNING }] });
  });

  test("keeps a member, with nothing changed", async () => {
    const { id } = await world.team();
    const keep = { act: "keep-member", teamId: id, personId: (await world.ben.person()).id } as const;
    expect(told(await world.ana.presses(keep))).toBe("Ben Example stays on Speed. Nothing changed.");
    expect((await world.team()).revision).toBe(1);
  });

  test("is not a member's", async () => {
    expect(told(await world.ben.presses(await remove(world.chen)))).toContain("Only leads of Speed can use");
    expect(await intervalsOf(world.chen)).toEqual([{ since: MONDAY_MORNING }]);
  });
});

describe("roles", () => {
  const save = async (actor: Actor, roles: readonly string[], revision?: number) => {
    const team = await world.team();
    const { personId } = await world.membership(actor);
    return world.ana.submits({ form: "roles", teamId: team.id, personId, revision: revision ?? team.revision }, { roles });
  };

  test("are shown member by member, without observers, a button each", async () => {
    const { notice } = await world.ana.says("roles");
    const [facts] = flatten(notice).filter((element) => element.kind === "facts");
    expect(facts).toMatchObject({ items: [{ label: "Ana Example" }, { label: "Ben Example" }, { label: "王示例" }] });
    const { form } = await world.ana.presses(buttonOf(notice, "Change Ben Example"));
    const [field] = form?.fields ?? [];
    expect(field?.kind === "multi-select" ? field.options.map(({ value }) => value) : []).toEqual([
      "developer",
      "platform",
      "security",
      "product",
      "management",
    ]);
  });

  test("are kept in the catalogue's order, and none means everything", async () => {
    expect(told(await save(world.ben, ["security", "developer"]))).toContain(
      "Ben Example is now asked about: developer, security.",
    );
    expect((await world.membership(world.ben)).roles).toEqual(["developer", "security"]);
    expect(told(await save(world.ben, []))).toContain("Ben Example is now asked about: everything.");
    expect((await world.membership(world.ben)).roles).toEqual([]);
  });

  test("that nobody has are pointed out, once nobody is asked everything", async () => {
    await save(world.ana, ["developer"]);
    await save(world.ben, ["platform"]);
    expect(told(await world.ana.says("roles"))).not.toContain("Nobody has the role");
    await save(world.chen, ["security", "product"]);
    expect(told(await world.ana.says("roles"))).toContain("Nobody has the role management");
  });

  test("from an outdated form are not saved; the same form twice is fine", async () => {
    await save(world.ben, ["security"], 1);
    expect(told(await save(world.ben, ["security"], 1))).toContain("Ben Example is now asked about: security.");
    expect(told(await save(world.ben, ["product"], 1))).toContain("in the meantime, so nothing was saved");
    expect((await world.membership(world.ben)).roles).toEqual(["security"]);
    expect((await world.team()).revision).toBe(2);
  });

  test("that the catalogue does not know are a field error", async () => {
    expect((await save(world.ben, ["wizard"])).errors).toEqual({ roles: "Choose one from the list." });
  });

  test("of an observer or of somebody elsewhere are nobody's to set", async () => {
    expect(told(await save(world.dora, ["security"]))).toContain("isn't on Speed, so no roles changed");
    await world.eve.submits({ form: "setup" }, setupValues({ name: "Other", channel: "" }));
    const team = await world.team();
    const personId = (await world.eve.person()).id;
    const outcome = await world.ana.submits({ form: "roles", teamId: team.id, personId, revision: 1 }, { roles: [] });
    expect(told(outcome)).toContain("isn't on Speed, so no roles changed");
  });
});

describe("programme leads", () => {
  test("appoint others and may step back, but never to none", async () => {
    const { notice } = await world.ana.says("help");
    const { form } = await world.ana.presses(buttonOf(notice, "Programme leads"));
    const ana = (await world.ana.person()).id;
    expect(form?.fields).toMatchObject([{ id: "people" }, { id: "remove", options: [{ value: ana, label: "Ana Example" }] }]);
    expect((await world.ana.submits({ form: "programme" }, { remove: [ana] })).errors).toEqual({
      remove: "There has to be at least one.",
    });
    await world.ana.submits({ form: "programme" }, {});
    await world.ana.submits({ form: "programme" }, { people: ["ana"], remove: [ana] });
    expect((await world.ana.person()).programmeLead).toBe(true);
    expect((await world.ana.submits({ form: "programme" }, { people: ["ghost"] })).errors).toEqual({
      people: "I can't find ghost here. Apps and closed accounts can't take part. If it's someone else, submit the form again.",
    });
    expect(told(await world.ana.submits({ form: "programme" }, { people: ["ben"], remove: [ana] }))).toBe(
      "Programme leads: Ben Example.",
    );
    expect((await world.ana.person()).programmeLead).toBe(false);
    expect((await world.ben.person()).programmeLead).toBe(true);
  });

  test("are appointed by nobody else", async () => {
    expect(told(await world.ben.submits({ form: "programme" }, { people: ["ben"] }))).toContain("Only programme leads can use");
    expect((await world.ben.person()).programmeLead).toBe(false);
  });
});
