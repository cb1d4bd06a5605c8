/** Time zones as people write them. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { findNearestZones, readZone } from "../../../src/app/schedule/zones.ts";
import { createVoices } from "../../../src/message/voice/voices.ts";

const { vocabulary } = (await createVoices(join(import.meta.dirname, "../../../prompts")))("en");
test.each([
  ["Europe/Berlin", "Europe/Berlin"],
  ["europe/berlin", "Europe/Berlin"],
  ["America/New York", "America/New_York"],
  ["UTC", "UTC"],
])("“%s” is a zone", (text, zone) => {
  expect(readZone(text)).toBe(zone);
});

test.each(["", "CST", "+08:00", "Berlin", "Mars/Base", "Europe/Berln"])("“%s” is none", (text) => {
  expect(readZone(text)).toBeUndefined();
});

test.each([
  ["Europe/Berln", "Europe/Berlin"],
  ["berlin", "Europe/Berlin"],
  ["new york", "America/New_York"],
  ["Shangai", "Asia/Shanghai"],
  ["Beijing", "Asia/Shanghai"],
  ["北京", "Asia/Shanghai"],
  ["北京时间", "Asia/Shanghai"],
  ["Delhi", "Asia/Kolkata"],
  ["Kolkata", "Asia/Kolkata"],
  ["Asia/Calcuta", "Asia/Kolkata"],
  ["India", "Asia/Kolkata"],
  ["印度", "Asia/Kolkata"],
  ["Japan", "Asia/Tokyo"],
  ["日本", "Asia/Tokyo"],
  ["Kyiv", "Europe/Kyiv"],
  ["Kiev", "Europe/Kyiv"],
  ["Nuuk", "America/Nuuk"],
  ["São Paulo", "America/Sao_Paulo"],
  ["Auckland", "Pacific/Auckland"],
])("the nearest to “%s” is %s, and it is a zone", (text, zone) => {
  expect(findNearestZones(text, vocabulary.places)[0]).toBe(zone);
  expect(readZone(zone)).toBeDefined();
});

test("of an offset the usual places are suggested, whatever it is written like", () => {
  for (const text of ["UTC+8", "gmt+8", "+08:00", "UTC+08:00", "utc +8"]) {
    const found = findNearestZones(text, vocabulary.places);
    expect(found[0], text).toBe("Asia/Shanghai");
    expect(found.length).toBeLessThanOrEqual(3);
  }
  expect(findNearestZones("UTC+5:30", vocabulary.places)).toContain("Asia/Kolkata");
});

test.each(["", "xyzzy plugh", "UTC+25", "Wakanda", "Dehli Belly"])("nothing is near “%s”, rather than something far", (text) => {
  expect(findNearestZones(text, vocabulary.places)).toEqual([]);
});
