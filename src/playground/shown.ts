/**
 * What the playground shows, and to whom: conversations and what stands in them. A ref says what an entry is: a post of
 * the outbox, a notice to its author alone, or a line that a person typed.
 */
import type { Locale } from "../core/locale.ts";
import type { Message } from "../message/message.ts";

export type EntryKind = "post" | "notice" | "said";

export function toShownRef(kind: EntryKind, id: string): string {
  return `${kind}:${id}`;
}

/** Refs that others wrote count as posts. */
export function kindOfRef(ref: string): EntryKind {
  if (ref.startsWith("notice:")) return "notice";
  return ref.startsWith("said:") ? "said" : "post";
}

export function directOf(personId: string): string {
  return `person:${personId}`;
}

export function channelOf(workspaceId: string, channelId: string): string {
  return `channel:${workspaceId}:${channelId}`;
}

/** Answers to one person's acts in a channel, which nobody else sees. */
export function asideOf(channel: string, personId: string): string {
  return `${channel} for ${personId}`;
}

/** A typed line as a message, so that it stands in the conversation after a restart too. */
export function buildSaid(text: string, locale: Locale): Message {
  return { locale, summary: text, elements: [] };
}
