/** Reads a schedule from a form's values, or explains what is wrong at each field. */
import type { Cadence, Schedule } from "../../core/schedule/cadence.ts";
import { type ScheduleFault, validateSchedule, WINDOW_HOURS } from "../../core/schedule/validate-schedule.ts";
import type { FieldId } from "../../message/form-fields.ts";
import type { FieldErrors, FormValues } from "../../message/form.ts";
import { CADENCES, NTHS, WEEKDAYS, ZONE_MODES } from "../../message/screens/schedule/schedule-fields.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { gatherErrors, readChoice, readLine, readList, readText, readTime, readWhole } from "../form-values.ts";
import { findNearestCountry, readCountry } from "./countries.ts";
import { findNearestZone, readZone } from "./zones.ts";

/** The most days off that a team can list. More would not fit into the button that saves them. */
export const MAX_HOLIDAYS = 60;

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
  const shown = (field: FieldId<"schedule">) => values[field] !== undefined;
  const windowHours = readWhole(values, "windowHours", WINDOW_HOURS);
  const zone = (readLine(values, "zone") ?? "").slice(0, 60);
  const country = (readLine(values, "holidayCountry") ?? "").slice(0, 60);
  const countryCode = readCountry(country, voice.vocabulary.countries) ?? country;
  const schedule: Schedule = {
    ...withoutOptions(before),
    cadence: readCadence(values),
    time: readTime(values, "time") ?? "",
    zone: readZone(zone) ?? before.zone,
    oneZone: readChoice(values, "zoneMode", ZONE_MODES) === "one",
    windowHours: windowHours ?? before.windowHours,
    ...(shown("workingDays") && { workingDays: readWeekdays(values) }),
    ...(shown("holidays") && { holidays: readDates(values) }),
    ...(country !== "" && { holidayCountry: countryCode }),
    ...readQuietHours(values),
  };
  const unkept = country !== "" && knowsCountry?.(countryCode) === false;
  const errors = {
    ...(unkept && { holidayCountry: voice.say("schedule.error.country-unknown", { value: country }) }),
    ...wordFaults(voice, schedule),
    ...gatherErrors({
      cadence: readChoice(values, "cadence", CADENCES) ? undefined : voice.say("setup.error.choice"),
      weekday:
        needsWeekday(values) && !isOneOf(values, "weekday", WEEKDAYS) ? voice.say("schedule.error.weekday-unknown") : undefined,
      nth:
        shown("nth") && needsNth(values) && !isOneOf(values, "nth", NTHS) ? voice.say("schedule.error.nth-unknown") : undefined,
      zone: readZone(zone) ? undefined : wordZone(voice, zone),
      zoneMode: readChoice(values, "zoneMode", ZONE_MODES) ? undefined : voice.say("setup.error.choice"),
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

function needsWeekday(values: FormValues<"schedule">): boolean {
  return readText(values, "cadence") !== "cron";
}

function needsNth(values: FormValues<"schedule">): boolean {
  return ["month", "quarter"].includes(readText(values, "cadence") ?? "");
}

function isOneOf(values: FormValues<"schedule">, field: "weekday" | "nth", choices: readonly number[]): boolean {
  return choices.some((choice) => String(choice) === readText(values, field));
}

/** A choice that is none becomes week: `cadence` has its own error then. */
function readCadence(values: FormValues<"schedule">): Cadence {
  const every = readChoice(values, "cadence", CADENCES) ?? "week";
  const weekday = WEEKDAYS.find((day) => String(day) === readText(values, "weekday")) ?? 1;
  const nth = NTHS.find((place) => String(place) === readText(values, "nth")) ?? 1;
  switch (every) {
    case "week":
    case "two-weeks":
      return { every, weekday };
    case "month":
    case "quarter":
      return { every, nth, weekday };
    case "cron":
      return { every, expression: (readLine(values, "expression") ?? "").slice(0, 80) };
  }
}

function readWeekdays(values: FormValues<"schedule">): Schedule["workingDays"] {
  const chosen = readList(values, "workingDays") ?? [];
  return WEEKDAYS.filter((day) => chosen.includes(String(day)));
}

/** One a line; commas and blanks part them as well. */
function readDates(values: FormValues<"schedule">): readonly string[] {
  const dates = (readText(values, "holidays") ?? "").split(/[\s,;，；、]+/).filter((date) => date !== "");
  return [...new Set(dates.map((date) => date.slice(0, 40)))].sort();
}

function readQuietHours(values: FormValues<"schedule">): Pick<Schedule, "quietHours"> {
  const [from, to] = [readTime(values, "quietFrom") ?? "", readTime(values, "quietTo") ?? ""];
  return from === "" && to === "" ? {} : { quietHours: { from, to } };
}

function wordFaults(voice: Voice, schedule: Schedule): FieldErrors<"schedule"> {
  return Object.fromEntries(validateSchedule(schedule).map((fault) => [fieldOf(fault), wordFault(voice, fault)] as const));
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
      return voice.say(`schedule.error.${code}`, { value });
  }
}

function wordZone(voice: Voice, zone: string): string {
  if (zone === "") return voice.say("errors.required");
  const nearest = findNearestZone(zone, voice.vocabulary.places);
  return nearest === undefined ? voice.say("setup.error.zone", { zone }) : voice.say("setup.error.zone-near", { zone, nearest });
}

function wordCountry(voice: Voice, value: string): string {
  const nearest = findNearestCountry(value, voice.locale);
  return nearest === undefined
    ? voice.say("schedule.error.country-malformed", { value })
    : voice.say("schedule.error.country-near", { value, nearest });
}
