/**
 * Reads what was filled into a form. Each reader takes the fields of one kind of value only, and returns undefined when the
 * form did not carry the field. Absent is not the same as emptied; the code that reads a field decides what absent means.
 */

type IdsOf<Values, T> = {
  readonly [Id in keyof Values]-?: Exclude<Values[Id], undefined> extends T ? Id : never;
}[keyof Values];
type ListIds<Values> = IdsOf<Values, readonly string[]>;
type ToggleIds<Values> = IdsOf<Values, "true" | "false">;
/** The fields whose value can be any text. A toggle's value cannot. */
type TextIds<Values> = Exclude<IdsOf<Values, string>, ToggleIds<Values>>;

/**
 * Returns the field's text on one line, with every run of spaces and control characters as one space; "" when nothing was
 * filled in.
 */
export function readLine<Values>(values: Values, field: TextIds<Values>): string | undefined {
  return readText(values, field)?.replaceAll(/[\s\p{Cc}]+/gu, " ");
}

/** Returns the field's text without spaces around it; line breaks are kept. It is "" when nothing was filled in. */
export function readText<Values>(values: Values, field: TextIds<Values>): string | undefined {
  const value: unknown = values[field];
  return typeof value === "string" ? value.trim() : undefined;
}

/** Returns each id of the field once, in the order given; an empty list when nothing was chosen. */
export function readList<Values>(values: Values, field: ListIds<Values>): readonly string[] | undefined {
  const value: unknown = values[field];
  if (!Array.isArray(value)) return undefined;
  return [...new Set(value.filter((id) => typeof id === "string" && id !== ""))];
}

/** Returns whether the toggle was turned on. */
export function readToggle<Values>(values: Values, field: ToggleIds<Values>): boolean | undefined {
  const value: unknown = values[field];
  return value === undefined ? undefined : value === "true";
}

/** Returns the field as a whole number within the range; undefined also for anything else. */
export function readWhole<Values>(
  values: Values,
  field: TextIds<Values>,
  range: { readonly min: number; readonly max: number },
): number | undefined {
  const text = readText(values, field);
  if (text === undefined || !/^\d{1,6}$/.test(text)) return undefined;
  const number = Number(text);
  return number >= range.min && number <= range.max ? number : undefined;
}

/** Returns the field if it is one of the choices; undefined also for anything else. */
export function readChoice<Values, T extends string>(
  values: Values,
  field: TextIds<Values>,
  choices: readonly T[],
): T | undefined {
  const text = readText(values, field);
  return choices.find((choice) => choice === text);
}

/** Returns the field as a time of day, `HH:MM`; it also reads `9:30` and `09：30`. A text that is no time is returned as it is. */
export function readTime<Values>(values: Values, field: TextIds<Values>): string | undefined {
  const text = readText(values, field)?.normalize("NFKC");
  return text !== undefined && /^\d:\d\d$/.test(text) ? `0${text}` : text?.slice(0, 40);
}

/** Returns only the fields that have an error. */
export function gatherErrors<Id extends string>(
  found: Readonly<Record<Id, string | undefined>>,
): { readonly [Field in Id]?: string } {
  const errors: { [Field in Id]?: string } = {};
  for (const field in found) {
    const error = found[field];
    if (error !== undefined) errors[field] = error;
  }
  return errors;
}
