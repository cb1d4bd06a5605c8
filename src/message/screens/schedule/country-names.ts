/** Countries as people write them, in every language that the bot speaks. */
import type { Locale } from "../../../core/locale.ts";

/** Returns the name of an ISO 3166 country in the reader's language, or the code where there is no name for it. */
export function nameCountry(locale: Locale, code: string): string {
  return new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code;
}
