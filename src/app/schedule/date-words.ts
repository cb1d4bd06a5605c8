/** "until friday", "3d", "两周": from a few words to a local date. Knows no clock and no zone: it is told what day it is. */
import { type EpochDay, isLocalDate, toEpochDay, toLocalDate, weekdayOf } from "../../core/schedule/calendar.ts";
import type { LocalDate } from "../../core/time.ts";

export type DateWords =
  | { readonly kind: "date"; readonly date: LocalDate }
  | { readonly kind: "off" }
  | { readonly kind: "unclear" }
  /** A date, but today or before. */
  | { readonly kind: "past"; readonly date: LocalDate }
  /** More than a year ahead. */
  | { readonly kind: "too-far"; readonly date: LocalDate };

/** "3 days", "next week", "until 24 Dec". */
export const MAX_DATE_WORDS = 3;

const MAX_DAYS_AHEAD = 366;
const OFF_WORDS = new Set(["off", "关", "关闭", "结束"]);
/** How many days ahead. */
const DAY_WORDS = new Map([
  ["tomorrow", 1],
  ["明天", 1],
  ["后天", 2],
]);
const NEXT_WEEK = /^(?:next week|下个?(?:周|星期|礼拜)([一二三四五六日天])?)$/;
const ENGLISH_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const ENGLISH_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const CHINESE_DAYS = ["一", "二", "三", "四", "五", "六", "日"];
const CHINESE_NUMBERS = new Map([..."一二三四五六七八九十"].map((digit, index) => [digit, index + 1] as const)).set("两", 2);
/** Days of a unit, by its first letter or its Chinese name. */
const UNIT_DAYS = new Map([
  ["d", 1],
  ["w", 7],
  ["天", 1],
  ["周", 7],
  ["星期", 7],
]);

/** A date is the first day on which things go on again. A weekday is the next one after today. */
export function parseDateWords(words: string, today: LocalDate): DateWords {
  const text = words
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/^until\s+/, "");
  if (OFF_WORDS.has(text)) return { kind: "off" };
  const from = toEpochDay(today);
  const day = isLocalDate(text) ? toEpochDay(text) : readRelative(text, from);
  if (day === undefined) return { kind: "unclear" };
  const date = toLocalDate(day);
  if (day <= from) return { kind: "past", date };
  return day - from > MAX_DAYS_AHEAD ? { kind: "too-far", date } : { kind: "date", date };
}

function readRelative(text: string, from: EpochDay): EpochDay | undefined {
  const ahead = DAY_WORDS.get(text);
  if (ahead !== undefined) return from + ahead;
  return readDuration(text, from) ?? readWeekday(text, from) ?? readNextWeek(text, from) ?? readDayOfYear(text, from);
}

function readDuration(text: string, from: EpochDay): EpochDay | undefined {
  const match = /^(\d{1,3}|[一二两三四五六七八九十])\s*个?(d|days?|w|weeks?|天|周|星期)$/.exec(text);
  const [, amount = "", unit = ""] = match ?? [];
  const days = UNIT_DAYS.get(unit) ?? UNIT_DAYS.get(unit.slice(0, 1));
  const count = CHINESE_NUMBERS.get(amount) ?? Number(amount);
  return match && days !== undefined ? from + count * days : undefined;
}

function readWeekday(text: string, from: EpochDay): EpochDay | undefined {
  const wanted = findWeekday(text);
  if (wanted === undefined) return undefined;
  const ahead = (wanted - weekdayOf(from) + 7) % 7;
  return from + (ahead === 0 ? 7 : ahead);
}

/** The Monday of next week, or the day of it that is named. */
function readNextWeek(text: string, from: EpochDay): EpochDay | undefined {
  const match = NEXT_WEEK.exec(text);
  if (!match) return undefined;
  const day = findChineseDay(`周${match[1] ?? "一"}`) ?? 1;
  return from - weekdayOf(from) + 7 + day;
}

/** "24 dec", "dec 24" and "12月24日": the next time that this day comes. */
function readDayOfYear(text: string, from: EpochDay): EpochDay | undefined {
  const [, month = "", day = ""] = /^(\d{1,2})月(\d{1,2})[日号]?$/.exec(text) ?? readEnglishDay(text) ?? [];
  const year = Number(toLocalDate(from).slice(0, 4));
  const dates = [year, year + 1].map((one) => `${one}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  return dates
    .filter(isLocalDate)
    .map(toEpochDay)
    .find((one) => one > from);
}

function readEnglishDay(text: string): readonly [string, string, string] | undefined {
  const [, first = "", second = ""] = /^([a-z]{3,}|\d{1,2})\.? ([a-z]{3,}|\d{1,2})$/.exec(text) ?? [];
  const [name, day] = /^\d/.test(second) ? [first, second] : [second, first];
  const month = ENGLISH_MONTHS.indexOf(name.slice(0, 3)) + 1;
  return month > 0 && /^\d/.test(day) ? [text, String(month), day] : undefined;
}

/** A day's name in English or Chinese, from 1 for Monday to 7. */
export function findWeekday(words: string): number | undefined {
  const text = words.normalize("NFKC").trim().toLowerCase();
  return findEnglishDay(text) ?? findChineseDay(text);
}

/** `fri`, `friday`, and what lies between. */
function findEnglishDay(text: string): number | undefined {
  const index = text.length < 3 ? -1 : ENGLISH_DAYS.findIndex((day) => day.startsWith(text));
  return index < 0 ? undefined : index + 1;
}

function findChineseDay(text: string): number | undefined {
  const [, day = ""] = /^(?:周|星期|礼拜)([一二三四五六日天])$/.exec(text) ?? [];
  const index = CHINESE_DAYS.indexOf(day === "天" ? "日" : day);
  return index < 0 ? undefined : index + 1;
}
