/** Builds short answers to the author alone. */
import type { Button, Element, Message, Tone } from "../message/message.ts";
import { type Text, toPlain } from "../message/text.ts";
import type { Voice } from "../message/voice/voice.ts";
import type { Outcome } from "./request.ts";

/** The tone of a notice and its buttons. */
export type NoticeOptions = { readonly tone?: Tone; readonly buttons?: readonly Button[] };

/** Builds a message of one paragraph, with buttons when there is something to do next. */
export function buildNotice(voice: Voice, text: Text, options: NoticeOptions = {}): Message {
  const paragraph: Element = { kind: "paragraph", text, ...(options.tone && { tone: options.tone }) };
  const buttons: readonly Element[] = options.buttons?.length ? [{ kind: "buttons", buttons: options.buttons }] : [];
  return { locale: voice.locale, summary: toPlain(text), elements: [paragraph, ...buttons] };
}

/** Builds the outcome that shows such a message to the author alone. */
export function answerWith(voice: Voice, text: Text, options: NoticeOptions = {}): Outcome {
  return { notice: buildNotice(voice, text, options) };
}
