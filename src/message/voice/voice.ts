/** The bot's voice in one language: sentences by id from `prompts/`, and how numbers, dates and names are written. */
import type { Locale, Localized } from "../../core/locale.ts";
import type { Instant, Zone } from "../../core/time.ts";
import type { Unit } from "../../core/value/kpi.ts";
import type { Run } from "../text.ts";
import type { PromptTable } from "./prompt-table.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The id of a sentence in `prompts/`. */
export type PromptId = keyof PromptTable;

/** The values of a sentence by name. `Voice` knows which of them a sentence takes. */
export type SentenceValues = Readonly<Record<string, string | number>>;

/**
 * What follows an id in a call: the values that its sentence takes, or nothing. An id that may be one of several
 * takes the values of all of them.
 */
export type PromptValues<I extends PromptId> =
  Every<PromptTable[I]> extends infer Values extends SentenceValues
    ? keyof Values extends never
      ? []
      : [values: Values]
    : never;

/** The ids of the sentences for which these values are enough or, when no values are given, of those that take none. */
export type PromptTaking<Values = PromptTable["words.save"]> = {
  [I in PromptId]: Values extends PromptTable[I] ? I : never;
}[PromptId];

type Every<Union> = (Union extends unknown ? (given: Union) => void : never) extends (given: infer All) => void ? All : never;

/** Says the bot's sentences in one language, and writes its numbers and dates. Sentences come from `prompts/` alone. */
export interface Voice {
  readonly locale: Locale;
  /** What people type, in every language: the same for all voices. */
  readonly vocabulary: Vocabulary;
  /** The sentence as plain words; throws on an unknown id or a missing value, so that tests meet it, not a user. */
  readonly say: <I extends PromptId>(id: I, ...values: PromptValues<I>) => string;
  /** The same with `<b>`, `<i>`, `<code>` and `<cmd>` of the prompt as styles; values stay literal, whatever they contain. */
  readonly runs: <I extends PromptId>(id: I, ...values: PromptValues<I>) => readonly Run[];
  /** A text of the catalogue. */
  of(text: Localized): string;
  /** 0..1 as "67%"; undefined as "–". Rounds half up, for display alone; "100%" and "0%" are said of 1 and 0 alone. */
  percent(share: number | undefined): string;
  /** The difference of two shares (−1..1) in points of a hundred: 0.04 as "+4", −0.02 as "−2", and "±0". */
  points(difference: number): string;
  /** The day of an instant in the zone, such as "30 Nov 2026". */
  date(at: Instant, zone: Zone): string;
  /** How far the zone's clock is from UTC at that instant: "UTC+8", "UTC−3:30", "UTC". */
  offset(at: Instant, zone: Zone): string;
  /** The day and the time of an instant in the zone, with the zone's offset: "30 Nov 2026, 09:00 (UTC+1)". */
  dateTime(at: Instant, zone: Zone): string;
  /** A number with its unit: "21 days", "12.5%", "€1,200". Money is rounded to whole cents, everything else to four places. */
  amount(value: number, unit: Unit): string;
  /** `YYYY-MM-DD` in words. */
  localDate(date: string): string;
  /** The items in one phrase, with "and" before the last in English. */
  list(items: readonly string[]): string;
  /** The same without an "and", for names that have one of their own. */
  series(items: readonly string[]): string;
}
