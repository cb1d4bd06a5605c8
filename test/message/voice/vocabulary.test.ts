/** The words that people type: data, in every language, and nowhere in the code. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FEATURES } from "../../../src/bot/bot.ts";
import { loadVocabulary } from "../../../src/message/voice/vocabulary.ts";

const ROOT = join(import.meta.dirname, "../../..");
const PROMPTS = join(ROOT, "prompts");
const HAN = /\p{Script=Han}/u;

test("every word stands for a command that there is", async () => {
  const { commands } = await loadVocabulary(PROMPTS);
  const known = new Set<string>(FEATURES.flatMap((feature) => feature.commands.map(({ word }) => word)));
  expect([...commands].filter(([, command]) => !known.has(command))).toEqual([]);
  expect(commands.get("你好")).toBe("help");
  expect(commands.get("todo")).toBe("steps");
});

test("both languages are understood at once, whoever reads", async () => {
  const { languages, places, whole, dates } = await loadVocabulary(PROMPTS);
  expect(languages.get("中文")).toBe("zh-CN");
  expect(languages.get("english")).toBe("en");
  expect(places.get("beijing")).toBe(places.get("北京"));
  expect(whole).toContain("总分");
  expect(dates).toHaveLength(2);
});

test("a file that is no vocabulary is named", async () => {
  const directory = await mkdtemp(join(tmpdir(), "speedboat-words-"));
  try {
    await cp(PROMPTS, directory, { recursive: true });
    await writeFile(join(directory, "zh-CN", "typed", "words.yaml"), "commands: 3\n");
    await expect(loadVocabulary(directory)).rejects.toMatchObject({
      code: "prompt-invalid",
      values: { file: "zh-CN/typed/words.yaml" },
    });
  } finally {
    await rm(directory, { recursive: true });
  }
});

/** The cast has Chinese names, and the page calls each language by its own. */
const NAMES_IN_CHINESE = /^(?:simulation|playground\/page)\//;

test("no code holds a Chinese word that people type", async () => {
  const names = (await readdir(join(ROOT, "src"), { recursive: true })).filter(
    (name) => name.endsWith(".ts") && !NAMES_IN_CHINESE.test(name),
  );
  const found = await Promise.all(
    names.map(async (name) => {
      const text = (await readFile(join(ROOT, "src", name), "utf8")).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
      return HAN.test(text) ? [name] : [];
    }),
  );
  expect(found.flat()).toEqual([]);
});
