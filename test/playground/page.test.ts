/** Rules of the page's files that can be read from their text. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findPageDirectories } from "../../src/playground/assets.ts";
import { loadPageWords } from "../../src/playground/page-words.ts";

const { scripts, files } = findPageDirectories();
/** As the browser gets them, out of the build. */
const SCRIPTS = readdirSync(scripts).filter((name) => name.endsWith(".js"));
const NAMES = SCRIPTS.concat(readdirSync(files).filter((name) => !name.endsWith(".ts")));
const read = (name: string) => readFileSync(join(SCRIPTS.includes(name) ? scripts : files, name), "utf8");
const WORDS = await loadPageWords(join(import.meta.dirname, "../../prompts"));

describe("the page", () => {
  it("never turns text into markup or code", () => {
    expect(SCRIPTS.length).toBeGreaterThan(10);
    const risky = /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc/;
    expect(SCRIPTS.filter((name) => risky.test(read(name)))).toEqual([]);
    // Drawings are read as data, and shown only when they are made of shapes alone.
    expect(SCRIPTS.filter((name) => /DOMParser/.test(read(name)))).toEqual(["page-picture.js"]);
    expect(read("page-picture.js")).toContain("every(isShape)");
  });

  it("loads nothing from elsewhere", () => {
    const foreign = /(?:src|href|url|import|from)\s*[=(]?\s*["'(]\s*(?:https?:)?\/\//;
    expect(NAMES.filter((name) => foreign.test(read(name)))).toEqual([]);
  });

  it("names only files that are there", () => {
    const named = SCRIPTS.concat("index.html").flatMap((name) => [
      ...[...read(name).matchAll(/\/playground\/page\/([\w.-]+)/g)].map((match) => match[1] ?? ""),
      ...[...read(name).matchAll(/from "\.\/([\w.-]+)"/g)].map((match) => match[1] ?? ""),
    ]);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !NAMES.includes(name))).toEqual([]);
  });

  it("finds each of its words in both languages", () => {
    const ids = SCRIPTS.flatMap((name) => [...read(name).matchAll(/\bt\("([\w.-]+)"/g)].map((match) => match[1] ?? ""));
    expect(ids.length).toBeGreaterThan(60);
    expect(ids.filter((id) => !(id in WORDS.en) || !(id in WORDS["zh-CN"]))).toEqual([]);
  });

  it("gets words with plain placeholders alone, the same in both languages", () => {
    const placeholders = (text: string) => [...text.matchAll(/\{[^}]*\}?/g)].map((match) => match[0]).sort();
    for (const [id, text] of Object.entries(WORDS.en)) {
      expect([id, placeholders(text).every((one) => /^\{\w+\}$/.test(one))]).toEqual([id, true]);
      expect([id, placeholders(WORDS["zh-CN"][id] ?? "")]).toEqual([id, placeholders(text)]);
    }
  });
});
