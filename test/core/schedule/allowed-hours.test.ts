import { describe, expect, it } from "vitest";
import {
  type AllowedHours,
  endOfAllowed,
  hoursForCheckIn,
  hoursForDigest,
  hoursForReminders,
  nextAllowedInstant,
} from "../../../src/core/schedule/allowed-hours.ts";
import { aSchedule } from "../../helpers/team.ts";

const at = (iso: string) => Date.parse(iso);
const WORKDAYS: AllowedHours = { workingDays: [1, 2, 3, 4, 5], holidays: [] };
const NIGHT: AllowedHours = { ...WORKDAYS, quietHours: { from: "22:00", to: "07:00" } };

function next(iso: string, hours: AllowedHours, zone = "UTC"): string | undefined {
  const found = nextAllowedInstant(at(iso), zone, hours);
  return found === undefined ? undefined : new Date(found).toISOString();
}

describe("the end of the allowed stretch", () => {
  const WORKING_HOURS: AllowedHours = { ...WORKDAYS, quietHours: { from: "18:00", to: "09:00" } };
  const LUNCH: AllowedHours = { ...WORKDAYS, quietHours: { from: "12:00", to: "13:00" } };
  it.each([
    ["2026-11-23T09:00:00.000Z", WORKING_HOURS, "UTC", "2026-11-23T18:00:00.000Z"],
    ["2026-11-23T17:59:59.999Z", WORKING_HOURS, "UTC", "2026-11-23T18:00:00.000Z"],
    ["2026-11-23T09:00:00.000Z", WORKING_HOURS, "Asia/Shanghai", "2026-11-23T10:00:00.000Z"],
    ["2026-11-23T11:59:00.000Z", LUNCH, "UTC", "2026-11-23T12:00:00.000Z"],
    ["2026-11-23T13:00:00.000Z", LUNCH, "UTC", "2026-11-24T00:00:00.000Z"],
    ["2026-11-27T10:00:00.000Z", WORKDAYS, "UTC", "2026-11-28T00:00:00.000Z"],
    // Quiet from an hour that the clock shows twice: its second showing is still ahead.
    [
      "2026-10-25T00:30:00.000Z",
      { ...WORKDAYS, quietHours: { from: "02:45", to: "07:00" } },
      "Europe/Berlin",
      "2026-10-25T00:45:00.000Z",
    ],
    [
      "2026-10-25T01:30:00.000Z",
      { ...WORKDAYS, quietHours: { from: "02:45", to: "07:00" } },
      "Europe/Berlin",
      "2026-10-25T01:45:00.000Z",
    ],
  ])("that holds %s is where quiet hours begin, or with the day (%#)", (from, hours, zone, expected) => {
    expect(new Date(endOfAllowed(at(from), zone, hours)).toISOString()).toBe(expected);
  });
});

describe("the next allowed instant", () => {
  it.each([
    ["2026-11-23T12:00:00.500Z", "2026-11-23T12:00:00.500Z"],
    ["2026-11-23T21:59:59.999Z", "2026-11-23T21:59:59.999Z"],
    ["2026-11-23T22:00:00.000Z", "2026-11-24T07:00:00.000Z"],
    ["2026-11-24T06:59:59.999Z", "2026-11-24T07:00:00.000Z"],
    ["2026-11-24T07:00:00.000Z", "2026-11-24T07:00:00.000Z"],
    ["2026-11-27T22:00:00.000Z", "2026-11-30T07:00:00.000Z"],
    ["2026-11-28T12:00:00.000Z", "2026-11-30T07:00:00.000Z"],
  ])("after %s, with quiet nights, is %s", (from, expected) => {
    expect(next(from, NIGHT)).toBe(expected);
  });

  it("is counted by the reader's clock", () => {
    expect(next("2026-11-23T15:00:00.000Z", NIGHT, "Asia/Shanghai")).toBe("2026-11-23T23:00:00.000Z");
    expect(next("2026-11-22T15:59:59.000Z", WORKDAYS, "Asia/Shanghai")).toBe("2026-11-22T16:00:00.000Z");
  });

  it("keeps quiet hours within a day and the team's days off", () => {
    const lunch = { ...WORKDAYS, quietHours: { from: "12:00", to: "13:00" }, holidays: ["2026-11-24"] };

    expect(next("2026-11-23T12:30:00Z", lunch)).toBe("2026-11-23T13:00:00.000Z");
    expect(next("2026-11-24T11:00:00Z", lunch)).toBe("2026-11-25T00:00:00.000Z");
  });

  it("keeps public holidays", () => {
    expect(next("2026-11-23T10:00:00Z", { ...NIGHT, isHoliday: (date) => date < "2026-11-26" })).toBe("2026-11-26T07:00:00.000Z");
  });

  it("comes to an end where quiet hours end in an hour that comes twice", () => {
    const until = { ...WORKDAYS, workingDays: [7], quietHours: { from: "00:30", to: "01:45" } } as const;

    // London, second showing of 01:30.
    expect(next("2026-10-25T01:30:00Z", until, "Europe/London")).toBe("2026-10-25T01:45:00.000Z");
    expect(next("2026-10-25T00:30:00Z", until, "Europe/London")).toBe("2026-10-25T00:45:00.000Z");
  });

  it("comes to an end where quiet hours end in an hour that does not exist", () => {
    const until = { ...WORKDAYS, workingDays: [7], quietHours: { from: "00:30", to: "02:30" } } as const;

    expect(next("2026-03-08T06:00:00Z", until, "America/New_York")).toBe("2026-03-08T07:00:00.000Z");
  });

  it("is none when every day is off", () => {
    expect(next("2026-11-23T10:00:00Z", { ...WORKDAYS, isHoliday: () => true })).toBeUndefined();
  });
});

describe("whose hours count", () => {
  it("are the team's quiet hours for check-ins, working hours for reminders and digests", () => {
    const early = "2026-11-23T07:30:00.000Z";

    expect(next(early, hoursForCheckIn(aSchedule()))).toBe(early);
    expect(next(early, hoursForReminders(aSchedule()))).toBe("2026-11-23T09:00:00.000Z");
    expect(next(early, hoursForDigest(aSchedule()))).toBe("2026-11-23T09:00:00.000Z");
  });

  it("are the quiet hours that the team set, but a digest stays within working hours", () => {
    const schedule = aSchedule({ quietHours: { from: "20:00", to: "07:00" } });
    const evening = "2026-11-23T19:00:00.000Z";

    expect(next(evening, hoursForReminders(schedule))).toBe(evening);
    expect(next(evening, hoursForDigest(schedule))).toBe("2026-11-24T09:00:00.000Z");
    expect(next("2026-11-23T06:00:00.000Z", hoursForCheckIn(schedule))).toBe("2026-11-23T07:00:00.000Z");
  });
});
