/**
 * Names what the playground shows and to whom. A ref says what an entry is: a post of the outbox, a notice to its author
 * alone, or a line that a person typed.
 */
import type { Locale } from "../core/locale.ts";
import type { Message } from "../message/message.ts";

/** Where an entry of a conversation comes from. */
export type EntryKind = "post" | "notice" | "said";

/** Returns the ref of an entry. */
export function toShownRef(kind: EntryKind, id: string): string {
  return `${kind}:${id}`;
}

/** Returns the kind that the ref was made with; a ref of another form counts as a post. */
export function kindOfRef(ref: string): EntryKind {
  if (ref.startsWith("notice:")) return "notice";
  return ref.startsWith("said:") ? "said" : "post";
}

/** Returns the name of the person's direct conversation with the bot. */
export function directOf(personId: string): string {
  return `person:${personId}`;
}

/** Returns the name of a channel's conversation. */
export function channelOf(workspaceId: string, channelId: string): string {
  return `channel:${workspaceId}:${channelId}`;
}

/** Returns the name of the answers to one person's acts in a channel, which nobody else sees. */
export function asideOf(channel: string, personId: string): string {
  return `${channel} for ${personId}`;
}

/** Builds a message from a line that a person typed, so that the conversation still shows it after a restart. */
export function buildSaid(text: string, locale: Locale): Message {
  return { locale, summary: text, elements: [] };
}
