/** Forms that come back without some of their fields: what a form did not carry stays as it is. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buttonOf } from "../../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld, told } from "./settings-world.ts";

let world: SettingsWorld;
beforeEach(async () => {
  world = await aSettingsWorld();
  await world.setUp();
});
afterEach(() => world.close());

describe("a form that comes back without its fields", () => {
  test("changes none of a team's settings, and one that comes back with some changes these alone", async () => {
    const before = await world.team();
    const context = { form: "setup", teamId: before.id, revision: before.revision } as const;
    expect((await world.ana.submits(context, {})).errors).toBeUndefined();
    expect(await world.team()).toEqual(before);
    await world.ana.submits(context, { questions: "7" });
    expect(await world.team()).toEqual({ ...before, questionsPerRound: 7, revision: 2 });
  });

  test("takes the home channel away only where the field came back empty", async () => {
    const { id, revision } = await world.team();
    await world.ana.submits({ form: "setup", teamId: id, revision }, { channel: "" });
    expect(await world.team()).not.toHaveProperty("channelId");
  });

  test("changes nothing of a schedule", async () => {
    const { id, revision } = await world.team();
    const full = { holidays: "2026-12-24", quietFrom: "20:00", quietTo: "07:00", holidayCountry: "DE", workingDays: ["1", "2"] };
    const first = await world.ana.submits({ form: "schedule", teamId: id, revision }, full);
    await world.ana.presses(buttonOf(first.notice, "Save"));
    const saved = await world.team();
    expect(saved.schedule).toMatchObject({ holidays: ["2026-12-24"], holidayCountry: "DE", workingDays: [1, 2] });
    const again = await world.ana.submits({ form: "schedule", teamId: id, revision: saved.revision }, {});
    expect(told(again)).toBe(told(first));
  });

  test("keeps a member's roles", async () => {
    const { id } = await world.team();
    const { personId } = await world.membership(world.ben);
    const context = (revision: number) => ({ form: "roles", teamId: id, personId, revision }) as const;
    await world.ana.submits(context(1), { roles: ["security"] });
    await world.ana.submits(context(2), {});
    expect((await world.membership(world.ben)).roles).toEqual(["security"]);
    await world.ana.submits(context(2), { roles: [] });
    expect((await world.membership(world.ben)).roles).toEqual([]);
  });

  test("keeps an absence, and pauses nobody without an end", async () => {
    await world.ben.says("away 2026-11-20");
    const { awayUntil } = await world.ben.person();
    await world.ben.submits({ form: "away" }, {});
    expect((await world.ben.person()).awayUntil).toBe(awayUntil);
    await world.ben.submits({ form: "away" }, { until: "" });
    expect(await world.ben.person()).not.toHaveProperty("awayUntil");
    const { id } = await world.team();
    expect((await world.ana.submits({ form: "pause", teamId: id }, {})).errors).toEqual({ until: "Please fill this in." });
    expect(await world.team()).not.toHaveProperty("pausedUntil");
  });
});

describe("a value that is too long", () => {
  test.each([
    ["setup", "channel", "c".repeat(201)],
    ["schedule", "expression", `0 9 * * 1,${"1,".repeat(60)}1`],
    ["schedule", "zone", `Europe/Berlin${"x".repeat(100)}`],
    ["schedule", "holidayCountry", "DE".repeat(60)],
  ] as const)("in %s is refused at its field %s and never cut", async (form, field, typed) => {
    const { id, revision } = await world.team();
    const values = { [field]: typed, ...(field === "expression" && { cadence: "cron" }) };
    const outcome = await world.ana.submits({ form, teamId: id, revision }, values);
    expect(Object.keys(outcome.errors ?? {})).toEqual([field]);
  });
});
