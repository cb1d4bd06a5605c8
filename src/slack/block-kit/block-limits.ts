/** Block Kit's limits: one table, and the way a text that is too long is shortened so that its reader sees it. */

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

/** At most `limit` UTF-16 units, ending in "…" where something was cut; never half a character. */
export function shortenForBlock(text: string, limit: number): string {
  const clean = toSeen(text);
  if (clean.length <= limit) return clean;
  const cut = clean.slice(0, Math.max(0, limit - MORE.length)).replace(/[\ud800-\udbff]$/, "");
  return cut.trimEnd() + MORE;
}

/** Without characters that are not seen; line breaks and tabs stay. */
export function toSeen(text: string): string {
  return text.replace(HALF_CHARACTERS, "\ufffd").replace(UNSEEN, (mark) => (mark === "\n" || mark === "\t" ? mark : ""));
}
