/** Says the prompts of one language by any id. It is the untyped half of a voice, which finds, compiles and keeps sentences. */
import { SpeedboatError } from "../../core/errors.ts";
import type { Run } from "../text.ts";
import type { SentenceValues } from "./han-spacing.ts";
import type { Prompts } from "./prompts.ts";
import { LANGUAGE_TAGS } from "./voice-numbers.ts";
import { buildSentence, type Sentence } from "./voice-sentence.ts";

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
