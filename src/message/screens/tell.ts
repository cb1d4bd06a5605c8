/** The simplest screen: one paragraph, which is the summary too, and whatever follows it. */
import type { Element, Message } from "../message.ts";
import { type Text, toPlain } from "../text.ts";
import type { Voice } from "../voice/voice.ts";

/** Returns a message whose first paragraph, as plain words, is its summary too. `rest` follows it. */
export function tell(voice: Voice, text: Text, rest: readonly Element[] = []): Message {
  return { locale: voice.locale, summary: toPlain(text), elements: [{ kind: "paragraph", text }, ...rest] };
}
