/**
 * Reads what was filled into a form. Each reader takes the fields of one kind of value only. A field that the form did not
 * carry is of another type than one that was emptied, so that the code cannot take the one for the other.
 */

/**
 * A field as it came back. `absent` means that the form did not carry it, so whatever it is about stays as it is; the
 * value of a carried field may be empty.
 */
export type Carried<T> = { readonly kind: "absent" } | { readonly kind: "carried"; readonly value: T };

/** Returns what was filled in, or `current` when the form did not carry the field, because then nothing changes. */
export function carriedOr<T>(read: Carried<T>, current: T): T {
  return read.kind === "carried" ? read.value : current;
}

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
export function readLine<Values>(values: Values, field: TextIds<Values>): Carried<string> {
  return map(readText(values, field), (text) => text.replaceAll(/[\s\p{Cc}]+/gu, " "));
}

/** Returns the field's text without spaces around it; line breaks are kept. It is "" when nothing was filled in. */
export function readText<Values>(values: Values, field: TextIds<Values>): Carried<string> {
  const value: unknown = values[field];
  return typeof value === "string" ? { kind: "carried", value: value.trim() } : ABSENT;
}

/** Returns each id of the field once, in the order given; an empty list when nothing was chosen. */
export function readList<Values>(values: Values, field: ListIds<Values>): Carried<readonly string[]> {
  const value: unknown = values[field];
  if (!Array.isArray(value)) return ABSENT;
  return { kind: "carried", value: [...new Set(value.filter((id) => typeof id === "string" && id !== ""))] };
}

/** Returns whether the toggle was turned on. */
export function readToggle<Values>(values: Values, field: ToggleIds<Values>): Carried<boolean> {
  const value: unknown = values[field];
  return value === undefined ? ABSENT : { kind: "carried", value: value === "true" };
}

/** Returns the field as a whole number within the range; the value is undefined for anything else. */
export function readWhole<Values>(
  values: Values,
  field: TextIds<Values>,
  range: { readonly min: number; readonly max: number },
): Carried<number | undefined> {
  return map(readText(values, field), (text) => {
    const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    return number >= range.min && number <= range.max ? number : undefined;
  });
}

/** Returns the field if it is one of the choices; the value is undefined for anything else. */
export function readChoice<Values, T extends string>(
  values: Values,
  field: TextIds<Values>,
  choices: readonly T[],
): Carried<T | undefined> {
  return map(readText(values, field), (text) => choices.find((choice) => choice === text));
}

/** Returns the field as a time of day, `HH:MM`; it also reads `9:30` and `09：30`. A text that is no time is returned as it is. */
export function readTime<Values>(values: Values, field: TextIds<Values>): Carried<string> {
  return map(readText(values, field), (given) => {
    const text = given.normalize("NFKC");
    return /^\d:\d\d$/.test(text) ? `0${text}` : text;
  });
}

const ABSENT = { kind: "absent" } as const;

function map<T, U>(read: Carried<T>, to: (value: T) => U): Carried<U> {
  return read.kind === "carried" ? { kind: "carried", value: to(read.value) } : read;
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
