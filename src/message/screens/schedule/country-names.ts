/** Countries as people write them, in every language that the bot speaks. */
import type { Locale } from "../../../core/locale.ts";

/** In the reader's language; the code itself where the language has no name for it. */
export function nameCountry(locale: Locale, code: string): string {
  return new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code;
}
