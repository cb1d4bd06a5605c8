/** Form fields that set-up and `schedule` share. */
import type { Cadence, Schedule } from "../../../core/schedule/cadence.ts";
import { WINDOW_HOURS } from "../../../core/schedule/validate-schedule.ts";
import type { Field, Option } from "../../form.ts";
import type { Voice } from "../../voice/voice.ts";

/** The cadences in the order in which they are offered. */
export const CADENCES = ["week", "two-weeks", "month", "quarter", "cron"] as const satisfies readonly Cadence["every"][];

/** The ISO weekdays from Monday to Sunday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** The places of a weekday within a month in the order in which they are offered; −1 is the last. */
export const NTHS = [1, 2, 3, 4, -1] as const;

/** Whose hour counts: each member's own zone, or one zone for the whole team. */
export const ZONE_MODES = ["own", "one"] as const;

/** Asks how often the team is asked, among these choices. */
export function buildCadenceField(
  voice: Voice,
  { value, choices }: { readonly value: Cadence["every"]; readonly choices: readonly Cadence["every"][] },
): Field<"cadence", "select"> {
  const options = choices.map((every) => ({ value: every, label: voice.say(`schedule.option.${every}`) }));
  return { id: "cadence", label: voice.say("schedule.field.cadence"), required: true, kind: "select", value, options };
}

/** Asks for the weekday; the values are "1" for Monday to "7" for Sunday. */
export function buildWeekdayField(voice: Voice, value: number): Field<"weekday", "select"> {
  const label = voice.say("schedule.field.weekday");
  return { id: "weekday", label, required: true, kind: "select", value: String(value), options: listWeekdays(voice) };
}

/** Returns the weekdays from Monday on as options with their names. */
export function listWeekdays(voice: Voice): readonly Option[] {
  return WEEKDAYS.map((day) => ({ value: String(day), label: voice.say(`words.weekday.${day}`) }));
}

/** Asks for the team's hour, its zone, and whether members are asked at that hour in their own zone. */
export function buildClockFields(
  voice: Voice,
  schedule: Pick<Schedule, "time" | "zone" | "oneZone">,
): readonly [Field<"time", "time">, Field<"zone", "text">, Field<"zoneMode", "select">] {
  const options = ZONE_MODES.map((mode) => ({ value: mode, label: voice.say(`schedule.option.${mode}`) }));
  const say = (field: "time" | "time-hint" | "zone" | "zone-hint" | "zoneMode") => voice.say(`schedule.field.${field}`);
  return [
    { id: "time", label: say("time"), hint: say("time-hint"), required: true, kind: "time", value: schedule.time },
    { id: "zone", label: say("zone"), hint: say("zone-hint"), required: true, kind: "text", value: schedule.zone, maxLength: 60 },
    { id: "zoneMode", label: say("zoneMode"), required: true, kind: "select", value: schedule.oneZone ? "one" : "own", options },
  ];
}

/** Asks for how many hours a check-in remains open, within `WINDOW_HOURS`. */
export function buildWindowField(voice: Voice, value: number): Field<"windowHours", "number"> {
  const label = voice.say("schedule.field.windowHours");
  const hint = voice.say("schedule.field.windowHours-hint");
  return { id: "windowHours", label, hint, required: true, kind: "number", value, ...WINDOW_HOURS };
}
