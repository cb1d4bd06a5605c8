/**
 * Prompts keep a space around each value, as Chinese sets Latin words and numbers apart. Where the value turns out Chinese
 * itself, the space goes; a space within a value stays.
 */

/** The values of a sentence by name. `Voice` knows which of them a sentence takes. */
export type SentenceValues = Readonly<Record<string, string | number>>;

/** Noncharacters of Unicode, which no text contains. */
const OPEN = "\u{FDD0}";
const CLOSE = "\u{FDD1}";
const HAN = "[\\p{Script=Han}\\u3000-\\u303f\\uff01-\\uff60]";
const TOUCHES = new RegExp(`^${HAN}|${HAN}$`, "u");
const NEEDLESS = new RegExp(`(?<=${HAN}) (?=${OPEN}${HAN})|(?<=${HAN}${CLOSE}) (?=${OPEN}?${HAN})`, "gu");
const MARKS = new RegExp(`[${OPEN}${CLOSE}]`, "gu");

/**
 * Returns the values with marks at those that begin or end with a Chinese character, so that `closeUp` can find them
 * in the finished sentence.
 */
export function markEdges(values: SentenceValues): SentenceValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" && TOUCHES.test(value) ? `${OPEN}${value}${CLOSE}` : value,
    ]),
  );
}

/** Returns the pieces of one sentence without the marks, and without the spaces that ended up between Chinese and Chinese. */
export function closeUp(pieces: readonly string[]): readonly string[] {
  const whole = pieces.join("");
  if (!whole.includes(OPEN)) return pieces;
  const needless = new Set([...whole.matchAll(NEEDLESS)].map(({ index }) => index));
  let at = 0;
  return pieces.map((piece) => {
    const start = at;
    at += piece.length;
    return [...Array(piece.length).keys()]
      .filter((index) => !needless.has(start + index))
      .map((index) => piece.charAt(index))
      .join("")
      .replace(MARKS, "");
  });
}
