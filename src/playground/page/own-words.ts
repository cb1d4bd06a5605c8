/** The words of the frame in the page's language, and of what the bot said in the language that it was said in. */
import type { Message } from "../../message/message.ts";
import type { PageCommand, PageReads } from "../page-api.ts";
import { getFromServer } from "./server-calls.ts";

/** A language that the bot and the page speak. */
export type Language = Message["locale"];
/** What each calls itself. */
const OWN_NAMES: Readonly<Record<Language, string>> = { en: "English", "zh-CN": "简体中文" };

const loaded = new Map<Language, PageReads["words"]["answer"]>();
let page: Language = "en";
let spoken: Language | undefined;

export function isLanguage(value: string | undefined): value is Language {
  return value !== undefined && value in OWN_NAMES;
}

/** Every language, with what it calls itself. */
export function listLanguages(): readonly { readonly value: Language; readonly label: string }[] {
  const values = Object.keys(OWN_NAMES).filter(isLanguage);
  return values.map((value) => ({ value, label: OWN_NAMES[value] }));
}

export async function loadWords(language: Language): Promise<void> {
  const missing = listLanguages().filter(({ value }) => !loaded.has(value));
  const answers = await Promise.all(missing.map(({ value }) => getFromServer("words", { locale: value })));
  for (const answer of answers) loaded.set(answer.locale, answer);
  page = language;
  document.documentElement.lang = page;
  document.title = t("playground.title");
}

/** Whatever `render` says at once is in that language: a card's own words are those of its message. */
export function inLanguage<T>(language: Language, render: () => T): T {
  const before = spoken;
  spoken = loaded.has(language) ? language : before;
  try {
    return render();
  } finally {
    spoken = before;
  }
}

export function t(id: string, values: Readonly<Record<string, string | number | undefined>> = {}): string {
  const template = loaded.get(locale())?.words[id] ?? id;
  return template.replaceAll(/ ?\{(\w+)\} ?/g, (whole: string, name: string, at: number) => {
    if (!(name in values)) return whole;
    const value = String(values[name]);
    const lead = whole.startsWith(" ") && !(isHan(template[at - 1]) && isHan(value[0])) ? " " : "";
    const trail = whole.endsWith(" ") && !(isHan(template[at + whole.length]) && isHan(value.at(-1))) ? " " : "";
    return lead + value + trail;
  });
}

/** Chinese stands apart from Latin words and numbers, not from Chinese. */
function isHan(character = ""): boolean {
  return /[\p{Script=Han}\u3000-\u303f\uff01-\uff60]/u.test(character);
}

/** The page's, or of what is being rendered. */
export const locale = (): Language => spoken ?? page;
export const commands = (): readonly PageCommand[] => loaded.get(page)?.commands ?? [];
