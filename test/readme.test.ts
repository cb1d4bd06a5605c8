/** The README in both languages: what a reader copies is the same in each, and what it points at is there. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { estimateMinutes } from "../src/core/check-in/assessment.ts";
import { BOT_SCOPES } from "../src/slack/installing/scopes.ts";

const ROOT = join(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const find = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map(([, found = ""]) => found);

/** Without what is remarked beside a line. */
const listBlocks = (text: string): readonly string[] =>
  find(text, /^ *```\w*\n([\s\S]*?)^ *```$/gm).map((block) => block.replace(/ +#.*$/gm, "").replace(/^ +/gm, ""));
const listTargets = (text: string): readonly string[] =>
  find(text, /\]\(([^)]+)\)/g).filter((target) => !/^(https?:|README|docs\/scoring)/.test(target));
const countSteps = (text: string): number => find(text, /^(\d+)\. /gm).length;

const ENGLISH = read("README.md");
const CHINESE = read("README.zh-CN.md");

describe.each([
  ["English", ENGLISH],
  ["Chinese", CHINESE],
])("the README in %s", (_, text) => {
  it("justifies each scope that Slack is asked for", () => {
    for (const scope of BOT_SCOPES) expect(text).toMatch(new RegExp(`^\\| \`${scope}\` +\\| .`, "m"));
  });

  it("shows pictures that load quickly", () => {
    const pictures = find(text, /\]\((docs\/images\/teams-[^)]+)\)/g);
    expect(pictures).toHaveLength(3);
    expect(pictures.filter((file) => statSync(join(ROOT, file)).size > 150_000)).toEqual([]);
  });

  it("points at nothing that is missing", () => {
    const files = find(text, /\]\(([^)]+)\)/g).filter((target) => !target.startsWith("http"));
    expect(files.length).toBeGreaterThan(8);
    expect(files.filter((file) => !existsSync(join(ROOT, file.replace(/#.*/, ""))))).toEqual([]);
  });
});

it("says how long five questions take as the bot does, on the playground's page, too", () => {
  const minutes = estimateMinutes(5);
  expect(minutes).toBe(4);
  expect(ENGLISH).toMatch(/questions a week take about four minutes/);
  expect(CHINESE).toMatch(/每周五道题，大约四分钟/);
  expect(read("src/playground/page/page-welcome.ts")).toContain(`"fact-time", { minutes: ${minutes} }`);
});

it("has the same commands to copy, the same steps and the same pages behind it in both languages", () => {
  const facts = (text: string) => ({ blocks: listBlocks(text), steps: countSteps(text), targets: listTargets(text) });
  expect(listBlocks(ENGLISH).length).toBe(6);
  expect(facts(CHINESE)).toEqual(facts(ENGLISH));
});
