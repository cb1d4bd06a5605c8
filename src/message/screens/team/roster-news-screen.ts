/** The message about what changed in the rosters and roles of somebody's teams. */
import type { Message } from "../../message.ts";
import { type Text, toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";

/** Builds the message with a paragraph for each change. */
export function buildRosterNews(voice: Voice, lines: readonly Text[]): Message {
  return {
    locale: voice.locale,
    summary: lines.map(toPlain).join(" "),
    elements: lines.map((text) => ({ kind: "paragraph", text })),
  };
}
