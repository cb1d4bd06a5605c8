/** Shows a message in the terminal as plain text in which nothing that somebody wrote can control the screen. */
import type { Message } from "../../message/message.ts";
import { toPlainText } from "../../message/plain-text.ts";
import { withoutButtons } from "./terminal-options.ts";

/** Returns the message as text without its buttons, which become the options of a prompt. */
export function toTerminalText(message: Message): string {
  const elements = withoutButtons(message.elements);
  return tame(elements.length > 0 ? toPlainText({ ...message, elements }) : message.summary);
}

/** Removes control characters and marks that change the direction of writing. Line breaks and tabs stay. */
export function tame(text: string): string {
  return text.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) => (/[\n\t]/.test(character) ? character : ""));
}
