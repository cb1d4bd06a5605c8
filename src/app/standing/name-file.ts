/** What the files are called that people get: the product, what it is about, the day. */
import type { LocalDate } from "../../core/time.ts";

/**
 * Returns `speedboat-PARTS-DATE.FORMAT`. Of each part only letters and digits of any script are kept, so that the name is one on
 * every system; a part of which nothing is left is left out.
 */
export function nameFileOf(
  parts: readonly string[],
  { format, date }: { readonly format: string; readonly date: LocalDate },
): string {
  const words = parts.map((part) =>
    part
      .normalize("NFKC")
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
      .replaceAll(/^-+|-+$/g, "")
      .slice(0, 40),
  );
  return `${["speedboat", ...words, date].filter((part) => part !== "").join("-")}.${format}`;
}
