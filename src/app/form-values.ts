/** Reads the raw values of a form. Front ends pass text, or lists of ids. */
import type { FieldErrors, FormValues } from "../message/form.ts";

/**
 * Returns the field's text on one line, with every run of spaces and control characters as one space; "" when nothing was
 * filled in.
 */
export function readLine(values: FormValues, field: string): string {
  return readText(values, field).replaceAll(/[\s\p{Cc}]+/gu, " ");
}

/** Returns the field's text without spaces around it; line breaks are kept. */
export function readText(values: FormValues, field: string): string {
  const value = values[field];
  return typeof value === "string" ? value.trim() : "";
}

/** Returns each id of the field once, in the order given. */
export function readList(values: FormValues, field: string): readonly string[] {
  const value = values[field];
  const ids = typeof value === "string" ? [value] : (value ?? []);
  return [...new Set(ids.filter((id) => id !== ""))];
}

/** Returns the field as a whole number within the range; undefined for anything else. */
export function readWhole(
  values: FormValues,
  field: string,
  range: { readonly min: number; readonly max: number },
): number | undefined {
  const text = readText(values, field);
  if (!/^\d{1,6}$/.test(text)) return undefined;
  const number = Number(text);
  return number >= range.min && number <= range.max ? number : undefined;
}

/** Returns the field if it is one of the choices; undefined for anything else. */
export function readChoice<T extends string>(values: FormValues, field: string, choices: readonly T[]): T | undefined {
  const text = readText(values, field);
  return choices.find((choice) => choice === text);
}

/** Returns the field as a time of day, `HH:MM`; it also reads `9:30` and `09：30`. A text that is no time is returned as it is. */
export function readTime(values: FormValues, field: string): string {
  const text = readText(values, field).normalize("NFKC");
  return /^\d:\d\d$/.test(text) ? `0${text}` : text.slice(0, 40);
}

/** Returns only the fields that have an error. */
export function gatherErrors(found: Readonly<Record<string, string | undefined>>): FieldErrors {
  return Object.fromEntries(Object.entries(found).flatMap(([field, error]) => (error === undefined ? [] : [[field, error]])));
}
