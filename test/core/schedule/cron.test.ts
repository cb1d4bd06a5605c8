import { describe, expect, it } from "vitest";
import { partsOf, toEpochDay, toLocalDate } from "../../../src/core/schedule/calendar.ts";
import { parseCron } from "../../../src/core/schedule/cron.ts";

/** The dates of November and December 2026 on which the expression falls. */
function dates(expression: string): readonly string[] {
  const plan = parseCron(expression);
  if (typeof plan === "string") throw new Error(plan);
  const found: string[] = [];
  for (let day = toEpochDay("2026-11-01"); day <= toEpochDay("2026-12-31"); day++) {
    if (plan.fallsOn(partsOf(day))) found.push(toLocalDate(day).slice(5));
  }
  return found;
}

describe("a cron expression", () => {
  it.each([
    ["0 9 * * 1", ["11-02", "11-09", "11-16", "11-23", "11-30", "12-07", "12-14", "12-21", "12-28"]],
    ["0 9 1,15 * *", ["11-01", "11-15", "12-01", "12-15"]],
    ["0 9 1-10/4 DEC *", ["12-01", "12-05", "12-09"]],
    ["0 9 */15 11 *", ["11-01", "11-16"]],
    ["0 9 25/3 11 *", ["11-25", "11-28"]],
    ["0 9 * 11 SUN", ["11-01", "11-08", "11-15", "11-22", "11-29"]],
    ["0 9 * 11 7", ["11-01", "11-08", "11-15", "11-22", "11-29"]],
    ["0 9 * 11 0", ["11-01", "11-08", "11-15", "11-22", "11-29"]],
    ["0 9 * 12 tue-wed", ["12-01", "12-02", "12-08", "12-09", "12-15", "12-16", "12-22", "12-23", "12-29", "12-30"]],
  ])("%s falls on its dates", (expression, expected) => {
    expect(dates(expression)).toEqual(expected);
  });

  it("joins two restricted day fields by or", () => {
    expect(dates("0 9 13 11 1")).toEqual(["11-02", "11-09", "11-13", "11-16", "11-23", "11-30"]);
  });

  it("joins two day fields by and where one counts from any", () => {
    expect(dates("0 9 */15 11 1")).toEqual(["11-16"]);
    expect(dates("0 9 14 11 */2")).toEqual(["11-14"]);
  });

  it.each([
    ["JAN", "2026-01-07"],
    ["Feb", "2026-02-07"],
    ["mar", "2026-03-07"],
    ["apr", "2026-04-07"],
    ["may", "2026-05-07"],
    ["jun", "2026-06-07"],
    ["jul", "2026-07-07"],
    ["aug", "2026-08-07"],
    ["sep", "2026-09-07"],
    ["oct", "2026-10-07"],
    ["nov", "2026-11-07"],
    ["dec", "2026-12-07"],
  ])("knows the month %s", (month, expected) => {
    const plan = parseCron(`0 9 7 ${month} *`);
    const days = Array.from({ length: 365 }, (_, day) => toEpochDay("2026-01-01") + day);

    expect(typeof plan !== "string" && days.filter((day) => plan.fallsOn(partsOf(day))).map(toLocalDate)).toEqual([expected]);
  });

  it.each([
    ["mon", "11-02"],
    ["tue", "11-03"],
    ["wed", "11-04"],
    ["thu", "11-05"],
    ["fri", "11-06"],
    ["sat", "11-07"],
    ["sun", "11-01"],
  ])("knows the weekday %s", (weekday, first) => {
    expect(dates(`0 9 * 11 ${weekday}`)[0]).toBe(first);
  });

  it("names one hour a day", () => {
    expect(parseCron("5 7 * * *")).toMatchObject({ time: "07:05" });
    expect(parseCron("  30   16  *  *  1-5 ")).toMatchObject({ time: "16:30" });
  });

  it.each(["* 9 * * *", "0 * * * *", "0 9,17 * * *", "*/30 9 * * *", "0 9-10 * * *"])(
    "more often than daily is refused: %s",
    (expression) => {
      expect(parseCron(expression)).toBe("cron-more-than-daily");
    },
  );

  it("comes where one of its months has the day", () => {
    expect(parseCron("0 9 31 2,3 *")).toMatchObject({ time: "09:00" });
    expect(parseCron("0 9 30,31 2,4 *")).toMatchObject({ time: "09:00" });
  });

  it.each(["0 9 31 2 *", "0 9 30 2 *", "0 9 31 4,6,9,11 *"])("that never comes is refused: %s", (expression) => {
    expect(parseCron(expression)).toBe("cron-never");
  });

  it("of 29 February comes, and of 31 April with a weekday too", () => {
    expect(parseCron("0 9 29 2 *")).toMatchObject({ time: "09:00" });
    expect(parseCron("0 9 31 4 1")).toMatchObject({ time: "09:00" });
  });

  it.each([
    "",
    "0 9 * *",
    "0 9 * * * *",
    "60 9 * * *",
    "0 24 * * *",
    "0 9 0 * *",
    "0 9 32 * *",
    "0 9 * 13 *",
    "0 9 * * 8",
    "0 9 * * MOON",
    "0 9 5-1 * *",
    "0 9 x-5 * *",
    "0 9 5-x * *",
    "0 9 */0 * *",
    "0 9 *-5 * *",
    "0 9 1- * *",
    "0 9 ,1 * *",
    "0 9 -1 * *",
    "0 9 * * -1",
    "@daily",
    "0 9 1e1 * *",
  ])("that cannot be read is refused: %j", (expression) => {
    expect(parseCron(expression)).toBe("cron-malformed");
  });
});
