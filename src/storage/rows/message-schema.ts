/** Parses stored messages. The frame is checked; the elements are trusted, because only this program writes them. */
import { z } from "zod";
import { LOCALES } from "../../core/locale.ts";
import type { Message } from "../../message/message.ts";

const frame = z.looseObject({
  locale: z.enum(LOCALES),
  summary: z.string(),
  elements: z.array(z.looseObject({ kind: z.string() })),
});

/** Parses a stored message. Throws when the text is not JSON or lacks a locale, a summary or elements. */
export function parseMessage(text: string): Message {
  return frame.parse(JSON.parse(text)) as unknown as Message;
}
