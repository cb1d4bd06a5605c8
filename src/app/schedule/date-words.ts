/**
 * Reads words such as "until friday", "3d" or "两周" as a local date. It is told today's date and the languages, and knows
 * no clock or time zone.
 */
import { type EpochDay, isLocalDate, toEpochDay, toLocalDate, weekdayOf } from "../../core/schedule/calendar.ts";
import type { LocalDate } from "../../core/time.ts";
import { type DateVocabulary, foldWord } from "../../message/voice/vocabulary.ts";

/** The date that some words mean, `off`, or why they are no usable date. */
export type DateWords =
  | { readonly kind: "date"; readonly date: LocalDate }
  | { readonly kind: "off" }
  | { readonly kind: "unclear" }
  /** A date, but today or before. */
  | { readonly kind: "past"; readonly date: LocalDate }
  /** More than a year ahead. */
  | { readonly kind: "too-far"; readonly date: LocalDate };

/** The most words that a date can have, as in "until 24 Dec 2026". */
export const MAX_DATE_WORDS = 4;

/** The most days ahead that a date can be. */
export const MAX_DAYS_AHEAD = 366;

/**
 * Reads words as the first day on which things continue; a weekday means the next one after today. Dates that are not in
 * the future, or are more than a year ahead, are returned as faults.
 */
export function parseDateWords(words: string, today: LocalDate, languages: readonly DateVocabulary[]): DateWords {
  const text = dropFirst(foldWord(words), languages, "until");
  if (languages.some(({ off }) => off.includes(text))) return { kind: "off" };
  const from = toEpochDay(today);
  const day = readDay(text, { from, earliest: from + 1 }, languages);
  if (day === undefined) return { kind: "unclear" };
  const date = toLocalDate(day);
  if (day <= from) return { kind: "past", date };
  return day - from > MAX_DAYS_AHEAD ? { kind: "too-far", date } : { kind: "date", date };
}

/** Returns the weekday that the words name in any of the languages, from 1 for Monday to 7; undefined when they name none. */
export function findWeekday(words: string, languages: readonly DateVocabulary[]): number | undefined {
  const text = foldWord(words);
  return firstOf(languages, (language) => readWeekdayName(text, language));
}

/** The day from which is counted, and the first day that a weekday or a date without a year may mean. */
export type DayCounting = { readonly from: EpochDay; readonly earliest: EpochDay };

/** Reads folded words as one day, with or without blanks between digits and Chinese characters; undefined when it names none in any of the languages. The day may be in the past. */
export function readDay(words: string, counting: DayCounting, languages: readonly DateVocabulary[]): EpochDay | undefined {
  const text = words.replaceAll(/(?<=\d)\s+(?=\p{Script=Han})|(?<=\p{Script=Han})\s+(?=\d)/gu, "");
  return isLocalDate(text) ? toEpochDay(text) : firstOf(languages, (language) => readRelative(text, counting, language));
}

/** Returns the folded text without the word in front, such as "until", in any of the languages. */
export function dropFirst(text: string, languages: readonly DateVocabulary[], kind: "until" | "from"): string {
  const first = languages.flatMap((language) => language[kind]).find((word) => text.startsWith(word));
  return first === undefined ? text : text.slice(first.length).trim();
}

function readRelative(text: string, counting: DayCounting, language: DateVocabulary): EpochDay | undefined {
  const ahead = language.ahead[text] ?? readDuration(text, language);
  if (ahead !== undefined) return counting.from + ahead;
  return (
    readWeekday(text, counting.earliest, language) ??
    readNextWeek(text, counting.from, language) ??
    readDayOfYear(text, counting.earliest, language)
  );
}

/** How many days "3d", "2 weeks" or "两个星期" are. */
function readDuration(text: string, { numbers, measure, units }: DateVocabulary): number | undefined {
  const [, digits, word] = /^(?:(\d{1,3})|(\D))/.exec(text) ?? [];
  const count = digits === undefined ? numbers[word ?? ""] : Number(digits);
  const unit = text.slice((digits ?? word ?? "").length).trim();
  const between = [...measure].sort((left, right) => right.length - left.length).find((part) => unit.startsWith(part));
  const days = between === undefined ? undefined : units[unit.slice(between.length)];
  return count === undefined || days === undefined ? undefined : count * days;
}

function readWeekday(text: string, earliest: EpochDay, language: DateVocabulary): EpochDay | undefined {
  const wanted = readWeekdayName(text, language);
  return wanted === undefined ? undefined : earliest + ((wanted - weekdayOf(earliest) + 7) % 7);
}

/** The Monday of next week, or the day of it that is named behind. */
function readNextWeek(text: string, from: EpochDay, language: DateVocabulary): EpochDay | undefined {
  const week = language["next-week"].find((name) => text.startsWith(name));
  if (week === undefined) return undefined;
  const named = text.slice(week.length);
  const day = named === "" ? 1 : findName(named, language.weekdays, 0);
  return day === undefined ? undefined : from - weekdayOf(from) + 7 + day;
}

/** A day of a month, such as "24 dec": the next time that it comes, or in the year that is named. */
function readDayOfYear(text: string, earliest: EpochDay, language: DateVocabulary): EpochDay | undefined {
  const found = firstOf(language["days-of-year"], (pattern) => readPattern(text, pattern, language));
  if (!found) return undefined;
  const year = Number(toLocalDate(earliest).slice(0, 4));
  if (found.year !== undefined) {
    const date = `${found.year}-${padTwo(found.month)}-${padTwo(found.day)}`;
    return isLocalDate(date) ? toEpochDay(date) : undefined;
  }
  const dates = [year, year + 1].map((one) => `${one}-${padTwo(found.month)}-${padTwo(found.day)}`);
  return dates
    .filter(isLocalDate)
    .map(toEpochDay)
    .find((one) => one >= earliest);
}

type DayOfYear = { readonly month: number; readonly day: number; readonly year?: number };

function readPattern(text: string, pattern: string, language: DateVocabulary): DayOfYear | undefined {
  const source = pattern
    .replaceAll(".", "\\.")
    .replace("{name}", "(?<name>\\p{L}+)")
    .replace("{year}", "(?<year>20\\d{2})")
    .replace(/\{(month|day)\}/g, "(?<$1>\\d{1,2})");
  const { name, month, day, year } = new RegExp(`^${source}$`, "u").exec(text)?.groups ?? {};
  if (day === undefined) return undefined;
  const months = language.months.map((one) => [one]);
  const number =
    name === undefined ? Number(month) : findName(name.slice(0, language["shortest-name"]), months, language["shortest-name"]);
  if (number === undefined) return undefined;
  return { month: number, day: Number(day), ...(year !== undefined && { year: Number(year) }) };
}

function readWeekdayName(text: string, language: DateVocabulary): number | undefined {
  return firstOf(language["weekday-prefixes"], (prefix) =>
    text.startsWith(prefix) ? findName(text.slice(prefix.length), language.weekdays, language["shortest-name"]) : undefined,
  );
}

/** Where in the list the name stands, counted from 1; from `shortest` letters on its beginning is enough. */
function findName(text: string, names: readonly (readonly string[])[], shortest: number): number | undefined {
  const isNamed = (name: string): boolean => name === text || (shortest > 0 && text.length >= shortest && name.startsWith(text));
  const index = names.findIndex((ones) => ones.some(isNamed));
  return index < 0 ? undefined : index + 1;
}

function firstOf<T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = read(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function padTwo(number: number): string {
  return String(number).padStart(2, "0");
}
