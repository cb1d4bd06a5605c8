/**
 * Text as runs. Every run is literal: a renderer escapes it, so what a user wrote is inert on every platform.
 * Emphasis and links are said here, never in the platform's own markup. Between two Chinese characters there is no space.
 */

/** A piece of text in one style. It is literal: a renderer escapes it, so what a user wrote cannot become markup. */
export type Run = {
  readonly text: string;
  /** A command stands as its words alone; each platform shows it as it is typed there. */
  readonly style?: "bold" | "italic" | "code" | "command";
  /** An https address. */
  readonly href?: string;
};

/** Plain words, or runs where something is emphasized or linked. */
export type Text = string | readonly Run[];

/** Returns the text as runs; plain words become a single one. */
export function toRuns(text: Text): readonly Run[] {
  return typeof text === "string" ? [{ text }] : text;
}

/** Returns the words without styles. The address of a link follows its words in brackets, unless both are the same. */
export function toPlain(text: Text): string {
  return toRuns(text)
    .map((run) => (run.href && run.href !== run.text ? `${run.text} (${run.href})` : run.text))
    .join("");
}

/** Noncharacters of Unicode, which no text contains. */
const OPEN = "\u{FDD0}";
const CLOSE = "\u{FDD1}";
const HAN = "[\\p{Script=Han}\\u3000-\\u303f\\uff01-\\uff60]";
const TOUCHES = new RegExp(`^${HAN}|${HAN}$`, "u");
const NEEDLESS = new RegExp(`(?<=${HAN}) (?=${OPEN}${HAN})|(?<=${HAN}${CLOSE}) (?=${OPEN}?${HAN})`, "gu");
const MARKS = new RegExp(`[${OPEN}${CLOSE}]`, "gu");

/**
 * Returns the values with marks at those texts that begin or end with a Chinese character, so that `closeUp` can find them
 * in the finished sentence.
 */
export function markEdges<T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T | string>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? markEdge(value) : value]),
  );
}

function markEdge(value: string): string {
  return TOUCHES.test(value) ? `${OPEN}${value}${CLOSE}` : value;
}

/**
 * Returns the pieces of one Chinese text that `fill` makes, without needless spaces around what it passes through the
 * function that it is given.
 */
export function closeUpAround(fill: (mark: (value: string) => string) => readonly string[]): readonly string[] {
  return closeUp(fill(markEdge));
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
