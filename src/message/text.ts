/**
 * Text as runs. Every run is literal: a renderer escapes it, so what a user wrote is inert on every platform.
 * Emphasis and links are said here, never in the platform's own markup.
 */
export type Run = {
  readonly text: string;
  readonly style?: "bold" | "italic" | "code";
  /** An https address. */
  readonly href?: string;
};
export type Text = string | readonly Run[];

export function toRuns(text: Text): readonly Run[] {
  return typeof text === "string" ? [{ text }] : text;
}

/** The words alone; a link's address follows in brackets. */
export function toPlain(text: Text): string {
  return toRuns(text)
    .map((run) => (run.href && run.href !== run.text ? `${run.text} (${run.href})` : run.text))
    .join("");
}
