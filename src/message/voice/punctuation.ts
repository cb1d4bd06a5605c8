/** The punctuation with which each language joins words and sentences. */
import type { Locale } from "../../core/locale.ts";

/** The marks with which a language joins words and sentences, spaces included. */
export type Punctuation = {
  /** Comes between a name and what is said of it. */
  readonly colon: string;
  /** Comes before an aside. */
  readonly open: string;
  /** Comes after an aside. */
  readonly close: string;
  /** Comes between two sentences. */
  readonly between: string;
};

/** The punctuation of every language that the bot speaks. */
export const PUNCTUATION: Readonly<Record<Locale, Punctuation>> = {
  en: { colon: ": ", open: " (", close: ")", between: " " },
  "zh-CN": { colon: "：", open: "（", close: "）", between: "" },
};
