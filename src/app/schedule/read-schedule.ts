/** Reads a schedule from a form's values, or explains what is wrong at each field. */
import type { Cadence, Schedule } from "../../core/schedule/cadence.ts";
import { type ScheduleFault, validateSchedule, WINDOW_HOURS } from "../../core/schedule/validate-schedule.ts";
import type { FieldId } from "../../message/form-fields.ts";
import type { FieldErrors, FormValues } from "../../message/form.ts";
import { CADENCES, NTHS, WEEKDAYS, ZONE_MODES } from "../../message/screens/schedule/schedule-fields.ts";
import type { Voice } from "../../message/voice/voice.ts";
import {
  type Carried,
  carriedOr,
  gatherErrors,
  readChoice,
  readLine,
  readList,
  readText,
  readTime,
  readWhole,
} from "../form-values.ts";
import { findNearestCountry, readCountry } from "./countries.ts";
import { findNearestZones, readZone } from "./zones.ts";

/** The most days off that a team can list. More would not fit into the button that saves them. */
export const MAX_HOLIDAYS = 60;

/** In characters. */
const LONGEST_EXPRESSION = 80;
const LONGEST_ECHO = 60;

/** The schedule that a form describes, or an explanation at each field that is wrong. */
export type ReadSchedule =
  | { readonly kind: "schedule"; readonly schedule: Schedule }
  | { readonly kind: "errors"; readonly errors: FieldErrors<"schedule"> };

/** What is needed to read a schedule from a form. */
export type ScheduleReading = {
  readonly voice: Voice;
  /** What a field that the form does not show stays as; its anchor is kept while the cadence stays. */
  readonly before: Schedule;
  /** Of the form of a schedule, or of a new team, which has fewer of its fields. */
  readonly values: FormValues<"schedule">;
  /** Whether the public holidays of this country are known; without it every country is taken. */
  readonly knowsCountry?: (code: string) => boolean;
};

/**
 * Reads the schedule from the form and checks every field. It keeps the anchor of `before`; a caller that saves a new
 * cadence must anchor it anew.
 */
export function readSchedule({ voice, before, values, knowsCountry }: ScheduleReading): ReadSchedule {
  const every = carriedOr(readChoice(values, "cadence", CADENCES), before.cadence.every);
  const zoneMode = carriedOr(readChoice(values, "zoneMode", ZONE_MODES), before.oneZone ? "one" : "own");
  const windowHours = carriedOr(readWhole(values, "windowHours", WINDOW_HOURS), before.windowHours);
  const zone = carriedOr(readLine(values, "zone"), before.zone);
  const country = carriedOr(readLine(values, "holidayCountry"), before.holidayCountry ?? "");
  const countryCode = readCountry(country, voice.vocabulary.countries) ?? country;
  const schedule: Schedule = {
    ...withoutOptions(before),
    cadence: readCadence(values, every, before.cadence),
    time: carriedOr(readTime(values, "time"), before.time),
    zone: readZone(zone) ?? before.zone,
    oneZone: zoneMode === "one",
    windowHours: windowHours ?? before.windowHours,
    workingDays: readWeekdays(values, before.workingDays),
    holidays: readDates(values, before.holidays),
    ...(country !== "" && { holidayCountry: countryCode }),
    ...readQuietHours(values, before.quietHours),
  };
  const unkept = country !== "" && knowsCountry?.(countryCode) === false;
  const errors = {
    ...(unkept && { holidayCountry: voice.say("schedule.error.country-unknown", { value: echo(country) }) }),
    ...wordFaults(voice, schedule),
    ...gatherErrors({
      cadence: every ? undefined : voice.say("setup.error.choice"),
      weekday:
        every !== "cron" && isWrong(readOneOf(values, "weekday", WEEKDAYS))
          ? voice.say("schedule.error.weekday-unknown")
          : undefined,
      nth:
        (every === "month" || every === "quarter") && isWrong(readOneOf(values, "nth", NTHS))
          ? voice.say("schedule.error.nth-unknown")
          : undefined,
      expression: findLengthError(voice, schedule.cadence),
      zone: readZone(zone) ? undefined : wordZone(voice, zone),
      zoneMode: zoneMode ? undefined : voice.say("setup.error.choice"),
      windowHours: windowHours === undefined ? voice.say("schedule.error.window-out-of-range") : undefined,
      holidays:
        schedule.holidays.length > MAX_HOLIDAYS ? voice.say("schedule.error.too-many-dates", { max: MAX_HOLIDAYS }) : undefined,
    }),
  };
  return Object.keys(errors).length > 0 ? { kind: "errors", errors } : { kind: "schedule", schedule };
}

function withoutOptions({ holidayCountry: _, quietHours: __, ...rest }: Schedule): Schedule {
  return rest;
}

function readOneOf<T extends number>(
  values: FormValues<"schedule">,
  field: "weekday" | "nth",
  choices: readonly T[],
): Carried<T | undefined> {
  const read = readText(values, field);
  if (read.kind === "absent") return read;
  return { kind: "carried", value: choices.find((choice) => String(choice) === read.value) };
}

function isWrong(read: Carried<number | undefined>): boolean {
  return read.kind === "carried" && read.value === undefined;
}

function findLengthError(voice: Voice, cadence: Cadence): string | undefined {
  if (cadence.every !== "cron" || cadence.expression.length <= LONGEST_EXPRESSION) return undefined;
  return voice.say("errors.text-too-long", { length: cadence.expression.length, max: LONGEST_EXPRESSION });
}

/** A choice that is none becomes week: `cadence` has its own error then. */
function readCadence(values: FormValues<"schedule">, every: Cadence["every"] = "week", before: Cadence): Cadence {
  const weekday = carriedOr(readOneOf(values, "weekday", WEEKDAYS), "weekday" in before ? before.weekday : undefined) ?? 1;
  const nth = carriedOr(readOneOf(values, "nth", NTHS), "nth" in before ? before.nth : undefined) ?? 1;
  switch (every) {
    case "week":
    case "two-weeks":
      return { every, weekday };
    case "month":
    case "quarter":
      return { every, nth, weekday };
    case "cron":
      return { every, expression: carriedOr(readLine(values, "expression"), before.every === "cron" ? before.expression : "") };
  }
}

function readWeekdays(values: FormValues<"schedule">, before: Schedule["workingDays"]): Schedule["workingDays"] {
  const chosen = readList(values, "workingDays");
  return chosen.kind === "absent" ? before : WEEKDAYS.filter((day) => chosen.value.includes(String(day)));
}

/** One a line; commas and blanks part them as well. */
function readDates(values: FormValues<"schedule">, before: readonly string[]): readonly string[] {
  const typed = readText(values, "holidays");
  if (typed.kind === "absent") return before;
  return [...new Set(typed.value.split(/[\s,;，；、]+/).filter((date) => date !== ""))].sort();
}

function readQuietHours(values: FormValues<"schedule">, before: Schedule["quietHours"]): Pick<Schedule, "quietHours"> {
  const from = carriedOr(readTime(values, "quietFrom"), before?.from ?? "");
  const to = carriedOr(readTime(values, "quietTo"), before?.to ?? "");
  return from === "" && to === "" ? {} : { quietHours: { from, to } };
}

function wordFaults(voice: Voice, schedule: Schedule): FieldErrors<"schedule"> {
  return Object.fromEntries(validateSchedule(schedule).map((fault) => [fieldOf(fault), wordFault(voice, fault)] as const));
}

/** What was typed, as far as the sentence that refuses it has room. */
function echo(typed: string): string {
  return typed.length > LONGEST_ECHO ? `${typed.slice(0, LONGEST_ECHO)}…` : typed;
}

/** The form's field for a part of the schedule. */
function fieldOf({ field, code }: ScheduleFault): FieldId<"schedule"> {
  switch (field) {
    case "cadence":
      if (code === "weekday-unknown") return "weekday";
      return code === "nth-unknown" ? "nth" : "expression";
    case "quietHours":
      return "quietFrom";
    case "oneZone":
      return "zoneMode";
    case "anchor":
      return "cadence";
    default:
      return field;
  }
}

function wordFault(voice: Voice, { code, value = "" }: ScheduleFault): string {
  switch (code) {
    case "time-malformed":
      return voice.say("setup.error.time");
    case "zone-unknown":
      return wordZone(voice, value);
    case "country-malformed":
      return wordCountry(voice, value);
    default:
      return voice.say(`schedule.error.${code}`, { value: echo(value) });
  }
}

function wordZone(voice: Voice, zone: string): string {
  if (zone === "") return voice.say("errors.required");
  const nearest = zone.length > LONGEST_ECHO ? [] : findNearestZones(zone, voice.vocabulary.places);
  return nearest.length === 0
    ? voice.say("setup.error.zone", { zone: echo(zone) })
    : voice.say("setup.error.zone-near", { zone: echo(zone), nearest: voice.series(nearest) });
}

function wordCountry(voice: Voice, value: string): string {
  const nearest = value.length > LONGEST_ECHO ? undefined : findNearestCountry(value, voice.locale);
  return nearest === undefined
    ? voice.say("schedule.error.country-malformed", { value: echo(value) })
    : voice.say("schedule.error.country-near", { value: echo(value), nearest });
}
