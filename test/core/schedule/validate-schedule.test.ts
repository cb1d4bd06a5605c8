import { describe, expect, it } from "vitest";
import type { Schedule } from "../../../src/core/schedule/cadence.ts";
import { validateSchedule } from "../../../src/core/schedule/validate-schedule.ts";
import { aSchedule } from "../../helpers/team.ts";

describe("a schedule", () => {
  it("without faults has none", () => {
    expect(validateSchedule(aSchedule())).toEqual([]);
    expect(
      validateSchedule(
        aSchedule({
          cadence: { every: "cron", expression: "0 9 * * 1" },
          zone: "Asia/Shanghai",
          holidays: ["2028-02-29"],
          holidayCountry: "CN",
          quietHours: { from: "19:00", to: "09:00" },
        }),
      ),
    ).toEqual([]);
  });

  it("may fall on any day from Monday to Sunday, and work on any", () => {
    for (const weekday of [1, 2, 3, 4, 5, 6, 7] as const) {
      const schedule = aSchedule({ cadence: { every: "week", weekday }, workingDays: [weekday] });
      expect(validateSchedule(schedule)).toEqual([]);
    }
  });

  it.each([0, 8, 1.5, -1])("falls on no weekday %s, and works on none", (weekday) => {
    const schedule: Schedule = JSON.parse(JSON.stringify(aSchedule({ workingDays: [5] })).replace("[5]", `[${weekday}]`));
    expect(validateSchedule(schedule)).toEqual([{ field: "workingDays", code: "weekday-unknown", value: String(weekday) }]);
    const cadence: Schedule["cadence"] = JSON.parse(`{ "every": "week", "weekday": ${weekday} }`);
    expect(validateSchedule(aSchedule({ cadence }))).toMatchObject([{ field: "cadence", code: "weekday-unknown" }]);
  });

  it("says with a fault what was given, where there is something to name", () => {
    expect(validateSchedule(aSchedule({ zone: "Mars/Olympus", workingDays: [] }))).toEqual([
      { field: "zone", code: "zone-unknown", value: "Mars/Olympus" },
      { field: "workingDays", code: "no-working-day" },
    ]);
  });

  it.each<[Partial<Schedule>, keyof Schedule, string]>([
    [{ zone: "Mars/Olympus" }, "zone", "zone-unknown"],
    [{ zone: "+08:00" }, "zone", "zone-unknown"],
    [{ time: "9:00" }, "time", "time-malformed"],
    [{ time: "24:00" }, "time", "time-malformed"],
    [{ windowHours: 3.9 }, "windowHours", "window-out-of-range"],
    [{ windowHours: 337 }, "windowHours", "window-out-of-range"],
    [{ windowHours: Number.NaN }, "windowHours", "window-out-of-range"],
    [{ workingDays: [] }, "workingDays", "no-working-day"],
    [{ holidays: ["2026-12-24", "2026-02-30"] }, "holidays", "date-malformed"],
    [{ anchor: "tomorrow" }, "anchor", "date-malformed"],
    [{ holidayCountry: "Germany" }, "holidayCountry", "country-malformed"],
    [{ holidayCountry: "DEU" }, "holidayCountry", "country-malformed"],
    [{ holidayCountry: "deDE" }, "holidayCountry", "country-malformed"],
    [
      { cadence: { every: "cron", expression: "0 9 * * 1" }, time: "18:00", quietHours: { from: "08:00", to: "10:00" } },
      "quietHours",
      "hour-in-quiet-hours",
    ],
    [
      { cadence: { every: "cron", expression: "weekly" }, quietHours: { from: "08:00", to: "10:00" } },
      "cadence",
      "cron-malformed",
    ],
    [{ cadence: { every: "cron", expression: "0 9 31 2 *" } }, "cadence", "cron-never"],
    [{ cadence: { every: "cron", expression: "* * * * *" } }, "cadence", "cron-more-than-daily"],
    [{ cadence: { every: "cron", expression: "weekly" } }, "cadence", "cron-malformed"],
    [{ quietHours: { from: "9", to: "10:00" } }, "quietHours", "quiet-hours-malformed"],
    [{ quietHours: { from: "09:00", to: "09:00" } }, "quietHours", "quiet-hours-whole-day"],
    [{ quietHours: { from: "22:00", to: "09:01" } }, "quietHours", "hour-in-quiet-hours"],
    [{ quietHours: { from: "09:00", to: "12:00" } }, "quietHours", "hour-in-quiet-hours"],
  ])("with %j names the field", (overrides, field, code) => {
    expect(validateSchedule(aSchedule(overrides))).toEqual([expect.objectContaining({ field, code })]);
  });

  it("judges quiet hours by the hour of the cron expression, not by the one that is not used", () => {
    const cadence = { every: "cron", expression: "0 18 * * 1" } as const;
    expect(validateSchedule(aSchedule({ cadence, time: "09:00", quietHours: { from: "08:00", to: "10:00" } }))).toEqual([]);
  });

  it("says which quiet hours cannot be read", () => {
    const [fault] = validateSchedule(aSchedule({ quietHours: { from: "9", to: "10:00" } }));
    expect(fault?.value).toBe("9–10:00");
  });

  it("holds nothing beside field and code where there is nothing to name", () => {
    expect(validateSchedule(aSchedule({ workingDays: [] }))).toStrictEqual([{ field: "workingDays", code: "no-working-day" }]);
  });

  it.each(["month", "quarter"] as const)("falls on the first to fourth or the last weekday of a %s, and on no fifth", (every) => {
    for (const nth of [1, 2, 3, 4, -1] as const) {
      expect(validateSchedule(aSchedule({ cadence: { every, nth, weekday: 3 } }))).toEqual([]);
    }
    for (const nth of [0, 5, -2]) {
      const cadence: Schedule["cadence"] = JSON.parse(`{ "every": "${every}", "nth": ${nth}, "weekday": 3 }`);
      expect(validateSchedule(aSchedule({ cadence }))).toEqual([{ field: "cadence", code: "nth-unknown", value: String(nth) }]);
    }
  });

  it.each([4, 336])("takes a window of %i hours", (windowHours) => {
    expect(validateSchedule(aSchedule({ windowHours }))).toEqual([]);
  });

  it("takes quiet hours that end, or begin, at the team's hour", () => {
    expect(validateSchedule(aSchedule({ quietHours: { from: "18:00", to: "09:00" } }))).toEqual([]);
    expect(validateSchedule(aSchedule({ quietHours: { from: "09:01", to: "09:00" } }))).toEqual([]);
  });

  it("names every wrong field at once", () => {
    const faults = validateSchedule(aSchedule({ zone: "x", time: "x", windowHours: 0, workingDays: [] }));

    expect(faults.map(({ field }) => field)).toEqual(["time", "zone", "windowHours", "workingDays"]);
  });
});
