/** Makes the bot's voices from the prompts' folder: one a language. */
import { SpeedboatError } from "../../core/errors.ts";
import { LOCALES, type Locale } from "../../core/locale.ts";
import { loadPrompts, type Prompts } from "./prompts.ts";
import { loadVocabulary, type Vocabulary } from "./vocabulary.ts";
import type { PromptValues, Voice } from "./voice.ts";
import { buildNumbers, LANGUAGE_TAGS } from "./voice-numbers.ts";
import { buildSentence, type Sentence } from "./voice-sentence.ts";

/** Reads the prompts of every language once; sentences are compiled when first said. Rejects when a folder cannot be read. */
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
    locale,
    vocabulary,
    say: (id: string, values: PromptValues = {}) => speak(id, (sentence) => sentence.toWords(values)),
    runs: (id: string, values: PromptValues = {}) => speak(id, (sentence) => sentence.toRuns(values)),
    of: (text) => text[locale],
    ...buildNumbers(locale),
  };
}

function compile(prompts: Prompts, id: string): Sentence {
  const template = prompts.find(id);
  if (template === undefined) throw new SpeedboatError("prompt-unknown", { id, locale: prompts.locale });
  return buildSentence(template, LANGUAGE_TAGS[prompts.locale]);
}
