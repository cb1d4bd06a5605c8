/** The forms of a reading and of the goal owner's confirmation. */
import type { LocalDate } from "../../../core/time.ts";
import type { Kpi, Reading } from "../../../core/value/kpi.ts";
import type { Form } from "../../form.ts";
import { toPlain } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";
import { frameForm, VALUE_LENGTHS } from "./value-forms.ts";
import { type JudgedKpi, nameUnit, sayCourse } from "./value-words.ts";

/** What the form of a reading is filled in with. */
export type ReadingFormData = {
  readonly kpi: Kpi;
  /** The reading to correct. */
  readonly reading?: Reading;
  readonly today: LocalDate;
};

/** Asks for a number of a KPI, or for the right number in place of a wrong one. */
export function buildReadingForm(voice: Voice, { kpi, reading, today }: ReadingFormData): Form<"reading"> {
  return {
    ...frameForm(voice, voice.say("kpi.reading-form.title"), nameUnit(voice, kpi.unit)),
    context: { form: "reading", kpiId: kpi.id, ...(reading && { readingId: reading.id }) },
    fields: [
      {
        kind: "text",
        id: "value",
        label: voice.say("kpi.reading-form.value", { name: kpi.name }),
        required: true,
        maxLength: VALUE_LENGTHS.number,
        ...(reading && { value: reading.value }),
      },
      { kind: "date", id: "on", label: voice.say("kpi.reading-form.on"), required: true, value: reading?.on ?? today },
      {
        kind: "long-text",
        id: "note",
        label: voice.say("kpi.reading-form.note"),
        required: false,
        maxLength: VALUE_LENGTHS.note,
        ...(reading?.note !== undefined && { value: reading.note }),
      },
      {
        kind: "text",
        id: "link",
        label: voice.say("kpi.reading-form.link"),
        placeholder: "https://…",
        required: false,
        maxLength: VALUE_LENGTHS.link,
        ...(reading?.link !== undefined && { value: reading.link }),
      },
    ],
  };
}

/** What the form of a confirmation is filled in with. */
export type ConfirmFormData = { readonly judged: JudgedKpi; readonly ownerName: string | undefined; readonly today: LocalDate };

/** Asks how technology helped, and whose word it is. */
export function buildConfirmForm(voice: Voice, { judged, ownerName, today }: ConfirmFormData): Form<"confirm-value"> {
  const { kpi } = judged.record;
  const intro = voice.say("kpi.confirm-form.intro", { name: kpi.name, course: toPlain(sayCourse(voice, judged)) });
  return {
    ...frameForm(voice, voice.say("kpi.confirm-form.title"), intro),
    context: { form: "confirm-value", kpiId: kpi.id },
    fields: [
      {
        kind: "long-text",
        id: "how",
        label: voice.say("kpi.confirm-form.how"),
        placeholder: voice.say("kpi.confirm-form.how-example"),
        required: true,
        maxLength: VALUE_LENGTHS.how,
      },
      {
        kind: "text",
        id: "ownerName",
        label: voice.say("kpi.confirm-form.ownerName"),
        required: true,
        maxLength: VALUE_LENGTHS.ownerName,
        ...(ownerName !== undefined && { value: ownerName }),
      },
      { kind: "date", id: "on", label: voice.say("kpi.confirm-form.on"), required: true, value: today },
      {
        kind: "text",
        id: "link",
        label: voice.say("kpi.confirm-form.link"),
        placeholder: "https://…",
        required: false,
        maxLength: VALUE_LENGTHS.link,
      },
    ],
  };
}
