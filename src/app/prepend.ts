/** A short word before a screen: what happened, and how things stand now. */
import type { Message } from "../message/message.ts";

/** The notice leads, also in the one-line summary. */
export function prepend(notice: Message, view: Message): Message {
  return { ...view, summary: notice.summary, elements: [...notice.elements, ...view.elements] };
}
