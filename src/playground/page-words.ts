/** Loads the page's own words, as templates by id; the page fills in what is in braces. */
import { LOCALES, type Locale } from "../core/locale.ts";
import { loadPrompts } from "../message/voice/prompts.ts";
import type { Words } from "./page-api.ts";

const FILE = "playground";

/** Reads the words in every language. Throws when a file of prompts is missing or malformed. */
export async function loadPageWords(promptsDirectory: string): Promise<Readonly<Record<Locale, Words>>> {
  const [en, zh] = await Promise.all(LOCALES.map((locale) => loadPrompts(promptsDirectory, locale)));
  if (!en || !zh) throw new Error("a language is missing");
  return { en: pick(en), "zh-CN": pick(zh) };
}

function pick(prompts: Awaited<ReturnType<typeof loadPrompts>>): Words {
  const own = prompts.idsOf(FILE);
  return Object.fromEntries(own.map((id) => [id, prompts.find(id) ?? ""]));
}
