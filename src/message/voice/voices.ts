/** Creates the bot's voices from the folder of prompts, one for each language. */
import { SpeedboatError } from "../../core/errors.ts";
import { LOCALES, type Locale } from "../../core/locale.ts";
import type { Run } from "../text.ts";
import { loadPrompts, type Prompts } from "./prompts.ts";
import { loadVocabulary, type Vocabulary } from "./vocabulary.ts";
import { buildNumbers, LANGUAGE_TAGS } from "./voice-numbers.ts";
import { type SentenceValues, buildSentence, type Sentence } from "./voice-sentence.ts";
import type { Voice } from "./voice.ts";

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
