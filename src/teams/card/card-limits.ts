/** What fits on a card: one table. Sizes in characters unless said; longer text is shortened visibly. */

/** What fits on a card. Sizes are in characters unless stated otherwise; longer text is shortened visibly. */
export const CARD_LIMITS = {
  /** Teams takes about 100 KB, counted in UTF-16; this is what we aim at. Pictures inside a card do not count. */
  cardBytes: 80_000,
  text: 4_000,
  heading: 200,
  actionTitle: 60,
  /** By `weigh`: what a row of buttons holds in a narrow chat, and what the closed list of a choice shows there. */
  rowWidth: 46,
  rowButtons: 4,
  choiceWidth: 40,
  /** Up to this many longer choices are shown open, one below the other. */
  openChoices: 5,
  listItems: 60,
  tableRows: 60,
  tableColumns: 8,
  tableCell: 12,
  fallbackText: 8_000,
  speak: 600,
  choices: 100,
} as const;

/** Returns the size of a card in bytes as Teams counts them, in UTF-16 and without the pictures inside. */
export function measureCard(card: unknown): number {
  return 2 * JSON.stringify(card).replaceAll(/"data:image\/png;base64,[^"]*"/g, '""').length;
}

/** Returns how wide words are in Latin letters; a Chinese character counts as two. */
export function weigh(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2E80-\uFFEF]/.test(character) ? 2 : 1), 0);
}

/** Returns at most `limit` characters, with a sign that something was cut. */
export function shortenForCard(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit - 1);
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}
