import { expect, test } from "vitest";
import { anchorSchedule } from "../../../src/core/schedule/anchor-schedule.ts";
import { listOccurrences } from "../../../src/core/schedule/occurrences.ts";
import { aSchedule } from "../../helpers/team.ts";

const now = Date.UTC(2026, 11, 7, 12);
const quarterly = aSchedule({ cadence: { every: "quarter", nth: -1, weekday: 4 }, holidays: ["2026-12-31"] });
const slotsOf = (schedule: ReturnType<typeof aSchedule>) =>
  listOccurrences(schedule, { after: now }, 3).map(({ slot }) => slot.slice(0, 10));

test("a quarterly round whose first date is a day off counts from that date's month, though it moves to the next", () => {
  const anchored = anchorSchedule(quarterly, { now });
  expect(anchored.anchor.slice(0, 7)).toBe("2026-12");
  expect(slotsOf(anchored)).toEqual(["2027-01-01", "2027-03-25", "2027-06-24"]);
});

test("a cadence that stays keeps counting from where it began", () => {
  const before = { ...quarterly, anchor: "2026-02-02" };
  expect(anchorSchedule({ ...quarterly, time: "10:00" }, { now, before }).anchor).toBe("2026-02-02");
  const weekly = { ...before, cadence: { every: "week", weekday: 4 } } as const;
  expect(anchorSchedule(weekly, { now, before }).anchor).toBe("2026-12-07");
});

test("a round every two weeks that is chosen on its weekday after its hour comes the week after", () => {
  const schedule = aSchedule({ cadence: { every: "two-weeks", weekday: 1 }, time: "09:00" });
  expect(slotsOf(anchorSchedule(schedule, { now }))).toEqual(["2026-12-14", "2026-12-28", "2027-01-11"]);
  const early = { now: now - 4 * 3_600_000 };
  expect(anchorSchedule(schedule, early).anchor).toBe("2026-12-07");
});
