/** Checks a value record that was entered in a form. */
import { z } from "zod";
import { type Catalogue, listQuestions } from "../../core/catalogue/catalogue.ts";
import type { ValueRecord } from "../../core/standing/records.ts";
import type { LocalDate } from "../../core/time.ts";
import type { FieldErrors, FormValues } from "../../message/form.ts";
import { ANY_QUESTION, VALUE_LENGTHS } from "../../message/screens/standing/value-screen.ts";
import type { Voice } from "../../message/voice/voice.ts";

/** The fields of a value record that a lead fills in. */
export const VALUE_FIELDS = ["goal", "kpi", "before", "after", "measuredOn", "link", "questionId"] as const;
/** The part of a value record that a lead fills in. */
export type ValueFields = Pick<ValueRecord, (typeof VALUE_FIELDS)[number]>;
/** The fields of a value record, or an explanation at each field that is wrong. */
export type CheckedValue =
  | { readonly kind: "fields"; readonly fields: ValueFields }
  | { readonly kind: "errors"; readonly errors: FieldErrors };

type Rules = { readonly voice: Voice; readonly catalogue: Catalogue; readonly today: LocalDate };

const MEASURES = ["goal", "kpi", "before", "after"] as const;
const dateSchema = z.iso.date();

/**
 * Checks the form field by field. Everything but the link and the question is required, texts have a maximum length, the
 * date must not be after `today` (the team's date), and a link must be https.
 */
export function checkValueRecord(values: FormValues, rules: Rules): CheckedValue {
  const [goal, kpi, before, after] = MEASURES.map((field) => readText(values, field));
  const [measuredOn, link, questionId] = ["measuredOn", "link", "questionId"].map((field) => readText(values, field));
  const errors = gatherErrors({
    ...Object.fromEntries(MEASURES.map((field) => [field, findTextError(rules.voice, values, field)])),
    measuredOn: findDateError(rules, measuredOn ?? ""),
    link: findLinkError(rules.voice, link ?? ""),
    questionId: findQuestionError(rules, questionId ?? ""),
  });
  if (Object.keys(errors).length > 0) return { kind: "errors", errors };
  return {
    kind: "fields",
    fields: {
      goal: goal ?? "",
      kpi: kpi ?? "",
      before: before ?? "",
      after: after ?? "",
      measuredOn: measuredOn ?? "",
      ...(link && { link }),
      ...(questionId && questionId !== ANY_QUESTION && { questionId }),
    },
  };
}

function gatherErrors(found: Readonly<Record<string, string | undefined>>): FieldErrors {
  return Object.fromEntries(Object.entries(found).flatMap(([field, error]) => (error === undefined ? [] : [[field, error]])));
}

function readText(values: FormValues, field: string): string {
  const value = values[field];
  return typeof value === "string" ? value.trim() : "";
}

function findTextError(voice: Voice, values: FormValues, field: (typeof MEASURES)[number]): string | undefined {
  const { length } = readText(values, field);
  if (length === 0) return voice.say("errors.required");
  const max = VALUE_LENGTHS[field];
  return length > max ? voice.say("errors.text-too-long", { length, max }) : undefined;
}

function findDateError({ voice, today }: Rules, date: string): string | undefined {
  if (date === "") return voice.say("errors.required");
  if (!dateSchema.safeParse(date).success) return voice.say("kpi.error.date");
  return date > today ? voice.say("kpi.error.future") : undefined;
}

function findLinkError(voice: Voice, link: string): string | undefined {
  if (link === "") return undefined;
  if (link.length > VALUE_LENGTHS.link)
    return voice.say("errors.text-too-long", { length: link.length, max: VALUE_LENGTHS.link });
  return URL.canParse(link) && new URL(link).protocol === "https:" ? undefined : voice.say("errors.link-not-https");
}

function findQuestionError({ voice, catalogue }: Rules, questionId: string): string | undefined {
  if (questionId === "" || questionId === ANY_QUESTION) return undefined;
  const question = listQuestions(catalogue).find(({ id }) => id === questionId);
  return question?.proof.includes("value") ? undefined : voice.say("kpi.error.question");
}
