/** A form as platform-neutral data: a Slack modal, an Adaptive Card's inputs, a dialog of the playground. */
import type { Locale } from "../core/locale.ts";
import type { FormContext } from "./form-context.ts";
import type { Text } from "./text.ts";

export type Option = { readonly value: string; readonly label: string };

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

export type Form = {
  readonly locale: Locale;
  readonly context: FormContext;
  readonly title: string;
  readonly intro?: Text;
  readonly submit: string;
  readonly cancel: string;
  readonly fields: readonly Field[];
};

/** By field id: text, number, date, time, select, channel as a string; toggle as "true" or "false"; the others as a list. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** A sentence a field, in the author's language. */
export type FieldErrors = Readonly<Record<string, string>>;
