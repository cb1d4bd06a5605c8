/** Lists the fields of every form with their kinds, for code that has only the values that came back. */
import type { FormContext } from "./form-context.ts";
import type { Field, FormValues } from "./form.ts";

const SCHEDULE = {
  cadence: "select",
  weekday: "select",
  time: "time",
  zone: "text",
  zoneMode: "select",
  windowHours: "number",
} as const;

const PEOPLE = { members: "people", leads: "people", observers: "people" } as const;

/** The kind of every field, by form and field id. A form may be shown without some of its fields, never with others. */
export const FORM_FIELDS = {
  setup: {
    name: "text",
    channel: "channel",
    questions: "number",
    locale: "select",
    privacy: "select",
    ...PEOPLE,
    ...SCHEDULE,
  },
  remark: { note: "long-text", shared: "toggle", evidence: "text" },
  "not-applicable": { reason: "select", note: "long-text" },
  kpi: {
    goal: "text",
    kpi: "text",
    before: "text",
    after: "text",
    measuredOn: "date",
    link: "text",
    questionId: "select",
  },
  "take-step": { due: "date", person: "people" },
  "hand-over": { person: "people" },
  schedule: {
    ...SCHEDULE,
    nth: "select",
    expression: "text",
    workingDays: "multi-select",
    holidays: "long-text",
    holidayCountry: "text",
    quietFrom: "time",
    quietTo: "time",
  },
  members: PEOPLE,
  roles: { roles: "multi-select" },
  pause: { until: "date" },
  away: { until: "date" },
  milestone: { name: "text" },
  programme: { people: "people" },
  "import-teams": { csv: "long-text" },
} as const satisfies Readonly<Record<FormContext["form"], Readonly<Record<string, Field["kind"]>>>>;

/** Returns everybody who was chosen in the form's fields for people, each once, by platform user id. */
export function listChosenPeople(form: FormContext["form"], values: FormValues): readonly string[] {
  const fields = Object.entries<Field["kind"]>(FORM_FIELDS[form]).flatMap(([id, kind]) => (kind === "people" ? [id] : []));
  return [...new Set(fields.flatMap((id) => values[id] ?? []).filter((id) => id !== ""))];
}
