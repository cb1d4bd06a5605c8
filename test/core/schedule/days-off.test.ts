import { describe, expect, it } from "vitest";
import { toEpochDay, toLocalDate, moveToWorkingDay, workingDayBefore } from "../../../src/core/schedule/calendar.ts";

const WEEK = { workingDays: [1, 2, 3, 4, 5, 6, 7], holidays: [] } as const;
const DAY = toEpochDay("2026-11-23");
/** Every day is off but this one. */
const allBut = (day: number) => (date: string) => date !== toLocalDate(day);

describe("days off in a row", () => {
  it("are passed up to 399 days on", () => {
    expect(moveToWorkingDay(DAY, WEEK, allBut(DAY + 399))).toBe(DAY + 399);
    expect(workingDayBefore(DAY, WEEK, allBut(DAY - 399))).toBe(DAY - 399);
  });

  it("of 400 are a mistake in the list and move nothing", () => {
    expect(moveToWorkingDay(DAY, WEEK, allBut(DAY + 400))).toBe(DAY);
    expect(workingDayBefore(DAY, WEEK, allBut(DAY - 400))).toBe(DAY - 1);
  });

  it("are those of the week, of the team and of the country alike", () => {
    const week = { workingDays: [1, 2, 3, 4, 5], holidays: ["2026-11-30"] } as const;
    const saturday = toEpochDay("2026-11-28");

    expect(toLocalDate(moveToWorkingDay(saturday, week, (date) => date === "2026-12-01"))).toBe("2026-12-02");
    expect(toLocalDate(moveToWorkingDay(saturday, week))).toBe("2026-12-01");
    expect(toLocalDate(workingDayBefore(toEpochDay("2026-12-01"), week))).toBe("2026-11-27");
  });

  it("end with a day of the weekend that the country works to make up for a holiday, unless the team is off", () => {
    const week = { workingDays: [1, 2, 3, 4, 5], holidays: [] } as const;
    const saturday = toEpochDay("2026-02-14");
    const isHoliday = Object.assign(() => false, { isMakeUpDay: (date: string) => date === "2026-02-14" });
    expect(toLocalDate(moveToWorkingDay(saturday, week, isHoliday))).toBe("2026-02-14");
    expect(toLocalDate(moveToWorkingDay(saturday, week))).toBe("2026-02-16");
    const off = { ...week, holidays: ["2026-02-14"] };
    expect(toLocalDate(moveToWorkingDay(saturday, off, isHoliday))).toBe("2026-02-16");
  });
});
