import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cadence, Schedule, Weekday } from "../../../src/core/schedule/cadence.ts";
import { partsOf, toEpochDay } from "../../../src/core/schedule/calendar.ts";
import { dateOfSlot } from "../../../src/core/schedule/local-time.ts";
import { listOccurrences, memberDueAt, nextOccurrence, zoneOfMember } from "../../../src/core/schedule/occurrences.ts";
import { jitterMs } from "../../../src/core/schedule/opening.ts";
import { cases } from "../../helpers/seed.ts";
import { aSchedule } from "../../helpers/team.ts";

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const satisfies readonly Weekday[];
const at = (iso: string) => Date.parse(iso);
const daily = (time: string): Cadence => ({
  every: "cron",
  expression: `${Number(time.slice(3))} ${Number(time.slice(0, 2))} * * *`,
});

function slots(schedule: Schedule, after: string, count: number): readonly string[] {
  return listOccurrences(schedule, { after: at(after) }, count).map(({ slot }) => slot);
}

describe("a cadence", () => {
  it("comes every week", () => {
    expect(slots(aSchedule(), "2026-11-23T09:00:00Z", 3)).toEqual(["2026-11-30T09:00", "2026-12-07T09:00", "2026-12-14T09:00"]);
  });

  it("comes every two weeks from its anchor, across a clock change and a year's end", () => {
    const schedule = aSchedule({
      cadence: { every: "two-weeks", weekday: 1 },
      zone: "Europe/Berlin",
      anchor: "2026-10-14",
    });

    expect(slots(schedule, "2026-10-01T00:00:00Z", 8)).toEqual([
      "2026-10-05T09:00",
      "2026-10-19T09:00",
      "2026-11-02T09:00",
      "2026-11-16T09:00",
      "2026-11-30T09:00",
      "2026-12-14T09:00",
      "2026-12-28T09:00",
      "2027-01-11T09:00",
    ]);
    expect(nextOccurrence(schedule, { after: at("2026-10-06T00:00:00Z") }).at).toBe(at("2026-10-19T07:00:00Z"));
    expect(nextOccurrence(schedule, { after: at("2026-10-31T00:00:00Z") }).at).toBe(at("2026-11-02T08:00:00Z"));
  });

  it("comes every two weeks on its own weekday where the anchor is another and all days are worked", () => {
    const schedule = aSchedule({ cadence: { every: "two-weeks", weekday: 1 }, anchor: "2026-10-14", workingDays: EVERY_DAY });

    expect(slots(schedule, "2026-10-10T00:00:00Z", 2)).toEqual(["2026-10-19T09:00", "2026-11-02T09:00"]);
  });

  it("comes once in a month whose last day is the last such weekday", () => {
    const schedule = aSchedule({ cadence: { every: "month", nth: -1, weekday: 3 } });

    expect(slots(schedule, "2027-03-01T00:00:00Z", 2)).toEqual(["2027-03-31T09:00", "2027-04-28T09:00"]);
  });

  it("comes on the nth weekday of a month, or on the last", () => {
    const nth = (n: 1 | 4 | -1) => aSchedule({ cadence: { every: "month", nth: n, weekday: 3 } });

    expect(slots(nth(1), "2026-06-30T00:00:00Z", 2)).toEqual(["2026-07-01T09:00", "2026-08-05T09:00"]);
    expect(slots(nth(4), "2026-06-30T00:00:00Z", 2)).toEqual(["2026-07-22T09:00", "2026-08-26T09:00"]);
    expect(slots(nth(-1), "2026-06-30T00:00:00Z", 2)).toEqual(["2026-07-29T09:00", "2026-08-26T09:00"]);
  });

  it("comes in each third month from its anchor's", () => {
    const schedule = aSchedule({ cadence: { every: "quarter", nth: 2, weekday: 2 }, anchor: "2026-11-10" });

    expect(slots(schedule, "2026-09-01T00:00:00Z", 3)).toEqual(["2026-11-10T09:00", "2027-02-09T09:00", "2027-05-11T09:00"]);
  });

  it("follows a cron expression with the expression's own hour", () => {
    const schedule = aSchedule({ cadence: { every: "cron", expression: "30 7 1,15 * *" }, workingDays: EVERY_DAY });

    expect(slots(schedule, "2026-11-01T07:30:00Z", 3)).toEqual(["2026-11-15T07:30", "2026-12-01T07:30", "2026-12-15T07:30"]);
  });

  it("finds the rarest date that a cron expression can name", () => {
    const schedule = aSchedule({ cadence: { every: "cron", expression: "0 9 29 2 *" }, workingDays: EVERY_DAY });

    expect(slots(schedule, "2096-03-01T00:00:00Z", 1)).toEqual(["2104-02-29T09:00"]);
  });

  it("refuses a cron expression that never comes", () => {
    const schedule = aSchedule({ cadence: { every: "cron", expression: "0 9 31 2 *" } });

    expect(() => nextOccurrence(schedule, { after: 0 })).toThrow('schedule-invalid {"field":"cadence","fault":"cron-never"}');
  });
});

describe("a day off", () => {
  it("moves a slot to the next working day", () => {
    const schedule = aSchedule({ holidays: ["2026-11-30", "2026-12-01"] });

    expect(slots(schedule, "2026-11-23T09:00:00Z", 2)).toEqual(["2026-12-02T09:00", "2026-12-07T09:00"]);
  });

  it("moves a slot off a weekend and a public holiday", () => {
    const schedule = aSchedule({ cadence: { every: "week", weekday: 6 } });
    const isHoliday = (date: string) => date === "2026-11-30";

    expect(nextOccurrence(schedule, { after: at("2026-11-24T00:00:00Z"), isHoliday }).slot).toBe("2026-12-01T09:00");
  });

  it("still moves a slot that fell before the moment asked about", () => {
    const schedule = aSchedule({ cadence: { every: "week", weekday: 6 } });

    expect(nextOccurrence(schedule, { after: at("2026-11-29T12:00:00Z") }).slot).toBe("2026-11-30T09:00");
  });

  it("makes one of two slots that fall together", () => {
    const schedule = aSchedule({ cadence: daily("09:00") });

    expect(slots(schedule, "2026-11-26T09:00:00Z", 3)).toEqual(["2026-11-27T09:00", "2026-11-30T09:00", "2026-12-01T09:00"]);
  });

  it("does not stop a schedule when every day is one", () => {
    expect(nextOccurrence(aSchedule(), { after: at("2026-11-23T09:00:00Z"), isHoliday: () => true }).slot).toBe(
      "2026-11-30T09:00",
    );
  });
});

describe("R4: a skipped hour comes once and is never left out", () => {
  it.each([
    ["America/New_York", "02:30", "2026-03-07T00:00:00Z", "2026-03-08"],
    ["Asia/Beirut", "00:00", "2026-03-27T12:00:00Z", "2026-03-29"],
    ["Africa/Cairo", "00:30", "2026-04-22T12:00:00Z", "2026-04-24"],
    ["Australia/Lord_Howe", "02:15", "2026-10-02T00:00:00Z", "2026-10-04"],
    ["America/Havana", "00:30", "2026-03-06T12:00:00Z", "2026-03-08"],
  ])("%s %s daily", (zone, time, from, changeDate) => {
    const schedule = aSchedule({ cadence: daily(time), zone, workingDays: EVERY_DAY });
    const found = listOccurrences(schedule, { after: at(from) }, 4);

    expect(found.filter(({ slot }) => dateOfSlot(slot) === changeDate)).toHaveLength(1);
    expect(found.map(({ slot }) => toEpochDay(dateOfSlot(slot)))).toEqual(
      found.map((_, index) => toEpochDay(dateOfSlot(found[0]?.slot ?? "")) + index),
    );
  });
});

describe("R5: a doubled hour comes once", () => {
  it.each([
    ["America/New_York", "01:30", "2026-10-31T00:00:00Z", "2026-11-01"],
    ["Europe/Berlin", "02:30", "2026-10-24T00:00:00Z", "2026-10-25"],
    ["Europe/London", "01:30", "2026-10-24T00:00:00Z", "2026-10-25"],
    ["Australia/Lord_Howe", "01:45", "2026-04-03T00:00:00Z", "2026-04-05"],
  ])("%s %s daily", (zone, time, from, changeDate) => {
    const schedule = aSchedule({ cadence: daily(time), zone, workingDays: EVERY_DAY });
    const found = listOccurrences(schedule, { after: at(from) }, 4);

    expect(found.filter(({ slot }) => dateOfSlot(slot) === changeDate)).toHaveLength(1);
    // Asked between the first and the second showing of the hour, the next is tomorrow's.
    const first = found.find(({ slot }) => dateOfSlot(slot) === changeDate)?.at ?? 0;
    expect(dateOfSlot(nextOccurrence(schedule, { after: first + 60_000 }).slot) > changeDate).toBe(true);
  });
});

const ZONES = [
  "America/New_York",
  "Asia/Beirut",
  "Africa/Cairo",
  "Australia/Lord_Howe",
  "America/Havana",
  "Europe/Berlin",
  "Europe/London",
  "Asia/Shanghai",
  "Asia/Kathmandu",
  "Pacific/Auckland",
  "Pacific/Kiritimati",
  "America/Scoresbysund",
  "Africa/Casablanca",
  "UTC",
];
const weekday = fc.constantFrom(...EVERY_DAY);
const nth = fc.constantFrom(1, 2, 3, 4, -1);
const cadence: fc.Arbitrary<Cadence> = fc.oneof(
  fc.record({ every: fc.constant("week" as const), weekday }),
  fc.record({ every: fc.constant("two-weeks" as const), weekday }),
  fc.record({ every: fc.constant("month" as const), nth, weekday }),
  fc.record({ every: fc.constant("quarter" as const), nth, weekday }),
  fc
    .record({ minute: fc.integer({ min: 0, max: 59 }), hour: fc.integer({ min: 0, max: 3 }) })
    .map(({ minute, hour }) => ({ every: "cron" as const, expression: `${minute} ${hour} * * *` })),
);
const FROM = at("2024-01-01T00:00:00Z");
const TO = at("2040-01-01T00:00:00Z");
const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    cadence,
    zone: fc.constantFrom(...ZONES),
    time: fc.record({ hour: fc.integer({ min: 0, max: 3 }), minute: fc.constantFrom("00", "15", "30", "45") }),
    workingDays: fc.oneof(fc.constant([...EVERY_DAY]), fc.uniqueArray(weekday, { minLength: 1 })),
    anchorDay: fc.integer({ min: 0, max: 3000 }),
  })
  .map(({ time, anchorDay, ...rest }) =>
    aSchedule({
      ...rest,
      time: `0${time.hour}:${time.minute}`,
      anchor: new Date(FROM + anchorDay * 86_400_000).toISOString().slice(0, 10),
    }),
  );

describe("R6: the next due time", () => {
  it("is strictly later, one a local date, a working day and finite in 10,000 seeded cases", { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: FROM, max: TO }), (schedule, after) => {
        const first = nextOccurrence(schedule, { after });
        const second = nextOccurrence(schedule, { after: first.at });
        expect(Number.isFinite(first.at) && Number.isFinite(second.at)).toBe(true);
        expect(first.at).toBeGreaterThan(after);
        expect(second.at).toBeGreaterThan(first.at);
        expect(dateOfSlot(second.slot) > dateOfSlot(first.slot)).toBe(true);
        expect(schedule.workingDays).toContain(partsOf(toEpochDay(dateOfSlot(first.slot))).weekday);
      }),
      { numRuns: cases(10_000) },
    );
  });

  it("is the same whether asked long before or a moment before", () => {
    fc.assert(
      fc.property(schedules, fc.integer({ min: FROM, max: TO }), (schedule, after) => {
        const next = nextOccurrence(schedule, { after });
        expect(nextOccurrence(schedule, { after: next.at - 1 })).toEqual(next);
      }),
      { numRuns: cases(1000) },
    );
  });

  it("never comes on a date that was used up, also after the zone or the hour changed", () => {
    const lastSlot = "2026-11-23T09:00";
    const later = aSchedule({ cadence: daily("18:00"), zone: "Pacific/Honolulu" });

    expect(nextOccurrence(later, { after: at("2026-11-23T09:00:00Z") }).slot).toBe("2026-11-23T18:00");
    expect(nextOccurrence(later, { after: at("2026-11-23T09:00:00Z"), lastSlot }).slot).toBe("2026-11-24T18:00");
  });
});

describe("a member's own hour", () => {
  it("is the slot in their zone, unless the team chose one zone", () => {
    const zone = (oneZone: boolean) => zoneOfMember(aSchedule({ oneZone, zone: "Europe/Berlin" }), "Asia/Shanghai");

    expect(memberDueAt("2026-11-23T09:00", zone(false))).toBe(at("2026-11-23T01:00:00Z"));
    expect(memberDueAt("2026-11-23T09:00", zone(true))).toBe(at("2026-11-23T08:00:00Z"));
    expect(zoneOfMember(aSchedule({ zone: "Europe/Berlin" }), undefined)).toBe("Europe/Berlin");
  });
});

describe("the jitter", () => {
  const key = { scheduleId: "team-1", membershipId: "ana", slot: "2026-11-23T09:00", maxMs: 600_000 };

  it("is the same after a restart and differs by member, slot and team", () => {
    const others = [{ membershipId: "ben" }, { slot: "2026-11-30T09:00" }, { scheduleId: "team-2" }];

    expect(jitterMs(key)).toBe(jitterMs({ ...key }));
    expect(new Set([jitterMs(key), ...others.map((other) => jitterMs({ ...key, ...other }))]).size).toBe(4);
  });

  it("stays below its limit and spreads over it", () => {
    const found = Array.from({ length: 1000 }, (_, index) => jitterMs({ ...key, membershipId: `m${index}` }));

    expect(Math.min(...found)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...found)).toBeLessThan(600_000);
    for (let tenth = 0; tenth < 10; tenth++) {
      expect(found.filter((ms) => Math.floor(ms / 60_000) === tenth).length).toBeGreaterThan(60);
    }
  });

  it("is none without a limit", () => {
    expect(jitterMs({ ...key, maxMs: 0 })).toBe(0);
  });
});
