/** `schedule`, `pause` and `resume` through the app. The team is Berlin's, at nine by each member's own clock. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MINUTE_MS } from "../../../src/core/time.ts";
import type { FieldId } from "../../../src/message/form-fields.ts";
import type { FormValues } from "../../../src/message/form.ts";
import type { Message } from "../../../src/message/message.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { buttonOf, flatten, listButtons } from "../../helpers/world.ts";
import { aSettingsWorld, type SettingsWorld, told } from "../team/settings-world.ts";

let world: SettingsWorld;
beforeEach(async () => {
  world = await aSettingsWorld();
  await world.setUp({ leads: ["ben", "chen"] });
});
afterEach(() => world.close());

const listTimes = (message: Message | undefined) =>
  flatten(message).flatMap((element) => (element.kind === "list" && element.ordered ? element.items : []));
const nextRoundAt = async () => {
  const { id } = await world.team();
  return world.stores((stores) => stores.teams.nextRoundAt(id));
};

/** What the form holds for the team as it was set up. */
const values = (overrides: FormValues<"schedule"> = {}): FormValues<"schedule"> => ({
  cadence: "week",
  weekday: "1",
  nth: "1",
  time: "09:00",
  zone: "Europe/Berlin",
  zoneMode: "own",
  expression: "",
  windowHours: "48",
  workingDays: ["1", "2", "3", "4", "5"],
  holidays: "",
  holidayCountry: "",
  quietFrom: "",
  quietTo: "",
  ...overrides,
});
const submit = async (overrides: FormValues<"schedule">, revision?: number) => {
  const team = await world.team();
  return world.ana.submits({ form: "schedule", teamId: team.id, revision: revision ?? team.revision }, values(overrides));
};

describe("schedule", () => {
  test("says the cadence in words and the next five times by the reader's own clock, across a clock change", async () => {
    world.clock.set(Date.UTC(2027, 2, 9, 12));
    const { notice } = await world.ben.says("schedule");
    expect(notice && toPlainText(notice)).toContain("How often: every Monday at 09:00");
    expect(notice && toPlainText(notice)).toContain("in your time (America/New_York)");
    expect(listTimes(notice)).toEqual([
      "Monday, 15 Mar 2027, 09:00",
      "Monday, 22 Mar 2027, 09:00",
      "Monday, 29 Mar 2027, 09:00",
      "Monday, 5 Apr 2027, 09:00",
      "Monday, 12 Apr 2027, 09:00",
    ]);
  });

  test("moves by the hour where one zone holds and only one of the two clocks has changed", async () => {
    await world.ana.presses(buttonOf((await submit({ zoneMode: "one" })).notice, "Save"));
    world.clock.set(Date.UTC(2027, 2, 2, 12));
    expect(listTimes((await world.ben.says("schedule")).notice)).toEqual([
      "Monday, 8 Mar 2027, 03:00",
      "Monday, 15 Mar 2027, 04:00",
      "Monday, 22 Mar 2027, 04:00",
      "Monday, 29 Mar 2027, 03:00",
      "Monday, 5 Apr 2027, 03:00",
    ]);
  });

  test("speaks Chinese to who reads Chinese", async () => {
    const { notice } = await world.chen.says("schedule");
    expect(notice && toPlainText(notice)).toContain("多久一次：每星期一 09:00");
    expect(listTimes(notice)[0]).toBe("2026年11月9日星期一 09:00");
  });

  test("takes no words after it, says so and shows the same", async () => {
    const outcome = await world.ana.says("schedule weekly");
    expect(told(outcome)).toContain("schedule doesn't take anything after it.");
    expect(listTimes(outcome.notice)).toHaveLength(5);
  });
});

describe("another schedule", () => {
  test("is shown with its next five times before anything is saved", async () => {
    const { notice } = await submit({ cadence: "month", nth: "-1", weekday: "5", time: "10:00" });
    expect(listTimes(notice)).toEqual([
      "Friday, 27 Nov 2026, 10:00",
      "Friday, 25 Dec 2026, 10:00",
      "Friday, 29 Jan 2027, 10:00",
      "Friday, 26 Feb 2027, 10:00",
      "Friday, 26 Mar 2027, 10:00",
    ]);
    expect((await world.team()).schedule.cadence).toEqual({ every: "week", weekday: 1 });
    expect(notice && toPlainText(notice)).toContain("Nothing is saved yet.");
  });

  test("leaves out days off: a round moves to the next working day", async () => {
    const { notice } = await submit({
      cadence: "month",
      nth: "-1",
      weekday: "5",
      holidays: "2026-12-25\n2026-12-28",
      workingDays: ["1", "2", "3", "4", "5"],
    });
    expect(listTimes(notice)[1]).toBe("Tuesday, 29 Dec 2026, 09:00");
  });

  test("is saved by its button, once, however often it is pressed", async () => {
    const { notice } = await submit({ weekday: "3", time: "10:00" });
    const save = buttonOf(notice, "Save");
    const saved = await world.ana.presses(save);
    expect(told(saved)).toBe(
      "Saved. Speed is asked every Wednesday at 10:00. The next time is Wednesday, 4 Nov 2026, 10:00 (UTC+1), your time.",
    );
    expect(saved.card && toPlainText(saved.card)).toContain("every Wednesday at 10:00");
    const shanghaiTen = Date.UTC(2026, 10, 4, 2);
    expect(await nextRoundAt()).toBe(shanghaiTen);
    expect(told(await world.ana.presses(save))).toContain("That's already saved");
    expect((await world.team()).revision).toBe(2);
  });

  test("is not saved over a newer one, and the newer one is shown", async () => {
    const first = buttonOf((await submit({ weekday: "3" })).notice, "Save");
    const second = buttonOf((await submit({ weekday: "4" })).notice, "Save");
    await world.ana.presses(first);
    const outcome = await world.ben.presses(second);
    expect(told(outcome)).toContain("in the meantime, so I didn't save yours");
    expect(told(outcome)).toContain("every Wednesday at 09:00");
    expect((await world.team()).schedule.cadence).toEqual({ every: "week", weekday: 3 });
  });

  test("from an outdated form is not even shown", async () => {
    expect(told(await submit({ weekday: "3" }, 0))).toContain("in the meantime, so I didn't save yours");
  });

  test("from a button that was cut off is refused", async () => {
    const { id } = await world.team();
    const outcome = await world.ana.presses({ act: "save-schedule", teamId: id, revision: 1, schedule: "c=week&d=1" });
    expect(told(outcome)).toContain("has lost part of its schedule");
  });

  test("is not a member's to save", async () => {
    const save = buttonOf((await submit({ weekday: "3" })).notice, "Save");
    expect(told(await world.dora.presses(save))).toContain("Only leads of Speed can use");
    expect(told(await world.eve.presses(save))).toBe("You're not on that team.");
    expect((await world.team()).revision).toBe(1);
  });

  test("counts its quarters from its first time, and keeps the count when only the hour changes", async () => {
    await world.ana.presses(buttonOf((await submit({ cadence: "quarter", nth: "1", weekday: "5" })).notice, "Save"));
    expect((await world.team()).schedule.anchor).toBe("2026-11-06");
    world.clock.set(Date.UTC(2026, 11, 15));
    await world.ana.presses(
      buttonOf((await submit({ cadence: "quarter", nth: "1", weekday: "5", time: "11:00" })).notice, "Save"),
    );
    expect((await world.team()).schedule.anchor).toBe("2026-11-06");
    expect(listTimes((await world.ana.says("schedule")).notice)[0]).toBe("Friday, 5 Feb 2027, 11:00");
  });

  test("opens what was due by the old one first, so that nothing is lost or asked twice", async () => {
    const berlinNine = Date.UTC(2026, 10, 9, 8);
    world.clock.set(berlinNine + 1000);
    await world.ana.presses(buttonOf((await submit({ time: "11:00" })).notice, "Save"));
    const { id } = await world.team();
    const rounds = await world.stores((stores) => stores.rounds.listOfTeam(id, 5));
    expect(rounds.map(({ slot, status }) => ({ slot, status }))).toEqual([{ slot: "2026-11-09T09:00", status: "open" }]);
    const nextMondayInShanghai = Date.UTC(2026, 10, 16, 3);
    expect(await nextRoundAt()).toBe(nextMondayInShanghai);
  });

  test("a moment before its hour moves that very round", async () => {
    world.clock.set(Date.UTC(2026, 10, 9, 1) - MINUTE_MS);
    await world.ana.presses(buttonOf((await submit({ time: "11:00" })).notice, "Save"));
    const { id } = await world.team();
    expect(await world.stores((stores) => stores.rounds.listOfTeam(id, 5))).toEqual([]);
    expect(await nextRoundAt()).toBe(Date.UTC(2026, 10, 9, 3));
  });

  test.each<[field: FieldId<"schedule">, values: FormValues<"schedule">, says: string]>([
    ["cadence", { cadence: "" }, "Choose one"],
    ["weekday", { weekday: "0" }, "Monday to Sunday"],
    ["nth", { cadence: "month", nth: "5" }, "Choose one"],
    ["expression", { cadence: "cron", expression: "" }, "isn't a cron expression"],
    ["expression", { cadence: "cron", expression: "* * * * *" }, "more than once a day"],
    ["expression", { cadence: "cron", expression: "0 9 30 2 *" }, "never runs"],
    ["time", { time: "9" }, "Enter a time like 09:30"],
    ["zone", { zone: "Berlin" }, "Did you mean Europe/Berlin?"],
    ["zoneMode", { zoneMode: "" }, "Choose one"],
    ["windowHours", { windowHours: "337" }, "4 to 336"],
    ["workingDays", { workingDays: [] }, "at least one day"],
    ["holidays", { holidays: "2026-12-24, 2026-02-30" }, "“2026-02-30” isn't a date"],
    [
      "holidays",
      {
        holidays: Array.from({ length: 61 }, (_, day) => new Date(Date.UTC(2027, 0, day + 1)).toISOString().slice(0, 10)).join(
          "\n",
        ),
      },
      "up to 60",
    ],
    ["holidayCountry", { holidayCountry: "Germny" }, "Did you mean Germany?"],
    ["holidayCountry", { holidayCountry: "nowhere at all" }, "I don't recognize the country “nowhere at all”"],
    ["quietFrom", { quietFrom: "20:00" }, "both times or neither"],
    ["quietFrom", { quietFrom: "20:00", quietTo: "20:00" }, "quiet all day"],
    ["quietFrom", { quietFrom: "08:00", quietTo: "10:00" }, "Questions go out at 09:00"],
  ])("with a wrong %s %j is answered at the field", async (field, overrides, says) => {
    const { errors, notice } = await submit(overrides);
    expect(Object.keys(errors ?? {})).toEqual([field]);
    expect(errors?.[field]).toContain(says);
    expect(notice).toBeUndefined();
  });
});

describe("pause", () => {
  test("without a word asks first, says whom it concerns, and offers an end", async () => {
    const asked = await world.ana.says("pause");
    expect(told(asked)).toMatch(/Pause Speed\? I won't ask its \d+ members anything until the day you choose/);
    expect(await world.team()).toMatchObject({ revision: 1 });
    const [week = "", , , other, leave] = listButtons(asked.notice).map(({ label }) => label);
    expect([other, leave]).toEqual(["Another date, or no end", "Keep it running"]);
    expect(told(await world.ana.presses(buttonOf(asked.notice, week)))).toContain(week.replace("Until", "paused until"));
    expect((await world.team()).revision).toBe(2);
  });

  test("without a date in its form has no end, and the schedule says so", async () => {
    const { id } = await world.team();
    const kept = await world.ana.submits({ form: "pause", teamId: id }, { until: "" });
    expect(told(kept)).toContain("until a lead types resume");
    expect((await world.team()).pausedUntil).toBe(Number.POSITIVE_INFINITY);
    expect(await nextRoundAt()).toBeUndefined();
    const { notice } = await world.ana.says("schedule");
    expect(listTimes(notice)).toEqual([]);
    expect(notice && toPlainText(notice)).toContain("Speed is paused until a lead types resume.");
  });

  test("until a day lets no round open before that day in the team's zone", async () => {
    expect(told(await world.ana.says("pause 2026-11-16"))).toContain("paused until Monday, 16 Nov 2026");
    expect((await world.team()).pausedUntil).toBe(Date.UTC(2026, 10, 15, 23));
    expect(await nextRoundAt()).toBe(Date.UTC(2026, 10, 16, 1));
    expect(listTimes((await world.ana.says("schedule")).notice)[0]).toBe("Monday, 16 Nov 2026, 09:00");
  });

  test("answers a wrong word with an example, and changes nothing", async () => {
    expect(told(await world.ana.says("pause soon"))).toContain("I can't read “soon” as a date. Try a date like 2026-11-16");
    expect(told(await world.ana.says("pause 2026-11-01"))).toContain("has to be after today");
    expect(await world.team()).toMatchObject({ revision: 1 });
  });

  test("comes as a form with the day to choose", async () => {
    const { id } = await world.team();
    const opened = await world.ana.presses(buttonOf((await world.ana.says("schedule")).notice, "Pause"));
    expect(opened.form?.fields.map((field) => field.id)).toEqual(["until"]);
    expect((await world.ana.submits({ form: "pause", teamId: id }, { until: "2026-11-01" })).errors?.until).toContain(
      "has to be after today",
    );
    await world.ana.submits({ form: "pause", teamId: id }, { until: "2026-11-16" });
    expect((await world.team()).pausedUntil).toBe(Date.UTC(2026, 10, 15, 23));
  });

  test("twice is once", async () => {
    await world.ana.says("pause 2w");
    await world.ana.says("pause 2w");
    expect((await world.team()).revision).toBe(2);
  });

  test("ends with resume, from the next time on", async () => {
    await world.ana.says("pause 2026-12-24");
    world.clock.set(Date.UTC(2026, 10, 11));
    expect(told(await world.ana.says("resume"))).toBe(
      "Speed is running again. The next time is Monday, 16 Nov 2026, 09:00 (UTC+1), your time.",
    );
    expect(await world.team()).not.toHaveProperty("pausedUntil");
    expect(await nextRoundAt()).toBe(Date.UTC(2026, 10, 16, 1));
    expect(told(await world.ana.says("resume"))).toContain("Speed isn't paused.");
  });
});

test("who is asked later in a round that is open sees that hour first", async () => {
  world.clock.set(Date.UTC(2026, 10, 9, 8));
  await world.ana.presses(buttonOf((await submit({ windowHours: "24" })).notice, "Save"));
  expect(listTimes((await world.ben.says("schedule")).notice)[0]).toBe("Monday, 9 Nov 2026, 09:00");
  expect(listTimes((await world.ana.says("schedule")).notice)[0]).toBe("Monday, 16 Nov 2026, 09:00");
  world.clock.set(Date.UTC(2026, 10, 9, 15));
  expect(listTimes((await world.ben.says("schedule")).notice)[0]).toBe("Monday, 16 Nov 2026, 09:00");
});
