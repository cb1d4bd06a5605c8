/** Puts a short notice before a screen: what happened, and how things stand now. */
import type { Message } from "../message/message.ts";

/** Returns the screen with the notice before it; the notice also becomes the one-line summary. */
export function prepend(notice: Message, view: Message): Message {
  return { ...view, summary: notice.summary, elements: [...notice.elements, ...view.elements] };
}
