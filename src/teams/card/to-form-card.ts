/** Renders a form as an Adaptive Card with inputs. Errors stand at their fields, and what was filled in stays. */
import type { EnteredValues } from "../../message/form-fields.ts";
import type { AnyFieldErrors, AnyForm, Field, Option } from "../../message/form.ts";
import { toExecute, toToggle } from "./actions.ts";
import { CARD_LIMITS, measureCard, weigh } from "./card-limits.ts";
import { toHeading, toLiteral, toTextBlocks } from "./card-text.ts";
import type { Card, CardNode, Json } from "./card.ts";
import { toCard } from "./to-adaptive-card.ts";

/** What a form shows besides its fields: choices, values, errors and words. */
export type FormCardOptions = {
  /** The names of those who are chosen already, by platform user id. */
  readonly people: readonly Option[];
  /** Where the bot is installed, by platform id. */
  readonly channels: readonly Option[];
  readonly words: FormWords;
  readonly values?: EnteredValues;
  readonly errors?: AnyFieldErrors;
};

/** Sentences in the form's language. */
type FormWords = {
  readonly required: string;
  /** Under channels: what the bot can know. */
  readonly channelHint: string;
  /** On the button that shows the fields for e-mail addresses, and the label of such a field. */
  readonly byEmail: string;
  readonly emailsOf: (label: string) => string;
  /** Between two sentences. */
  readonly between: string;
  /** Before the list of faults. */
  readonly wrong: string;
};

const INPUT = "field.";
/** A choice must have a value; this one stands for none. */
const NO_VALUE = "~none";

const EMAILS = "emails.";
/** A client takes no longer text in a field for e-mail addresses. */
const LONGEST_EMAILS = 4_000;

/**
 * Renders the form, with a button that submits it and one that cancels it. Nothing of a form is left out: where what was
 * filled in makes it larger than Teams takes, the largest of the values that were refused comes back empty, with its error.
 */
export function toFormCard(form: AnyForm, options: FormCardOptions): Card {
  const card = buildFormCard(form, options);
  const { values = {} } = options;
  if (measureCard(card) <= CARD_LIMITS.cardBytes) return card;
  const [largest] = Object.keys(values).sort((left, right) => lengthOf(values[right]) - lengthOf(values[left]));
  if (largest === undefined || lengthOf(values[largest]) === 0) return card;
  return toFormCard(form, { ...options, values: { ...values, [largest]: typeof values[largest] === "string" ? "" : [] } });
}

function lengthOf(value: EnteredValues[string] | undefined): number {
  return value === undefined ? 0 : typeof value === "string" ? value.length : value.join(",").length;
}

function buildFormCard(form: AnyForm, options: FormCardOptions): Card {
  const { errors = {} } = options;
  const wrong = Object.keys(errors).length > 0 ? toTextBlocks(options.words.wrong, { tone: "warning", bold: true }) : [];
  const data: Json = { kind: "submit", context: form.context, lists: listsOf(form) };
  const emails = form.fields.filter(({ kind }) => kind === "people").map(({ id }) => `${EMAILS}${id}`);
  const body: readonly CardNode[] = [
    toHeading(form.title),
    ...(form.intro ? toTextBlocks(form.intro, { spacing: "Small" }) : []),
    ...wrong,
    ...form.fields.flatMap((field) => toFieldBlocks(field, options)),
    ...(emails.length > 0 ? [{ type: "ActionSet", actions: [toToggle(options.words.byEmail, emails)] }] : []),
    {
      type: "ActionSet",
      spacing: "Large",
      actions: [
        toExecute(data, { title: form.submit, style: "primary" }),
        toExecute({ kind: "cancel", context: form.context }, { title: form.cancel, ignoreInputs: true }),
      ],
    },
  ];
  return toCard({ locale: form.locale, summary: form.title }, body, { isWhole: true });
}

/**
 * Returns what was filled in, by field id. `lists` names the fields that hold lists; a client leaves those without a
 * choice out, and they come back empty. The e-mail addresses beside a list of people are entries of that list.
 */
export function readInputs(data: Readonly<Record<string, unknown>>, lists: readonly string[]): EnteredValues {
  const values: Record<string, string | readonly string[]> = Object.fromEntries(lists.map((id) => [id, []]));
  for (const [key, value] of Object.entries(data)) {
    if (key.startsWith(EMAILS) && typeof value === "string") {
      const id = key.slice(EMAILS.length);
      const listed = lists.includes(id) ? (values[id] ?? []) : undefined;
      if (Array.isArray(listed)) values[id] = [...listed, ...value.split(/[\s,;，；、]+/).filter(Boolean)];
    }
    if (!key.startsWith(INPUT)) continue;
    const id = key.slice(INPUT.length);
    const text = typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
    if (text === NO_VALUE) values[id] = "";
    else
      values[id] = lists.includes(id)
        ? [
            ...text
              .split(",")
              .map((part) => part.trim())
              .filter(Boolean),
            ...(Array.isArray(values[id]) ? values[id] : []),
          ]
        : text;
  }
  return values;
}

function listsOf({ fields }: AnyForm): readonly string[] {
  return fields.filter(({ kind }) => kind === "people" || kind === "multi-select").map(({ id }) => id);
}

/** What is wrong stands in place of the hint, which it mostly repeats. */
function toFieldBlocks(field: Field, options: FormCardOptions): readonly CardNode[] {
  const error = options.errors?.[field.id];
  const hint = hintOf(field, options);
  const emails = field.kind === "people" ? [toEmailInput(field, options)] : [];
  if (error !== undefined)
    return [toInput(field, options), ...toTextBlocks(error, { size: "Small", tone: "warning", spacing: "None" }), ...emails];
  return [
    toInput(field, options),
    ...(hint === undefined ? [] : toTextBlocks(hint, { size: "Small", tone: "quiet", spacing: "None" })),
    ...emails,
  ];
}

function hintOf(field: Field, { words }: FormCardOptions): string | undefined {
  const hints = [field.hint, field.kind === "channel" ? words.channelHint : undefined].filter((hint) => hint !== undefined);
  return hints.length === 0 ? undefined : hints.join(words.between);
}

function toInput(field: Field, options: FormCardOptions): CardNode {
  const shared = {
    id: `${INPUT}${field.id}`,
    label: toLiteral(field.label),
    spacing: "Medium",
    // People can be given by e-mail address instead, so that the bot itself asks for what is missing.
    ...(field.required && field.kind !== "people" && { isRequired: true, errorMessage: options.words.required }),
  };
  const given = options.values?.[field.id];
  const text = typeof given === "string" ? given : undefined;
  switch (field.kind) {
    case "text":
    case "long-text":
      return toTextInput(field, { shared, value: text ?? field.value });
    case "number":
      return toNumberInput(field, { shared, value: text });
    case "date":
    case "time": {
      const value = text ?? field.value;
      return { type: field.kind === "date" ? "Input.Date" : "Input.Time", ...shared, ...(value && { value }) };
    }
    case "select":
      return toChoiceSet(field.options, { shared, values: [text ?? field.value ?? ""] });
    case "multi-select":
      return toChoiceSet(field.options, { shared, values: toList(given) ?? field.values ?? [], many: true });
    case "toggle":
      return {
        type: "Input.Toggle",
        id: shared.id,
        spacing: "Medium",
        title: shared.label,
        value: text ?? String(field.value),
        valueOn: "true",
        valueOff: "false",
        wrap: true,
      };
    case "people":
      return toPeoplePicker(field, { shared, options });
    case "channel":
      return toChoiceSet(options.channels, { shared, values: [text ?? field.value ?? ""] });
    default: {
      const never: never = field;
      return never;
    }
  }
}

type Shared = { readonly [key: string]: Json };

function toTextInput(
  field: Extract<Field, { kind: "text" | "long-text" }>,
  { shared, value }: { readonly shared: Shared; readonly value: string | undefined },
): CardNode {
  return {
    type: "Input.Text",
    ...shared,
    ...(value && { value }),
    ...(field.kind === "long-text" && { isMultiline: true }),
    ...(field.placeholder && { placeholder: field.placeholder }),
    maxLength: field.maxLength ?? 1_000,
  };
}

function toNumberInput(
  field: Extract<Field, { kind: "number" }>,
  { shared, value }: { readonly shared: Shared; readonly value: string | undefined },
): CardNode {
  const number = value === undefined || value === "" ? field.value : Number(value);
  return {
    type: "Input.Number",
    ...shared,
    min: field.min,
    max: field.max,
    ...(number !== undefined && Number.isFinite(number) && { value: number }),
  };
}

type ChoiceSet = {
  readonly shared: Shared;
  readonly values: readonly string[];
  readonly many?: boolean;
};

/** A closed list cuts its labels: a few that are too long for it stand open. */
function styleOf(shown: readonly Option[], { many }: { readonly many: boolean }): { readonly [key: string]: Json } {
  const long =
    !many && shown.length <= CARD_LIMITS.openChoices && shown.some(({ label }) => weigh(label) > CARD_LIMITS.choiceWidth);
  return long ? { style: "expanded", wrap: true } : { style: "compact" };
}

/** Chosen options come first where not all of them fit. A single choice without a value shows nothing chosen. */
function toChoiceSet(options: readonly Option[], { shared, values, many = false }: ChoiceSet): CardNode {
  const chosen = options.filter(({ value }) => values.includes(value));
  const shown =
    options.length <= CARD_LIMITS.choices
      ? options
      : [...chosen, ...options.filter((one) => !chosen.includes(one))].slice(0, CARD_LIMITS.choices);
  return {
    type: "Input.ChoiceSet",
    ...shared,
    ...styleOf(shown, { many }),
    ...(many && { isMultiSelect: true }),
    choices: shown.map(({ value, label }) => ({ title: toLiteral(label, 100), value: value || NO_VALUE })),
    ...(chosen.length > 0 && { value: chosen.map(({ value }) => value || NO_VALUE).join(",") }),
  };
}

/**
 * The client searches the directory of the organisation and returns object ids. Only those who are chosen already are part
 * of the card, so that its size does not depend on how many people there are.
 */
function toPeoplePicker(
  field: Extract<Field, { kind: "people" }>,
  { shared, options }: { readonly shared: Shared; readonly options: FormCardOptions },
): CardNode {
  const chosen = listChosen(field, options).filter((word) => !isEmail(word));
  const named = options.people.filter(({ value }) => chosen.includes(value));
  return {
    type: "Input.ChoiceSet",
    ...shared,
    ...(field.max > 1 && { isMultiSelect: true }),
    choices: named.map(({ value, label }) => ({ title: toLiteral(label, 100), value })),
    "choices.data": { type: "Data.Query", dataset: "graph.microsoft.com/users" },
    ...(chosen.length > 0 && { value: chosen.join(",") }),
  };
}

/** For clients without the search. It is hidden until somebody asks for it, unless something stands in it. */
function toEmailInput(field: Extract<Field, { kind: "people" }>, options: FormCardOptions): CardNode {
  const emails = listChosen(field, options).filter(isEmail);
  return {
    type: "Input.Text",
    id: `${EMAILS}${field.id}`,
    label: toLiteral(options.words.emailsOf(field.label)),
    isVisible: emails.length > 0,
    isMultiline: field.max > 1,
    maxLength: LONGEST_EMAILS,
    ...(emails.length > 0 && { value: emails.join(", ") }),
  };
}

function listChosen(field: Extract<Field, { kind: "people" }>, { values }: FormCardOptions): readonly string[] {
  return toList(values?.[field.id]) ?? field.values ?? [];
}

function isEmail(word: string): boolean {
  return word.includes("@");
}

function toList(given: EnteredValues[string] | undefined): readonly string[] | undefined {
  return typeof given === "string" ? given.split(",").filter(Boolean) : given;
}
