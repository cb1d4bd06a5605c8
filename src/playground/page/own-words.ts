/** The page's own words in the page's language, and the words around a message in the message's language. */
import type { Message } from "../../message/message.ts";
import type { PromptTable } from "../../message/voice/prompt-table.ts";
import type { PageCommand, PageReads } from "../page-api.ts";
import { getFromServer } from "./server-calls.ts";

/** The id of one of the page's own words; every prompt below `playground` is sent to the page. */
export type PageWord = Extract<keyof PromptTable, `playground.${string}`>;

/** A language that the bot and the page speak. */
export type Language = Message["locale"];
/** What each calls itself. */
const OWN_NAMES: Readonly<Record<Language, string>> = { en: "English", "zh-CN": "简体中文" };

const loaded = new Map<Language, PageReads["words"]["answer"]>();
let page: Language = "en";
let spoken: Language | undefined;

/** True when the text is the code of a language that the page speaks. */
export function isLanguage(value: string | undefined): value is Language {
  return value !== undefined && value in OWN_NAMES;
}

/** Lists every language with its own name for itself. */
export function listLanguages(): readonly { readonly value: Language; readonly label: string }[] {
  const values = Object.keys(OWN_NAMES).filter(isLanguage);
  return values.map((value) => ({ value, label: OWN_NAMES[value] }));
}

/** Loads the words of every language that is missing, and makes this one the page's language. */
export async function loadWords(language: Language): Promise<void> {
  const missing = listLanguages().filter(({ value }) => !loaded.has(value));
  const answers = await Promise.all(missing.map(({ value }) => getFromServer("words", { locale: value })));
  for (const answer of answers) loaded.set(answer.locale, answer);
  page = language;
  document.documentElement.lang = page;
  document.title = t("playground.title");
}

/** Runs `render` with the page's words in this language and returns its result. */
export function inLanguage<T>(language: Language, render: () => T): T {
  const before = spoken;
  spoken = loaded.has(language) ? language : before;
  try {
    return render();
  } finally {
    spoken = before;
  }
}

/**
 * Returns the words with this id, with the values filled in. An id that is unknown is returned itself, and a value that
 * is missing stays in braces.
 */
export function t(id: PageWord, values: Readonly<Record<string, string | number | undefined>> = {}): string {
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

/** Returns the language of what is being rendered, otherwise the page's. */
export const locale = (): Language => spoken ?? page;
/** Lists the commands that the composer suggests, in the page's language. */
export const commands = (): readonly PageCommand[] => loaded.get(page)?.commands ?? [];

/** Returns a command as it is typed: `checkin` with what comes before it. */
export const spellOnPage = (line: string): string => `${slashCommand()} ${line}`;

/** Returns what follows the slash command in a typed text, "" where nothing does; undefined where the text is no command. */
export function readCommandOnPage(text: string): string | undefined {
  const slash = slashCommand();
  const rest = text.slice(slash.length);
  return text.toLowerCase().startsWith(slash) && !/^\w/.test(rest) ? rest.trimStart() : undefined;
}

/** Returns what was typed of a command so far, without the slash command, the beginning of it, or a slash. */
export function readTypedSoFar(text: string): string {
  if (slashCommand().startsWith(text.toLowerCase())) return "";
  return readCommandOnPage(text) ?? text.replace(/^\//, "");
}

function slashCommand(): string {
  return loaded.get(page)?.slashCommand ?? "/";
}
