/** The forms of `schedule` and `pause`. */
import type { Cadence, Schedule } from "../../../core/schedule/cadence.ts";
import type { Team } from "../../../core/team.ts";
import type { Field, FieldOf, Form } from "../../form.ts";
import type { Voice } from "../../voice/voice.ts";
import { nameCountry } from "./country-names.ts";
import {
  buildCadenceField,
  buildClockFields,
  buildWeekdayField,
  buildWindowField,
  CADENCES,
  listWeekdays,
  NTHS,
} from "./schedule-fields.ts";

/**
 * Asks for everything about a team's schedule, filled in with its current one. It carries the team's revision, so
 * that an outdated form can be refused. It says until which year the country's holidays are known.
 */
export function buildScheduleForm(
  voice: Voice,
  team: Team,
  { holidaysKnownUntil }: { readonly holidaysKnownUntil?: number | undefined } = {},
): Form<"schedule"> {
  const { schedule } = team;
  return {
    locale: voice.locale,
    context: { form: "schedule", teamId: team.id, revision: team.revision },
    title: voice.say("schedule.form.title"),
    submit: voice.say("schedule.form.submit"),
    cancel: voice.say("words.cancel"),
    fields: [
      buildCadenceField(voice, { value: schedule.cadence.every, choices: CADENCES }),
      buildWeekdayField(voice, "weekday" in schedule.cadence ? schedule.cadence.weekday : 1),
      buildNthField(voice, schedule.cadence),
      ...buildClockFields(voice, schedule),
      buildExpressionField(voice, schedule.cadence),
      buildWindowField(voice, schedule.windowHours),
      ...buildDayFields(voice, schedule, holidaysKnownUntil),
      buildQuietField(voice, "quietFrom", schedule.quietHours?.from),
      buildQuietField(voice, "quietTo", schedule.quietHours?.to),
    ],
  };
}

function buildNthField(voice: Voice, cadence: Cadence): Field<"nth", "select"> {
  return {
    id: "nth",
    label: voice.say("schedule.field.nth"),
    hint: voice.say("schedule.field.nth-hint"),
    required: true,
    kind: "select",
    value: "nth" in cadence ? String(cadence.nth) : "1",
    options: NTHS.map((nth) => ({ value: String(nth), label: voice.say(`words.nth.${nth}`) })),
  };
}

function buildExpressionField(voice: Voice, cadence: Cadence): Field<"expression", "text"> {
  const label = voice.say("schedule.field.expression");
  const hint = voice.say("schedule.field.expression-hint");
  const value = cadence.every === "cron" ? { value: cadence.expression } : {};
  return { id: "expression", label, hint, required: false, kind: "text", maxLength: 80, ...value };
}

function buildDayFields(
  voice: Voice,
  { workingDays, holidays, holidayCountry }: Schedule,
  knownUntil: number | undefined,
): readonly FieldOf<"schedule">[] {
  const text = (id: "workingDays" | "holidays" | "holidayCountry") => ({
    label: voice.say(`schedule.field.${id}`),
    hint: voice.say(`schedule.field.${id}-hint`),
  });
  return [
    {
      id: "workingDays",
      ...text("workingDays"),
      required: true,
      kind: "multi-select",
      values: workingDays.map(String),
      options: listWeekdays(voice),
    },
    { id: "holidays", ...text("holidays"), required: false, kind: "long-text", maxLength: 1000, value: holidays.join("\n") },
    {
      id: "holidayCountry",
      ...text("holidayCountry"),
      ...(knownUntil !== undefined && { hint: voice.say("schedule.field.holidayCountry-until", { year: String(knownUntil) }) }),
      required: false,
      kind: "text",
      maxLength: 60,
      ...(holidayCountry && { value: nameCountry(voice.locale, holidayCountry) }),
    },
  ];
}

type QuietId = "quietFrom" | "quietTo";

function buildQuietField(voice: Voice, id: QuietId, value: string | undefined): Field<QuietId, "time"> {
  const hint = voice.say("schedule.field.quiet-hint");
  return { id, label: voice.say(`schedule.field.${id}`), hint, required: false, kind: "time", ...(value && { value }) };
}

/** Asks for the first day on which a paused team's rounds may open again. An empty date pauses without an end. */
export function buildPauseForm(voice: Voice, teamId: string): Form<"pause"> {
  return {
    locale: voice.locale,
    context: { form: "pause", teamId },
    title: voice.say("schedule.pause.title"),
    submit: voice.say("schedule.pause.submit"),
    cancel: voice.say("words.cancel"),
    fields: [
      {
        id: "until",
        label: voice.say("schedule.pause.field"),
        hint: voice.say("schedule.pause.hint"),
        required: false,
        kind: "date",
      },
    ],
  };
}
