/** Creates the bot's voices from the folder of prompts, one for each language. A sentence of the prompts is written in ICU MessageFormat, and said as plain words or as styled runs. */
import { IntlMessageFormat } from "intl-messageformat";
import { SpeedboatError } from "../../core/errors.ts";
import { LOCALES, type Locale } from "../../core/locale.ts";
import { closeUp, markEdges, type Run } from "../text.ts";
import { loadPrompts, type Prompts } from "./prompts.ts";
import { loadVocabulary, type Vocabulary } from "./vocabulary.ts";
import { buildNumbers, LANGUAGE_TAGS } from "./voice-numbers.ts";
import type { SentenceValues, Voice } from "./voice.ts";

/**
 * Reads the prompts of every language once and returns a function that gives the voice of a locale. Rejects when a
 * folder cannot be read. A sentence is compiled when it is first said.
 */
export async function createVoices(promptsDirectory: string): Promise<(locale: Locale) => Voice> {
  const voices = new Map<Locale, Voice>();
  const prompts = await Promise.all(LOCALES.map((locale) => loadPrompts(promptsDirectory, locale)));
  const vocabulary = await loadVocabulary(promptsDirectory);
  for (const each of prompts) voices.set(each.locale, createVoice(each, vocabulary));
  return (locale) => {
    const voice = voices.get(locale);
    if (!voice) throw new SpeedboatError("prompt-invalid", { locale });
    return voice;
  };
}

function createVoice(prompts: Prompts, vocabulary: Vocabulary): Voice {
  const { locale } = prompts;
  return { locale, vocabulary, ...createSpeech(prompts), of: (text) => text[locale], ...buildNumbers(locale) };
}

/**
 * Says the sentences of one language. Throws `prompt-unknown` for an unknown id, and `prompt-invalid` for a missing
 * value or a template that cannot be read.
 */
export interface Speech {
  readonly say: (id: string, values?: SentenceValues) => string;
  readonly runs: (id: string, values?: SentenceValues) => readonly Run[];
}

/** Returns a speech over these prompts. A sentence is compiled when it is first said, and kept. */
export function createSpeech(prompts: Prompts): Speech {
  const { locale } = prompts;
  const sentences = new Map<string, Sentence>();
  const sentenceOf = (id: string): Sentence => {
    const sentence = sentences.get(id) ?? compile(prompts, id);
    sentences.set(id, sentence);
    return sentence;
  };
  const speak = <T>(id: string, say: (sentence: Sentence) => T): T => {
    try {
      return say(sentenceOf(id));
    } catch (cause) {
      if (cause instanceof SpeedboatError) throw cause;
      throw new SpeedboatError("prompt-invalid", { id, locale }, { cause });
    }
  };
  return {
    say: (id, values = {}) => speak(id, (sentence) => sentence.toWords(values)),
    runs: (id, values = {}) => speak(id, (sentence) => sentence.toRuns(values)),
  };
}

function compile(prompts: Prompts, id: string): Sentence {
  const template = prompts.find(id);
  if (template === undefined) throw new SpeedboatError("prompt-unknown", { id, locale: prompts.locale });
  return buildSentence(template, LANGUAGE_TAGS[prompts.locale]);
}

/** One compiled sentence, which can be said with values. */
export interface Sentence {
  /** Throws when a value is missing or the tag is none of `<b>`, `<i>`, `<code>`, `<cmd>`. */
  toWords(values: SentenceValues): string;
  /** The same as runs; of nested tags the inner one gives the style. */
  toRuns(values: SentenceValues): readonly Run[];
}

const STYLES = { "b.style": "bold", "i.style": "italic", "code.style": "code", "cmd.style": "command" } as const;

/**
 * Compiles a template for a BCP 47 tag. Throws when it is not ICU MessageFormat. In Chinese, needless spaces around
 * values are removed.
 */
export function buildSentence(template: string, languageTag: string): Sentence {
  const format = new IntlMessageFormat(withTagNames(template), languageTag);
  const mark = languageTag.startsWith("zh") ? markEdges : (values: SentenceValues) => values;
  return {
    toWords: (values) => {
      const said = format.format<string>({ ...mark(values), ...PLAIN_TAGS });
      return closeUp([Array.isArray(said) ? said.join("") : said]).join("");
    },
    toRuns: (values) => {
      const said = format.format<Run>({ ...mark(values), ...STYLED_TAGS });
      const runs = (Array.isArray(said) ? said : [said]).map(toRun);
      const texts = closeUp(runs.map(({ text }) => text));
      return runs.map((run, index) => ({ ...run, text: texts[index] ?? run.text })).filter((run) => run.text !== "");
    },
  };
}

/** Tags and values share their names in ICU, and `{code}` is a value of many sentences: our tags get names of their own. */
function withTagNames(template: string): string {
  return template.replaceAll(/<(\/?)(b|i|code|cmd)>/g, "<$1$2.style>");
}

function toRun(part: string | Run): Run {
  return typeof part === "string" ? { text: part } : part;
}

const PLAIN_TAGS = Object.fromEntries(Object.keys(STYLES).map((tag) => [tag, (parts: string[]) => parts.join("")]));

const STYLED_TAGS = Object.fromEntries(
  Object.entries(STYLES).map(([tag, style]) => [
    tag,
    (parts: (string | Run)[]) => parts.map((part): Run => (typeof part === "string" ? { text: part, style } : part)),
  ]),
);
