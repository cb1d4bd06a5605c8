/** Time zones as people write them. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { findNearestZone, readZone } from "../../../src/app/schedule/zones.ts";
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
])("the nearest to “%s” is %s", (text, zone) => {
  expect(findNearestZone(text, vocabulary.places)).toBe(zone);
});

test.each(["", "xyzzy plugh", "+08:00"])("nothing is near “%s”", (text) => {
  expect(findNearestZone(text, vocabulary.places)).toBeUndefined();
});
