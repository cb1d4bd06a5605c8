/** Creates the bot's voices from the folder of prompts, one for each language. */
import { SpeedboatError } from "../../core/errors.ts";
import { LOCALES, type Locale } from "../../core/locale.ts";
import { loadPrompts, type Prompts } from "./prompts.ts";
import { createSpeech } from "./speech.ts";
import { loadVocabulary, type Vocabulary } from "./vocabulary.ts";
import { buildNumbers } from "./voice-numbers.ts";
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
