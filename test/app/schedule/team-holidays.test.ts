/** A team that keeps the public holidays of its country is not asked on them, and sees so before it saves. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createPublicHolidays } from "../../../src/holidays/public-holidays.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { buttonOf, flatten } from "../../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld } from "../team/settings-world.ts";

let world: SettingsWorld;

beforeEach(async () => {
  world = await aSettingsWorld({ start: Date.UTC(2026, 3, 1, 12), holidays: createPublicHolidays() });
  await world.setUp();
});

afterEach(() => world.close());

const VALUES = {
  cadence: "week",
  weekday: "1",
  time: "09:00",
  zone: "Europe/Berlin",
  zoneMode: "own",
  windowHours: "48",
  workingDays: ["1", "2", "3", "4", "5"],
  nth: "1",
};

async function submit(country: string) {
  const { id, revision } = await world.team();
  return world.ana.submits({ form: "schedule", teamId: id, revision }, { ...VALUES, holidayCountry: country });
}

function listTimes(message: Parameters<typeof flatten>[0]): readonly string[] {
  return flatten(message).flatMap((element) => (element.kind === "list" ? element.items.map(String) : []));
}

describe("a team in Germany", () => {
  test("sees Easter Monday moved to Tuesday among its next five times, before it saves", async () => {
    const { notice } = await submit("Germany");
    expect(listTimes(notice)).toEqual([
      "Tuesday, 7 Apr 2026, 09:00",
      "Monday, 13 Apr 2026, 09:00",
      "Monday, 20 Apr 2026, 09:00",
      "Monday, 27 Apr 2026, 09:00",
      "Monday, 4 May 2026, 09:00",
    ]);
    expect(notice && toPlainText(notice)).toContain("Germany");
  });

  test("is asked on that Tuesday once it is saved, and the form shows the country by its name", async () => {
    await world.ana.presses(buttonOf((await submit("de")).notice, "Save"));
    const { id, schedule } = await world.team();
    expect(schedule.holidayCountry).toBe("DE");
    const tuesdayInShanghai = Date.UTC(2026, 3, 7, 1);
    expect(await world.stores((stores) => stores.teams.nextRoundAt(id))).toBe(tuesdayInShanghai);
    const { form } = await world.ana.presses(buttonOf((await world.ana.says("schedule")).notice, "Change"));
    expect(form?.fields.find((field) => field.id === "holidayCountry")).toMatchObject({ value: "Germany" });
  });

  test("is asked on Easter Monday where it keeps no country", async () => {
    expect(listTimes((await submit("")).notice)[0]).toBe("Monday, 6 Apr 2026, 09:00");
  });
});

describe("a team in China", () => {
  test.each(["China", "中国", "cn"])("written as %s rests on Qingming and in the golden week", async (country) => {
    const { notice } = await submit(country);
    expect(listTimes(notice)[0]).toBe("Tuesday, 7 Apr 2026, 09:00");
    world.clock.set(Date.UTC(2026, 8, 29));
    const { id, revision } = await world.team();
    const fridays = { ...VALUES, weekday: "5", holidayCountry: country };
    const autumn = await world.ana.submits({ form: "schedule", teamId: id, revision }, fridays);
    expect(listTimes(autumn.notice)[0]).toBe("Thursday, 8 Oct 2026, 09:00");
  });
});

test("a country without a calendar is an error at its field", async () => {
  const { errors, notice } = await submit("North Korea");
  expect(errors).toEqual({
    holidayCountry: "I don't have public holidays for “North Korea”. Leave this empty and add them to the team's own days off.",
  });
  expect(notice).toBeUndefined();
});

test("each reader sees the country in their own language", async () => {
  await world.ana.presses(buttonOf((await submit("us")).notice, "Save"));
  const { id } = await world.team();
  const person = await world.chen.person();
  const before = await world.stores((stores) => stores.memberships.findOfPerson(id, person.id));
  await world.stores(async (stores) => before && stores.memberships.save({ ...before, lead: true }));
  const { notice } = await world.chen.says("schedule");
  expect(notice && toPlainText(notice)).toContain("美国");
});
