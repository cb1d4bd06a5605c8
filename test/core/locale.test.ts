import { expect, test } from "vitest";
import { nearestLocale } from "../../src/core/locale.ts";

test.each([
  ["en", "en"],
  ["en_US", "en"],
  ["EN-gb", "en"],
  ["zh", "zh-CN"],
  ["zh-TW", "zh-CN"],
  ["zh_Hant_HK", "zh-CN"],
  ["de-CH", undefined],
  ["english", undefined],
  ["", undefined],
  [undefined, undefined],
])("the locale nearest to %j is %j", (tag, expected) => {
  expect(nearestLocale(tag)).toBe(expected);
});
