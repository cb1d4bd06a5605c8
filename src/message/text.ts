/**
 * Text as runs. Every run is literal: a renderer escapes it, so what a user wrote is inert on every platform.
 * Emphasis and links are said here, never in the platform's own markup.
 */

/** A piece of text in one style. It is literal: a renderer escapes it, so what a user wrote cannot become markup. */
export type Run = {
  readonly text: string;
  readonly style?: "bold" | "italic" | "code";
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
