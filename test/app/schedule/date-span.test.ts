/** Words that mean several days, told which day it is. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseDateSpan } from "../../../src/app/schedule/date-span.ts";
import { createVoices } from "../../../src/message/voice/voices.ts";

const { vocabulary } = (await createVoices(join(import.meta.dirname, "../../../prompts")))("en");
const read = (words: string, today = "2026-11-23") => parseDateSpan(words, today, vocabulary.dates);

describe("a span of days", () => {
  test.each([
    ["20 Dec – 4 Jan", "2026-12-20", "2027-01-04"],
    ["20 dec - 4 jan", "2026-12-20", "2027-01-04"],
    ["20 Dec-4 Jan", "2026-12-20", "2027-01-04"],
    ["from 20 Dec to 4 Jan", "2026-12-20", "2027-01-04"],
    ["Dec 20 through Jan 4", "2026-12-20", "2027-01-04"],
    ["20 Dec 2026 – 4 Jan 2027", "2026-12-20", "2027-01-04"],
    ["Dec 20 – Jan 4, 2027", "2026-12-20", "2027-01-04"],
    ["20–24 Dec", "2026-12-20", "2026-12-24"],
    ["Dec 20–24", "2026-12-20", "2026-12-24"],
    ["Dec 20–24, 2026", "2026-12-20", "2026-12-24"],
    ["20.12.2026 – 04.01.2027", "2026-12-20", "2027-01-04"],
    ["2026-12-20 – 2027-01-04", "2026-12-20", "2027-01-04"],
    ["2026-12-20..2027-01-04", "2026-12-20", "2027-01-04"],
    ["2026-12-20/2027-01-04", "2026-12-20", "2027-01-04"],
    ["12月20日–1月4日", "2026-12-20", "2027-01-04"],
    ["12月20日到1月4日", "2026-12-20", "2027-01-04"],
    ["从12月20日至25日", "2026-12-20", "2026-12-25"],
    ["12月20号～25号", "2026-12-20", "2026-12-25"],
    ["2026年12月20日－2027年1月4日", "2026-12-20", "2027-01-04"],
    ["12 月 20 日 – 1 月 4 日", "2026-12-20", "2027-01-04"],
    ["next week", "2026-11-30", "2026-12-06"],
    ["下周", "2026-11-30", "2026-12-06"],
    ["monday – friday", "2026-11-23", "2026-11-27"],
    ["周三到周五", "2026-11-25", "2026-11-27"],
    ["tomorrow to friday", "2026-11-24", "2026-11-27"],
    ["20 Nov – 4 Dec", "2026-11-20", "2026-12-04"],
  ])("is read from “%s”", (words, first, last) => {
    expect(read(words)).toEqual({ kind: "span", first, last });
  });

  test("that began before the new year is the one that goes on", () => {
    expect(read("20 Dec – 4 Jan", "2027-01-02")).toEqual({ kind: "span", first: "2026-12-20", last: "2027-01-04" });
    expect(read("20 Dec – 4 Jan", "2027-01-05")).toEqual({ kind: "span", first: "2027-12-20", last: "2028-01-04" });
  });

  test("is refused when it is over, ends before it begins, or is more than a year ahead", () => {
    expect(read("2026-11-01 – 2026-11-22")).toEqual({ kind: "past", date: "2026-11-22" });
    expect(read("2026-12-24 – 2026-12-20")).toMatchObject({ kind: "backwards" });
    expect(read("20 Dec 2027 – 4 Jan 2028")).toEqual({ kind: "too-far", date: "2028-01-04" });
  });

  test.each(["", "24 dec", "2026-12-24", "until next week", "3d", "off", "soon – later", "20–24", "a-b"])(
    "is not read from “%s”",
    (words) => {
      expect(read(words)).toBeUndefined();
    },
  );
});
