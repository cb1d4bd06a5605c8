/** Checks a value record that was entered in a form. */
import { z } from "zod";
import { type Catalogue, listQuestions } from "../../core/catalogue/catalogue.ts";
import type { ValueRecord } from "../../core/standing/records.ts";
import type { LocalDate } from "../../core/time.ts";
import type { FieldId } from "../../message/form-fields.ts";
import type { FieldErrors, FormValues } from "../../message/form.ts";
import { ANY_QUESTION, VALUE_LENGTHS } from "../../message/screens/standing/value-screen.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { gatherErrors, readText } from "../form-values.ts";

/** The fields of a value record that a lead fills in. */
export const VALUE_FIELDS = ["goal", "kpi", "before", "after", "measuredOn", "link", "questionId"] as const;
/** The part of a value record that a lead fills in. */
export type ValueFields = Pick<ValueRecord, (typeof VALUE_FIELDS)[number]>;
/** The fields of a value record, or an explanation at each field that is wrong. */
export type CheckedValue =
  | { readonly kind: "fields"; readonly fields: ValueFields }
  | { readonly kind: "errors"; readonly errors: FieldErrors<"kpi"> };

type Rules = { readonly voice: Voice; readonly catalogue: Catalogue; readonly today: LocalDate };

const dateSchema = z.iso.date();

/**
 * Checks the form field by field. Everything but the link and the question is required, texts have a maximum length, the
 * date must not be after `today` (the team's date), and a link must be https.
 */
export function checkValueRecord(values: FormValues<"kpi">, rules: Rules): CheckedValue {
  const read = (field: FieldId<"kpi">) => readText(values, field) ?? "";
  const [measuredOn, link, questionId] = [read("measuredOn"), read("link"), read("questionId")];
  const measures = { goal: read("goal"), kpi: read("kpi"), before: read("before"), after: read("after") };
  const findMeasureError = (field: keyof typeof measures) => findTextError(rules.voice, measures[field], VALUE_LENGTHS[field]);
  const errors = gatherErrors({
    goal: findMeasureError("goal"),
    kpi: findMeasureError("kpi"),
    before: findMeasureError("before"),
    after: findMeasureError("after"),
    measuredOn: findDateError(rules, measuredOn),
    link: findLinkError(rules.voice, link),
    questionId: findQuestionError(rules, questionId),
  });
  if (Object.keys(errors).length > 0) return { kind: "errors", errors };
  return {
    kind: "fields",
    fields: {
      ...measures,
      measuredOn,
      ...(link && { link }),
      ...(questionId && questionId !== ANY_QUESTION && { questionId }),
    },
  };
}

function findTextError(voice: Voice, { length }: string, max: number): string | undefined {
  if (length === 0) return voice.say("errors.required");
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
