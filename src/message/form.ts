/** A form as platform-neutral data: a Slack modal, an Adaptive Card's inputs, a dialog of the playground. */
import type { Locale } from "../core/locale.ts";
import type { FormContexts } from "./form-context.ts";
import type { FieldId, FieldIdsByKind, FieldKind, FormName, FormValuesByName } from "./form-fields.ts";
import type { Text } from "./text.ts";

/** One entry of a select field: what is sent back, and what people read. */
export type Option = { readonly value: string; readonly label: string };

type FieldOfKind =
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
  | { readonly kind: "channel"; readonly value?: string };

/** One input of a form. `label` and `hint` are already in the reader's language. */
export type Field<Id extends string = string, Kind extends FieldKind = FieldKind> = {
  readonly id: Id;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
} & Extract<FieldOfKind, { readonly kind: Kind }>;

type FieldsByKind<Ids extends Readonly<Record<FieldKind, string>>> = {
  readonly [Kind in FieldKind]: [Ids[Kind]] extends [never] ? never : Field<Ids[Kind], Kind>;
};
type FieldsByForm = { readonly [F in FormName]: FieldsByKind<FieldIdsByKind[F]>[FieldKind] };

/** An input that this form can have: an id that `FORM_FIELDS` gives it, with the kind that it says there. */
export type FieldOf<F extends FormName> = FieldsByForm[F];

/** A form in one language, which each front end renders with its own means. Whoever builds one says which form it is. */
export type Form<F extends FormName = FormName> = {
  readonly locale: Locale;
  readonly context: FormContexts[F];
  readonly title: string;
  readonly intro?: Text;
  readonly submit: string;
  readonly cancel: string;
  readonly fields: readonly FieldOf<F>[];
};

/** Any form, as front ends see it: they render each field by its kind, whichever form it belongs to. */
export type AnyForm = Omit<Form, "fields"> & { readonly fields: readonly Field[] };

/**
 * What was filled in, by field id. Text, number, date, time, select and channel are strings, a toggle is "true" or
 * "false", and the others are lists. A field that the form did not carry is absent; one that was left empty is "" or [].
 */
export type FormValues<F extends FormName> = FormValuesByName[F];

/** The sentence to show at each refused field, by field id, in the author's language. */
export type FieldErrors<F extends FormName = FormName> = { readonly [Id in FieldId<F>]?: string };

/** The sentence to show at each refused field of any form, by field id, as front ends see it. */
export type AnyFieldErrors = Readonly<Record<string, string>>;
