/** Form fields that set-up and `schedule` share. */
import type { Cadence, Schedule } from "../../../core/schedule/cadence.ts";
import { WINDOW_HOURS } from "../../../core/schedule/validate-schedule.ts";
import type { Field, Option } from "../../form.ts";
import type { Voice } from "../../voice/voice.ts";

export const CADENCES = ["week", "two-weeks", "month", "quarter", "cron"] as const satisfies readonly Cadence["every"][];
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export const NTHS = [1, 2, 3, 4, -1] as const;
export const ZONE_MODES = ["own", "one"] as const;

export function buildCadenceField(
  voice: Voice,
  { value, choices }: { readonly value: Cadence["every"]; readonly choices: readonly Cadence["every"][] },
): Field {
  const options = choices.map((every) => ({ value: every, label: voice.say(`schedule.option.${every}`) }));
  return { id: "cadence", label: voice.say("schedule.field.cadence"), required: true, kind: "select", value, options };
}

export function buildWeekdayField(voice: Voice, value: number): Field {
  const label = voice.say("schedule.field.weekday");
  return { id: "weekday", label, required: true, kind: "select", value: String(value), options: listWeekdays(voice) };
}

export function listWeekdays(voice: Voice): readonly Option[] {
  return WEEKDAYS.map((day) => ({ value: String(day), label: voice.say(`words.weekday.${day}`) }));
}

export function buildClockFields(voice: Voice, schedule: Pick<Schedule, "time" | "zone" | "oneZone">): readonly Field[] {
  const options = ZONE_MODES.map((mode) => ({ value: mode, label: voice.say(`schedule.option.${mode}`) }));
  const say = (field: "time" | "time-hint" | "zone" | "zone-hint" | "zoneMode") => voice.say(`schedule.field.${field}`);
  return [
    { id: "time", label: say("time"), hint: say("time-hint"), required: true, kind: "time", value: schedule.time },
    { id: "zone", label: say("zone"), hint: say("zone-hint"), required: true, kind: "text", value: schedule.zone, maxLength: 60 },
    { id: "zoneMode", label: say("zoneMode"), required: true, kind: "select", value: schedule.oneZone ? "one" : "own", options },
  ];
}

export function buildWindowField(voice: Voice, value: number): Field {
  const label = voice.say("schedule.field.windowHours");
  const hint = voice.say("schedule.field.windowHours-hint");
  return { id: "windowHours", label, hint, required: true, kind: "number", value, ...WINDOW_HOURS };
}
