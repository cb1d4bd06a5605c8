/** Between rows and values: null in the database is absent in the domain, flags are 0 or 1, shapes are JSON. */
import type { z } from "zod";
import type { Instant } from "../../core/time.ts";

type NullableKeys<T> = { [K in keyof T]: null extends T[K] ? K : never }[keyof T];
export type Present<T> = Omit<T, NullableKeys<T>> & { [K in NullableKeys<T>]?: Exclude<T[K], null> };

/** Leaves out what is null. */
export function parsePresent<T extends object>(row: T): Present<T> {
  const present: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(row)) if (value !== null) present[key] = value;
  return present as Present<T>;
}

/** Throws when the text does not have the shape. */
export function parseJson<T>(schema: z.ZodType<T>, text: string): T {
  return schema.parse(JSON.parse(text));
}

const MAX_KEPT_SHAPES = 1_000;

/** `parseJson` for small shapes that come again and again: the same text gives the same value, which nobody changes. */
export function createJsonParser<T>(schema: z.ZodType<T>): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    if (kept.size >= MAX_KEPT_SHAPES) kept.clear();
    const value = parseJson(schema, text);
    kept.set(text, value);
    return value;
  };
}

export function toFlag(value: boolean | undefined): 0 | 1 {
  return value ? 1 : 0;
}

const YEAR_9999: Instant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** "For ever" is kept as the last instant of the year 9999. */
export function toStoredUntil(at: Instant | undefined): Instant | null {
  if (at === undefined) return null;
  return Math.min(at, YEAR_9999);
}

export function parseUntil(stored: Instant | null): Instant | null {
  return stored === YEAR_9999 ? Number.POSITIVE_INFINITY : stored;
}
