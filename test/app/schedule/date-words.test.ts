/** Words that mean a date, told which day it is: Monday 23 November 2026. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseDateWords } from "../../../src/app/schedule/date-words.ts";
import { createVoices } from "../../../src/message/voice/voices.ts";

const { vocabulary } = (await createVoices(join(import.meta.dirname, "../../../prompts")))("en");
const TODAY = "2026-11-23";
const read = (words: string) => parseDateWords(words, TODAY, vocabulary.dates);

describe("a date", () => {
  test.each([
    ["2026-12-24", "2026-12-24"],
    ["until 2026-12-24", "2026-12-24"],
    ["２０２６-12-24", "2026-12-24"],
    ["1d", "2026-11-24"],
    ["3d", "2026-11-26"],
    ["3 days", "2026-11-26"],
    ["2w", "2026-12-07"],
    ["2 weeks", "2026-12-07"],
    ["3天", "2026-11-26"],
    ["两周", "2026-12-07"],
    ["1个星期", "2026-11-30"],
    ["friday", "2026-11-27"],
    ["Fri", "2026-11-27"],
    ["周五", "2026-11-27"],
    ["星期五", "2026-11-27"],
    ["礼拜天", "2026-11-29"],
    ["周日", "2026-11-29"],
    ["tomorrow", "2026-11-24"],
    ["明天", "2026-11-24"],
    ["后天", "2026-11-25"],
    ["next week", "2026-11-30"],
    ["until next week", "2026-11-30"],
    ["下周", "2026-11-30"],
    ["下周一", "2026-11-30"],
    ["下个星期天", "2026-12-06"],
    ["24 Dec", "2026-12-24"],
    ["december 24", "2026-12-24"],
    ["12月24日", "2026-12-24"],
    ["12月1号", "2026-12-01"],
    ["24 Dec 2026", "2026-12-24"],
    ["until 24 dec 2026", "2026-12-24"],
    ["Dec 24, 2026", "2026-12-24"],
    ["24. Dec 2026", "2026-12-24"],
    ["24.12.2026", "2026-12-24"],
    ["2026年12月24日", "2026-12-24"],
    ["1 nov 2027", "2027-11-01"],
    ["1 nov", "2027-11-01"],
    ["366d", "2027-11-24"],
  ])("is read from “%s”", (words, date) => {
    expect(read(words)).toEqual({ kind: "date", date });
  });

  test("is the weekday after today, never today itself", () => {
    expect(read("monday")).toEqual({ kind: "date", date: "2026-11-30" });
    expect(read("tuesday")).toEqual({ kind: "date", date: "2026-11-24" });
    expect(read("周一")).toEqual({ kind: "date", date: "2026-11-30" });
  });

  test.each(["2026-11-23", "2026-11-22", "0d", "22 Nov 2026", "1 Jan 2020"])("that is not after today is past: “%s”", (words) => {
    expect(read(words).kind).toBe("past");
  });

  test("more than a year ahead is too far", () => {
    expect(read("2027-11-25")).toEqual({ kind: "too-far", date: "2027-11-25" });
    expect(read("53w").kind).toBe("too-far");
  });
});

test.each(["off", "OFF", "关闭"])("“%s” ends it", (words) => {
  expect(read(words)).toEqual({ kind: "off" });
});

test.each([
  "",
  "soon",
  "2026-02-30",
  "24.13.2026",
  "fr",
  "3",
  "w",
  "1000d",
  "周八",
  "fridays",
  "-3d",
  "30 feb",
  "13月1日",
  "24 xyz",
  "24 24",
])("“%s” is unclear", (words) => {
  expect(read(words)).toEqual({ kind: "unclear" });
});
