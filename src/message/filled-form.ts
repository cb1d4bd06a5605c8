/** A form as it comes back from a front end, looked at once: afterwards every value is known to fit its field. */

import type { FormContext, FormContexts } from "./form-context.ts";
import { type EnteredValues, type FieldKind, FORM_FIELDS, type FormName } from "./form-fields.ts";
import type { FormValues } from "./form.ts";

/** What a form is about, with what was filled into that form. */
export type FilledForm = {
  readonly [F in FormName]: { readonly context: FormContexts[F]; readonly values: FormValues<F> };
}[FormName];

/**
 * Returns the form with those of the values that its fields take. A field that the form does not have is left out, and
 * so is a list where the field holds one text: both count as not carried. A single word where the field holds a list is
 * a list of one, and a toggle is "false" unless it is "true".
 */
export function parseFilledForm(context: FormContext, entered: EnteredValues): FilledForm {
  const values = Object.entries<FieldKind>(FORM_FIELDS[context.form]).flatMap(([id, kind]) => {
    const value = Object.hasOwn(entered, id) ? toKind(kind, entered[id]) : undefined;
    return value === undefined ? [] : [[id, value] as const];
  });
  return { context, values: Object.fromEntries(values) } as FilledForm;
}

function toKind(kind: FieldKind, value: EnteredValues[string] | undefined): EnteredValues[string] | undefined {
  if (value === undefined) return undefined;
  switch (kind) {
    case "people":
    case "multi-select":
      return typeof value === "string" ? [value].filter((word) => word !== "") : value;
    case "toggle":
      return value === "true" ? "true" : "false";
    case "text":
    case "long-text":
    case "number":
    case "date":
    case "time":
    case "select":
    case "channel":
      return typeof value === "string" ? value : undefined;
    default:
      return kind satisfies never;
  }
}
