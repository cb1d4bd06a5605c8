/** The languages Speedboat speaks. A text in the catalogue or in `prompts/` exists in each of them. */

/** The languages that Speedboat speaks, as BCP 47 tags. Every text of the catalogue and of `prompts/` exists in each of them. */
export const LOCALES = ["en", "zh-CN"] as const;

/** A BCP 47 tag of a language that Speedboat speaks. */
export type Locale = (typeof LOCALES)[number];

/** A text in every language that Speedboat speaks. */
export type Localized = Readonly<Record<Locale, string>>;

/**
 * Returns the locale for a platform's language tag, such as `zh-TW` or `en_US`. Every variety of Chinese gives
 * `zh-CN`; another language gives undefined.
 */
export function nearestLocale(tag: string | undefined): Locale | undefined {
  const language = tag?.toLowerCase().split(/[-_]/)[0];
  if (language === "zh") return "zh-CN";
  if (language === "en") return "en";
  return undefined;
}
