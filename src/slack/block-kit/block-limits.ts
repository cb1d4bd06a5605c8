/** Block Kit's limits: one table, how a text or a message that is too long is shortened visibly, and which signs stand as entities. */
import type { types } from "@slack/bolt";

/** Characters or counts, from Slack's reference of Block Kit. `messageText` and `richText` are ours: Slack names no figure. */
export const BLOCK_LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  header: 150,
  contextText: 2000,
  actions: 25,
  buttonText: 75,
  buttonValue: 2000,
  id: 255,
  options: 100,
  optionText: 75,
  optionValue: 150,
  viewTitle: 24,
  privateMetadata: 3000,
  inputText: 3000,
  label: 2000,
  hint: 2000,
  placeholder: 150,
  imageAlt: 2000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  summary: 1000,
  richText: 3000,
  messageText: 12_000,
} as const;

const MORE = "…";
/** Controls, and marks that turn the direction of what follows: they let a text look like another. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const HALF_CHARACTERS = /\p{Cs}/gu;

/** Returns at most `limit` UTF-16 units, ending in "…" when something was cut. It never cuts a character in half. */
export function shortenForBlock(text: string, limit: number): string {
  const clean = toSeen(text);
  if (clean.length <= limit) return clean;
  const cut = clean.slice(0, Math.max(0, limit - MORE.length)).replace(/[\ud800-\udbff]$/, "");
  return cut.trimEnd() + MORE;
}

/** Returns the text without invisible characters. Line breaks and tabs stay. */
export function toSeen(text: string): string {
  return text.replace(HALF_CHARACTERS, "\ufffd").replace(UNSEEN, (mark) => (mark === "\n" || mark === "\t" ? mark : ""));
}

/** Escapes the three characters that Slack treats as markup. */
export function toEntities(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Undoes `toEntities`. */
export function fromEntities(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

type Block = types.KnownBlock;

/** Returns at most `most` blocks within the text limit of a message. Buttons are kept before text, because they lead on. */
export function fitBlocks(blocks: readonly Block[], most: number): Block[] {
  const kept: Block[] = [];
  let left: number = BLOCK_LIMITS.messageText;
  let cut = false;
  for (const block of blocks) {
    const length = countText(block);
    const fits = kept.length < most - 1 && (length <= left || block.type === "actions");
    if (fits) {
      kept.push(block);
      left -= length;
    } else cut = true;
  }
  if (!cut) return kept;
  return [...kept, { type: "context", elements: [{ type: "plain_text", text: "…", emoji: false }] }];
}

function countText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countText(item), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, held]) => sum + (key === "text" && typeof held === "string" ? held.length : countText(held)),
    0,
  );
}
