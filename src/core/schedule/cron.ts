/**
 * The five fields of a cron expression as one date rule and one hour. Refuses what fires more than once a day:
 * a round is one a local date. As in Vixie cron, two restricted day fields are joined by "or".
 */
import type { LocalTime } from "../time.ts";
import type { DayParts } from "./calendar.ts";

/** Why a cron expression cannot be used: it is malformed, fires more than once a day, or names a date that never comes. */
export type CronFault = "cron-malformed" | "cron-more-than-daily" | "cron-never";

/** A cron expression as one local hour and a rule for dates. */
export type CronPlan = { readonly time: LocalTime; readonly fallsOn: (parts: DayParts) => boolean };

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

type Range = { readonly min: number; readonly max: number; readonly names?: readonly string[]; readonly firstName?: number };

const MINUTE: Range = { min: 0, max: 59 };
const HOUR: Range = { min: 0, max: 23 };
const DAY_OF_MONTH: Range = { min: 1, max: 31 };
const MONTH: Range = { min: 1, max: 12, names: MONTHS, firstName: 1 };
/** 0 and 7 are both Sunday. */
const DAY_OF_WEEK: Range = { min: 0, max: 7, names: WEEKDAYS, firstName: 0 };

/**
 * Reads a cron expression of five fields, with names, ranges, lists and steps. Returns a fault instead of throwing.
 * As in Vixie cron, day of month and weekday are joined by "or" where both are restricted.
 */
export function parseCron(expression: string): CronPlan | CronFault {
  const fields = expression.trim().split(/\s+/);
  const [minuteText, hourText, dayText, monthText, weekdayText] = fields;
  if (fields.length !== 5 || !minuteText || !hourText || !dayText || !monthText || !weekdayText) return "cron-malformed";
  const minutes = parseField(minuteText, MINUTE);
  const hours = parseField(hourText, HOUR);
  const days = parseField(dayText, DAY_OF_MONTH);
  const months = parseField(monthText, MONTH);
  const weekdays = parseField(weekdayText, DAY_OF_WEEK);
  if (!minutes || !hours || !days || !months || !weekdays) return "cron-malformed";
  if (minutes.size > 1 || hours.size > 1) return "cron-more-than-daily";
  const [minute = 0] = minutes;
  const [hour = 0] = hours;
  const anyDay = dayText.startsWith("*");
  const anyWeekday = weekdayText.startsWith("*");
  if (anyWeekday && ![...months].some((month) => [...days].some((day) => day <= (LONGEST_MONTHS[month - 1] ?? 0)))) {
    return "cron-never";
  }
  return {
    time: `${pad(hour)}:${pad(minute)}`,
    fallsOn: (parts) => {
      if (!months.has(parts.month)) return false;
      const onDay = days.has(parts.dayOfMonth);
      const onWeekday = weekdays.has(parts.weekday) || (parts.weekday === 7 && weekdays.has(0));
      return anyDay || anyWeekday ? onDay && onWeekday : onDay || onWeekday;
    },
  };
}

/** `*`, `5`, `MON`, `1-5`, `1-10/3`, `*` with a step, and lists of these; undefined when it is none of them. */
function parseField(text: string, range: Range): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const span = parseSpan(part, range);
    if (!span) return undefined;
    for (let value = span.from; value <= span.to; value += span.step) values.add(value);
  }
  return values;
}

function parseSpan(part: string, range: Range): { from: number; to: number; step: number } | undefined {
  const match = /^(\*|\w+)(?:-(\w+))?(?:\/(\d{1,3}))?$/.exec(part);
  const [, first, last, stepText] = match ?? [];
  if (first === undefined) return undefined;
  const step = stepText === undefined ? 1 : Number(stepText);
  const from = first === "*" ? range.min : parseValue(first, range);
  const to = last === undefined ? endOf({ first, stepped: stepText !== undefined, range }) : parseValue(last, range);
  if (from === undefined || to === undefined || step < 1 || from > to || (first === "*" && last !== undefined)) return undefined;
  return { from, to, step };
}

function endOf({ first, stepped, range }: { first: string; stepped: boolean; range: Range }): number | undefined {
  return first === "*" || stepped ? range.max : parseValue(first, range);
}

function parseValue(text: string, { min, max, names, firstName = 0 }: Range): number | undefined {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named + firstName;
  if (!/^\d{1,2}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : undefined;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
