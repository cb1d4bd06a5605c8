/** The languages Speedboat speaks. A text in the catalogue or in `prompts/` exists in each of them. */
export const LOCALES = ["en", "zh-CN"] as const;
export type Locale = (typeof LOCALES)[number];
export type Localized = Readonly<Record<Locale, string>>;

/** The nearest locale that we speak for a BCP 47 tag of a platform (`zh-TW`, `en_US`); undefined when none is near. */
export function nearestLocale(tag: string | undefined): Locale | undefined {
  const language = tag?.toLowerCase().split(/[-_]/)[0];
  if (language === "zh") return "zh-CN";
  if (language === "en") return "en";
  return undefined;
}
