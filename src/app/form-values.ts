/** Reads a form's raw values: front ends hand over text, or lists of ids. */
import type { FieldErrors, FormValues } from "../message/form.ts";

/** Trimmed, with every run of blanks and control characters as one space; "" where nothing was filled in. */
export function readLine(values: FormValues, field: string): string {
  return readText(values, field).replaceAll(/[\s\p{Cc}]+/gu, " ");
}

/** Trimmed, line breaks kept. */
export function readText(values: FormValues, field: string): string {
  const value = values[field];
  return typeof value === "string" ? value.trim() : "";
}

/** Each id once, in the order given. */
export function readList(values: FormValues, field: string): readonly string[] {
  const value = values[field];
  const ids = typeof value === "string" ? [value] : (value ?? []);
  return [...new Set(ids.filter((id) => id !== ""))];
}

/** A whole number in the range; undefined for anything else. */
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

/** One of the choices; undefined for anything else. */
export function readChoice<T extends string>(values: FormValues, field: string, choices: readonly T[]): T | undefined {
  const text = readText(values, field);
  return choices.find((choice) => choice === text);
}

/** An hour as `HH:MM`, also from `9:30` or `09：30`; what was written where it is none. */
export function readTime(values: FormValues, field: string): string {
  const text = readText(values, field).normalize("NFKC");
  return /^\d:\d\d$/.test(text) ? `0${text}` : text.slice(0, 40);
}

/** The fields that have an error, without those that have none. */
export function gatherErrors(found: Readonly<Record<string, string | undefined>>): FieldErrors {
  return Object.fromEntries(Object.entries(found).flatMap(([field, error]) => (error === undefined ? [] : [[field, error]])));
}
