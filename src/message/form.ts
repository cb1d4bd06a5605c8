/** A form as platform-neutral data: a Slack modal, an Adaptive Card's inputs, a dialog of the playground. */
import type { Locale } from "../core/locale.ts";
import type { FormContext } from "./form-context.ts";
import type { Text } from "./text.ts";

/** One entry of a select field: what is sent back, and what people read. */
export type Option = { readonly value: string; readonly label: string };

/** One input of a form. `label` and `hint` are already in the reader's language. */
export type Field = {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
} & (
  | { readonly kind: "text"; readonly value?: string; readonly maxLength?: number; readonly placeholder?: string }
  | { readonly kind: "long-text"; readonly value?: string; readonly maxLength: number; readonly placeholder?: string }
  | { readonly kind: "number"; readonly value?: number; readonly min: number; readonly max: number }
  | { readonly kind: "date"; readonly value?: string }
  /** `HH:MM` */
  | { readonly kind: "time"; readonly value?: string }
  | { readonly kind: "select"; readonly value?: string; readonly options: readonly Option[] }
  | { readonly kind: "multi-select"; readonly values?: readonly string[]; readonly options: readonly Option[] }
  | { readonly kind: "toggle"; readonly value: boolean }
  /** People of the workspace, by platform user id. */
  | { readonly kind: "people"; readonly values?: readonly string[]; readonly max: number }
  | { readonly kind: "channel"; readonly value?: string }
);

/** A form in one language, which each front end renders with its own means. */
export type Form = {
  readonly locale: Locale;
  readonly context: FormContext;
  readonly title: string;
  readonly intro?: Text;
  readonly submit: string;
  readonly cancel: string;
  readonly fields: readonly Field[];
};

/**
 * What was filled in, by field id. Text, number, date, time, select and channel are strings, a toggle is "true" or
 * "false", and the others are lists. A field that the form did not carry is absent.
 */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** The sentence to show at each refused field, by field id, in the author's language. */
export type FieldErrors = Readonly<Record<string, string>>;
