/** The bot's voice in one language: sentences by id from `prompts/`, and how numbers, dates and names are written. */
import type { Locale, Localized } from "../../core/locale.ts";
import type { Instant, Zone } from "../../core/time.ts";
import type { Run } from "../text.ts";
import type { Vocabulary } from "./vocabulary.ts";

export type PromptValues = Readonly<Record<string, string | number>>;

export interface Voice {
  readonly locale: Locale;
  /** What people type, in every language: the same for all voices. */
  readonly vocabulary: Vocabulary;
  /** The sentence as plain words; throws on an unknown id or a missing value, so that tests meet it, not a user. */
  say(id: string, values?: PromptValues): string;
  /** The same with `<b>`, `<i>` and `<code>` of the prompt as styles; values stay literal, whatever they contain. */
  runs(id: string, values?: PromptValues): readonly Run[];
  /** A text of the catalogue. */
  of(text: Localized): string;
  /** 0..1 as "67%"; undefined as "–". Rounds half up, for display alone; "100%" and "0%" are said of 1 and 0 alone. */
  percent(share: number | undefined): string;
  /** The difference of two shares (−1..1) in points of a hundred: 0.04 as "+4", −0.02 as "−2", and "±0". */
  points(difference: number): string;
  date(at: Instant, zone: Zone): string;
  dateTime(at: Instant, zone: Zone): string;
  /** `YYYY-MM-DD` in words. */
  localDate(date: string): string;
  list(items: readonly string[]): string;
  /** The same without an "and", for names that have one of their own. */
  series(items: readonly string[]): string;
}
