/** The fonts hold what the product itself writes, and a box stands for what they lack. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { boxUnknown, CHARACTERS_FILE, FONTS_DIRECTORY } from "../../src/pictures/fonts.ts";

const ROOT = join(import.meta.dirname, "../..");
const KNOWN = new Set(readFileSync(join(FONTS_DIRECTORY, CHARACTERS_FILE), "utf8"));

it("have a glyph for every character of the sentences and of the catalogue", () => {
  const files = ["prompts", "data"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => join(ROOT, folder, name)),
  );
  const written = files.filter((file) => file.endsWith(".yaml")).map((file) => readFileSync(file, "utf8"));
  expect(written.length).toBeGreaterThan(50);
  const letters = new Set(written.join("").replaceAll(/\p{Cc}/gu, ""));
  expect([...letters].filter((character) => !KNOWN.has(character))).toEqual([]);
});

it("have the standard Chinese characters, Latin with accents, Greek, Cyrillic and pictographs", () => {
  for (const character of "一㑇鿏𬭊ŽượЖёΩώ🚀☕🇩") expect(KNOWN, character).toContain(character);
  expect([...KNOWN].filter((character) => /\p{Script=Han}/u.test(character)).length).toBeGreaterThanOrEqual(8_105);
});

it("are replaced by one box for each character that a reader counts", () => {
  expect(boxUnknown("Ana 陳 नी <text>é</text>", KNOWN)).toBe("Ana □ □ <text>é</text>");
});
