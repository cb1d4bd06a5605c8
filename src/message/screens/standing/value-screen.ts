/** Value records, which prove that the work pays: a list for everybody in the team, and a form for leads. */
import type { Catalogue, Question } from "../../../core/catalogue/catalogue.ts";
import { listQuestions } from "../../../core/catalogue/catalogue.ts";
import type { ValueRecord } from "../../../core/standing/records.ts";
import type { LocalDate } from "../../../core/time.ts";
import type { Field, Form, Option } from "../../form.ts";
import type { Button, Element, Message } from "../../message.ts";
import type { Run } from "../../text.ts";
import type { Voice } from "../../voice/voice.ts";

/** The value records of a team, and whether the reader leads it. */
export type KpiData = {
  readonly teamId: string;
  readonly teamName: string;
  readonly catalogue: Catalogue;
  /** The records that were not removed, newest first. */
  readonly records: readonly ValueRecord[];
  /** Whether the reader is a lead, who may add, change and remove records. */
  readonly lead: boolean;
};

/** The option for a record that proves every question that a value record can prove. */
export const ANY_QUESTION = "any";

/** The greatest length of each text of a value record, in characters. */
export const VALUE_LENGTHS = { goal: 200, kpi: 200, before: 80, after: 80, link: 1000 } as const;

/** Shows a team's value records. Leads get buttons to add, change and remove them. */
export function buildKpiList(voice: Voice, data: KpiData): Message {
  const title = voice.say("kpi.title", { team: data.teamName });
  const summary = voice.say("kpi.summary", { team: data.teamName, count: data.records.length });
  const intro: Element = { kind: "paragraph", text: voice.runs("kpi.intro"), tone: "quiet" };
  return {
    locale: voice.locale,
    summary,
    elements: [{ kind: "heading", text: title }, intro, ...buildRecords(voice, data), ...buildAdding(voice, data)],
  };
}

function buildRecords(voice: Voice, data: KpiData): readonly Element[] {
  if (data.records.length === 0) {
    const text = voice.runs(data.lead ? "kpi.none-lead" : "kpi.none");
    return [{ kind: "paragraph", text }];
  }
  return data.records.flatMap((record) => buildRecord(voice, data, record));
}

function buildRecord(voice: Voice, data: KpiData, record: ValueRecord): readonly Element[] {
  const { goal, kpi, before, after } = record;
  const figures = voice.runs("kpi.figures", { kpi, before, after });
  const question = listQuestions(data.catalogue).find(({ id }) => id === record.questionId);
  const proves = question
    ? voice.say("kpi.proves", { code: question.code, title: voice.of(question.title) })
    : voice.say("kpi.proves-any");
  const link: readonly Run[] = record.link ? [{ text: " · " }, { text: voice.say("kpi.link"), href: record.link }] : [];
  const about: readonly Run[] = [{ text: voice.say("kpi.about", { date: voice.localDate(record.measuredOn), proves }) }, ...link];
  const buttons: readonly Element[] = data.lead ? [{ kind: "buttons", buttons: buildRecordButtons(voice, data, record) }] : [];
  return [
    { kind: "divider" },
    { kind: "paragraph", text: voice.runs("kpi.goal", { goal }) },
    { kind: "paragraph", text: figures },
    { kind: "paragraph", text: about, tone: "quiet" },
    ...buttons,
  ];
}

function buildRecordButtons(voice: Voice, data: KpiData, record: ValueRecord): readonly Button[] {
  return [
    {
      label: voice.say("kpi.button.edit"),
      action: { act: "open-form", form: { form: "kpi", teamId: data.teamId, valueId: record.id } },
    },
    {
      label: voice.say("kpi.button.remove"),
      action: { act: "remove-value", valueId: record.id },
      style: "danger",
      confirm: {
        title: voice.say("kpi.remove.title"),
        text: voice.say("kpi.remove.text", { goal: record.goal }),
        yes: voice.say("kpi.button.remove"),
        no: voice.say("words.cancel"),
      },
    },
  ];
}

function buildAdding(voice: Voice, data: KpiData): readonly Element[] {
  if (!data.lead) return [];
  const add: Button = {
    label: voice.say("kpi.button.add"),
    action: { act: "open-form", form: { form: "kpi", teamId: data.teamId } },
    style: "primary",
  };
  return [{ kind: "buttons", buttons: [add] }];
}

/** What the form for a value record is drawn from. */
export type KpiFormData = {
  readonly teamId: string;
  readonly catalogue: Catalogue;
  /** The date in the team's zone, which the form suggests. */
  readonly today: LocalDate;
  /** The record to change; undefined for a new one. */
  readonly record?: ValueRecord;
};

/** Asks for a new value record, or for changes to `record`. */
export function buildKpiForm(voice: Voice, data: KpiFormData): Form<"kpi"> {
  const { record } = data;
  return {
    locale: voice.locale,
    context: { form: "kpi", teamId: data.teamId, ...(record && { valueId: record.id }) },
    title: voice.say(record ? "kpi.form.title-edit" : "kpi.form.title"),
    intro: voice.say("kpi.form.intro"),
    submit: voice.say("words.save"),
    cancel: voice.say("words.cancel"),
    fields: [
      buildTextField(voice, "goal", record?.goal),
      buildTextField(voice, "kpi", record?.kpi),
      buildTextField(voice, "before", record?.before),
      buildTextField(voice, "after", record?.after),
      {
        kind: "date",
        id: "measuredOn",
        label: voice.say("kpi.form.measuredOn"),
        required: true,
        value: record?.measuredOn ?? data.today,
      },
      { ...buildTextField(voice, "link", record?.link), hint: voice.say("kpi.form.link-hint"), required: false },
      buildQuestionField(voice, data),
    ],
  };
}

function buildTextField(
  voice: Voice,
  id: keyof typeof VALUE_LENGTHS,
  value: string | undefined,
): Field<keyof typeof VALUE_LENGTHS, "text"> {
  return {
    kind: "text",
    id,
    label: voice.say(`kpi.form.${id}`),
    placeholder: voice.say(`kpi.form.${id}-example`),
    required: true,
    maxLength: VALUE_LENGTHS[id],
    ...(value !== undefined && { value }),
  };
}

function buildQuestionField(voice: Voice, { catalogue, record }: KpiFormData): Field<"questionId", "select"> {
  const options = listProvable(catalogue).map((question): Option => ({
    value: question.id,
    label: `${question.code} ${voice.of(question.title)}`,
  }));
  return {
    kind: "select",
    id: "questionId",
    label: voice.say("kpi.form.questionId"),
    required: true,
    value: record?.questionId ?? ANY_QUESTION,
    options: [{ value: ANY_QUESTION, label: voice.say("kpi.form.any") }, ...options],
  };
}

/** The gate questions that a value record can prove. */
function listProvable(catalogue: Catalogue): readonly Question[] {
  return listQuestions(catalogue).filter((question) => question.proof.includes("value"));
}
