/** Reads words such as "20 Dec – 4 Jan", "next week" or "12月20日到25日" as several days. It is told today's date and knows no clock. */
import { type EpochDay, toEpochDay, toLocalDate, weekdayOf } from "../../core/schedule/calendar.ts";
import type { LocalDate } from "../../core/time.ts";
import { type DateVocabulary, foldWord } from "../../message/voice/vocabulary.ts";
import { dropFirst, MAX_DAYS_AHEAD, readDay } from "./date-words.ts";

/** The days that some words mean, both included, or why they cannot be used; undefined when the words name no span at all. */
export type DateSpan =
  | { readonly kind: "span"; readonly first: LocalDate; readonly last: LocalDate }
  /** The last day is before today. */
  | { readonly kind: "past"; readonly date: LocalDate }
  /** Some of it is more than a year ahead. */
  | { readonly kind: "too-far"; readonly date: LocalDate }
  /** The last day is before the first. */
  | { readonly kind: "backwards"; readonly first: LocalDate; readonly last: LocalDate };

/** The most words that a span can have, as in "from 20 Dec 2026 – 4 Jan 2027"; Chinese may be written with a blank around each number. */
export const MAX_SPAN_WORDS = 14;

/** A span that began is meant only if it is shorter than this, so that "20 Nov – 4 Dec" of next year is not taken for it. */
const LONGEST_BEGUN_DAYS = 120;
const DASHES = [" - ", "–", "—", "~", "..", "/", "-"];

/**
 * Reads words as a first and a last day. The first may be today, or earlier where the span has begun. A month that only one
 * side names counts for both, and without a year the last day is the next one from the first on.
 */
export function parseDateSpan(words: string, today: LocalDate, languages: readonly DateVocabulary[]): DateSpan | undefined {
  const text = dropFirst(foldWord(words), languages, "from");
  const from = toEpochDay(today);
  const days = readNextWeek(text, from, languages) ?? readHalves(text, from, languages);
  return days && judgeSpan(days, from);
}

/** Tells what is wrong with two days, or that they are a span. `today` is the reader's date. */
export function judgeDates(dates: { readonly first: LocalDate; readonly last: LocalDate }, today: LocalDate): DateSpan {
  return judgeSpan({ first: toEpochDay(dates.first), last: toEpochDay(dates.last) }, toEpochDay(today));
}

type Days = { readonly first: EpochDay; readonly last: EpochDay };

function judgeSpan({ first, last }: Days, today: EpochDay): DateSpan {
  const dates = { first: toLocalDate(first), last: toLocalDate(last) };
  if (last < first) return { kind: "backwards", ...dates };
  if (last < today) return { kind: "past", date: dates.last };
  return last - today > MAX_DAYS_AHEAD ? { kind: "too-far", date: dates.last } : { kind: "span", ...dates };
}

/** Said of an absence, "next week" is the whole of it, from Monday to Sunday. */
function readNextWeek(text: string, from: EpochDay, languages: readonly DateVocabulary[]): Days | undefined {
  if (!languages.some((language) => language["next-week"].includes(text))) return undefined;
  const monday = from - weekdayOf(from) + 8;
  return { first: monday, last: monday + 6 };
}

function readHalves(text: string, today: EpochDay, languages: readonly DateVocabulary[]): Days | undefined {
  for (const [left, right] of splitInTwo(text, languages)) {
    for (const halves of [[left, right] as const, ...borrow(left, right)]) {
      const days = readBoth(halves, today, languages);
      if (days) return days;
    }
  }
  return undefined;
}

function splitInTwo(text: string, languages: readonly DateVocabulary[]): readonly (readonly [string, string])[] {
  const separators = [...DASHES, ...languages.flatMap(({ to }) => to)];
  return separators.flatMap((separator) =>
    [...placesOf(text, separator)].map((at) => [text.slice(0, at).trim(), text.slice(at + separator.length).trim()] as const),
  );
}

function* placesOf(text: string, separator: string): Generator<number> {
  for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + 1)) yield at;
}

/** "20–24 dec", "dec 20–24" and "dec 20–24, 2026": the side without a month takes it from the other. */
function borrow(left: string, right: string): readonly (readonly [string, string])[] {
  if (/^\d{1,2}$/.test(left)) return [[right.replace(/^\d{1,2}(?!\d)/, left), right]];
  const [, day, year = ""] = /^(\d{1,2})\p{L}?(,? 20\d\d)?$/u.exec(right) ?? [];
  return day === undefined ? [] : [[`${left}${year}`, `${left.replace(/\d{1,2}(?=\D*$)/, day)}${year}`]];
}

function readBoth(
  [left, right]: readonly [string, string],
  today: EpochDay,
  languages: readonly DateVocabulary[],
): Days | undefined {
  const first = readDay(left, { from: today, earliest: today }, languages);
  if (first === undefined) return undefined;
  const soon = readDay(right, { from: today, earliest: today }, languages);
  const begun = readBegun(left, today, languages);
  const hasBegun = soon !== undefined && begun !== undefined && soon < first && soon - begun <= LONGEST_BEGUN_DAYS;
  if (hasBegun) return { first: begun, last: soon };
  const last = readDay(right, { from: first, earliest: first }, languages);
  return last === undefined ? undefined : { first, last };
}

/** The last time before today that this day came, where it came within the last months. */
function readBegun(left: string, today: EpochDay, languages: readonly DateVocabulary[]): EpochDay | undefined {
  const earliest = today - LONGEST_BEGUN_DAYS;
  const day = readDay(left, { from: today, earliest }, languages);
  return day !== undefined && day < today ? day : undefined;
}
