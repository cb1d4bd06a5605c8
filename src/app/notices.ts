/** Short answers to the author alone. */
import type { Button, Element, Message, Tone } from "../message/message.ts";
import { toPlain } from "../message/text.ts";
import type { PromptValues, Voice } from "../message/voice/voice.ts";
import type { Outcome } from "./request.ts";

export type NoticeOptions = { readonly values?: PromptValues; readonly tone?: Tone; readonly buttons?: readonly Button[] };

/** One sentence of `prompts/`, with buttons where there is something to do next. */
export function buildNotice(voice: Voice, id: string, options: NoticeOptions = {}): Message {
  const text = voice.runs(id, options.values);
  const paragraph: Element = { kind: "paragraph", text, ...(options.tone && { tone: options.tone }) };
  const buttons: readonly Element[] = options.buttons?.length ? [{ kind: "buttons", buttons: options.buttons }] : [];
  return { locale: voice.locale, summary: toPlain(text), elements: [paragraph, ...buttons] };
}

export function answerWith(voice: Voice, id: string, options: NoticeOptions = {}): Outcome {
  return { notice: buildNotice(voice, id, options) };
}
