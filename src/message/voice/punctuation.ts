/** What stands between words, as each language writes it. */
import type { Locale } from "../../core/locale.ts";

/** The marks with which a language joins words and sentences, spaces included. */
export type Punctuation = {
  /** Between a name and what is said of it. */
  readonly colon: string;
  /** Around an aside. */
  readonly open: string;
  readonly close: string;
  /** Between two sentences. */
  readonly between: string;
};

/** The punctuation of every language that the bot speaks. */
export const PUNCTUATION: Readonly<Record<Locale, Punctuation>> = {
  en: { colon: ": ", open: " (", close: ")", between: " " },
  "zh-CN": { colon: "：", open: "（", close: "）", between: "" },
};
