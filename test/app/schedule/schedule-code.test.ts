/** A schedule survives the button that carries it, and the button fits. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_HOLIDAYS } from "../../../src/app/schedule/read-schedule.ts";
import { decodeSchedule, encodeSchedule, sameSchedule } from "../../../src/app/schedule/schedule-code.ts";
import type { Cadence, Nth, Schedule, Weekday } from "../../../src/core/schedule/cadence.ts";
import { toLocalDate } from "../../../src/core/schedule/calendar.ts";
import { validateSchedule } from "../../../src/core/schedule/validate-schedule.ts";
import { encodeAction, parseAction } from "../../../src/message/action.ts";
import { aSchedule } from "../../helpers/team.ts";

const weekday = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);
const nth = fc.constantFrom<Nth>(1, 2, 3, 4, -1);
const cadence: fc.Arbitrary<Cadence> = fc.oneof(
  fc.record({ every: fc.constantFrom<"week" | "two-weeks">("week", "two-weeks"), weekday }),
  fc.record({ every: fc.constantFrom<"month" | "quarter">("month", "quarter"), nth, weekday }),
  fc.constantFrom<Cadence>({ every: "cron", expression: "30 9 * * 1,4" }, { every: "cron", expression: "0 10 1-7 * 2" }),
);
const date = fc.integer({ min: 19_000, max: 40_000 }).map(toLocalDate);
const schedule: fc.Arbitrary<Schedule> = fc
  .record(
    {
      cadence,
      time: fc.constantFrom("00:00", "09:30", "23:59"),
      zone: fc.constantFrom("UTC", "America/Argentina/ComodRivadavia", "Asia/Shanghai"),
      oneZone: fc.boolean(),
      windowHours: fc.integer({ min: 4, max: 336 }),
      workingDays: fc.uniqueArray(weekday, { minLength: 1 }).map((days) => days.sort()),
      holidays: fc.uniqueArray(date, { maxLength: MAX_HOLIDAYS }).map((dates) => dates.sort()),
      holidayCountry: fc.constantFrom("DE", "CN"),
      quietHours: fc.constantFrom({ from: "20:00", to: "08:00" }, { from: "12:00", to: "13:00" }),
      anchor: date,
    },
    { requiredKeys: ["cadence", "time", "zone", "oneZone", "windowHours", "workingDays", "holidays", "anchor"] },
  )
  .filter((candidate) => validateSchedule(candidate).length === 0);

describe("a schedule in a button", () => {
  test("comes back whole, and the button fits the tightest platform", () => {
    fc.assert(
      fc.property(schedule, (given) => {
        const code = encodeSchedule(given);
        const action = { act: "save-schedule", teamId: "t".repeat(36), revision: 99_999, schedule: code } as const;
        expect(decodeSchedule(code)).toEqual(given);
        expect(encodeAction(action).length).toBeLessThanOrEqual(2000);
        expect(parseAction(encodeAction(action))).toEqual(action);
      }),
    );
  });

  test("is recognised when it is the same", () => {
    expect(sameSchedule(aSchedule(), aSchedule())).toBe(true);
    expect(sameSchedule(aSchedule(), aSchedule({ holidays: ["2026-12-24"] }))).toBe(false);
    expect(sameSchedule(aSchedule(), aSchedule({ oneZone: true }))).toBe(false);
  });

  test.each([
    ["nothing", ""],
    ["half of one", encodeSchedule(aSchedule()).slice(0, 20)],
    ["a wrong weekday", encodeSchedule(aSchedule()).replace("d=1", "d=8")],
    ["a wrong hour", encodeSchedule(aSchedule()).replace("t=09%3A00", "t=25%3A00")],
    ["a zone that is none", encodeSchedule(aSchedule()).replace("z=UTC", "z=Mars")],
    ["no working day", encodeSchedule(aSchedule()).replace("wd=12345", "wd=")],
  ])("is refused when it is %s", (_, code) => {
    expect(decodeSchedule(code)).toBeUndefined();
  });
});
