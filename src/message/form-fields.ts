/** Lists the fields of every form with their kinds, for code that has only the values that came back. */
import type { FormContext } from "./form-context.ts";

/** What kind of input a field is. */
export type FieldKind =
  | "text"
  | "long-text"
  | "number"
  | "date"
  | "time"
  | "select"
  | "multi-select"
  | "toggle"
  | "people"
  | "channel";

/** The name of a form. */
export type FormName = FormContext["form"];

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
  goal: { sentence: "text", owner: "people", ownerName: "text" },
  kpi: {
    goal: "select",
    name: "text",
    unit: "select",
    wanted: "select",
    baseline: "text",
    baselineOn: "date",
    target: "text",
    targetOn: "date",
    reader: "people",
    rhythm: "select",
    source: "text",
  },
  "kpi-money": { currency: "select", worthOfOne: "text", oneOff: "text", runningPerYear: "text" },
  "kpi-details": { questionId: "select", steps: "multi-select", questions: "multi-select" },
  reading: { value: "text", on: "date", note: "long-text", link: "text" },
  "confirm-value": { how: "long-text", ownerName: "text", on: "date", link: "text" },
  "take-step": { due: "date", person: "people", member: "select" },
  "hand-over": { person: "people", member: "select" },
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
  members: { ...PEOPLE, remove: "people" },
  "take-out": { people: "multi-select" },
  "find-member": { person: "people" },
  roles: { roles: "multi-select" },
  pause: { until: "date" },
  away: { from: "date", until: "date" },
  milestone: { name: "text" },
  programme: { people: "people", remove: "multi-select" },
  "appoint-lead": { person: "people" },
  "import-teams": { csv: "long-text" },
} as const satisfies Readonly<Record<FormName, Readonly<Record<string, FieldKind>>>>;

type FormFields = typeof FORM_FIELDS;

type FieldIds = { readonly [F in FormName]: keyof FormFields[F] };

/** The ids of the form's fields; of several forms, the ids that any of them has. */
export type FieldId<F extends FormName> = FieldIds[F];

type IdsOfKind<Fields, Kind> = { readonly [Id in keyof Fields]: Fields[Id] extends Kind ? Id : never }[keyof Fields];

/** The ids of every form's fields, by the form's name and then by the kind of the field. */
export type FieldIdsByKind = {
  readonly [F in FormName]: { readonly [Kind in FieldKind]: IdsOfKind<FormFields[F], Kind> };
};

type FieldValue<Kind> = Kind extends "people" | "multi-select"
  ? readonly string[]
  : Kind extends "toggle"
    ? "true" | "false"
    : string;

/** What was filled in, for every form by its name. */
export type FormValuesByName = {
  readonly [F in FormName]: { readonly [Id in keyof FormFields[F]]?: FieldValue<FormFields[F][Id]> };
};

/** What a front end received, by field id, before anybody has looked whether the form has such a field of such a kind. */
export type EnteredValues = Readonly<Record<string, string | readonly string[]>>;

/** Returns everybody who was chosen in the form's fields for people, each once, by platform user id. */
export function listChosenPeople(form: FormName, values: EnteredValues): readonly string[] {
  const fields = Object.entries<FieldKind>(FORM_FIELDS[form]).flatMap(([id, kind]) => (kind === "people" ? [id] : []));
  return [...new Set(fields.flatMap((id) => values[id] ?? []).filter((id) => id !== ""))];
}

/** Returns the conversations that were chosen in the form, each once, by the platform's id. */
export function listChosenChannels(form: FormName, values: EnteredValues): readonly string[] {
  const fields = Object.entries<FieldKind>(FORM_FIELDS[form]).flatMap(([id, kind]) => (kind === "channel" ? [id] : []));
  return [...new Set(fields.flatMap((id) => values[id] ?? []).filter((id) => id.trim() !== ""))].map((id) => id.trim());
}
