/** Converts between rows and values: null in the database is an absent property, flags are 0 or 1, and structures are JSON. */
import type { z } from "zod";
import type { Instant } from "../../core/time.ts";

type NullableKeys<T> = { [K in keyof T]: null extends T[K] ? K : never }[keyof T];
/** A row in which every column that may be null has become an optional property. */
export type Present<T> = Omit<T, NullableKeys<T>> & { [K in NullableKeys<T>]?: Exclude<T[K], null> };

/** Returns the row without its columns that are null. */
export function parsePresent<T extends object>(row: T): Present<T> {
  const present: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(row)) if (value !== null) present[key] = value;
  return present as Present<T>;
}

/** Parses JSON text of a given shape. Throws when the text does not have it. */
export function parseJson<T>(schema: z.ZodType<T>, text: string): T {
  return schema.parse(JSON.parse(text));
}

const MAX_KEPT_SHAPES = 1_000;

/**
 * Creates a parser like `parseJson` that caches its results. The same text gives the same value, which callers must not
 * change.
 */
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

/** Returns 1 for true, and 0 for false or undefined. */
export function toFlag(value: boolean | undefined): 0 | 1 {
  return value ? 1 : 0;
}

const YEAR_9999: Instant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Returns the instant as it is stored: null for none, and the last instant of the year 9999 for one without an end. */
export function toStoredUntil(at: Instant | undefined): Instant | null {
  if (at === undefined) return null;
  return Math.min(at, YEAR_9999);
}

/** Returns the instant that `toStoredUntil` stored; the last instant of the year 9999 becomes infinity. */
export function parseUntil(stored: Instant | null): Instant | null {
  return stored === YEAR_9999 ? Number.POSITIVE_INFINITY : stored;
}

/** Parses and formats a JSON column, with a cache of the last text of each row. */
export interface KeptColumn<T> {
  /** `id` names the row. Throws when the text does not have the shape. */
  parse(id: string, text: string): T;
  stringify(id: string, value: T): string;
}

const MAX_KEPT_ROWS = 100;
/** In milliseconds. It is short, because data that was erased from the database must not stay here. */
const KEPT_MS = 60_000;

/**
 * Creates a cache of up to 100 rows for at most a minute. The same text of a row gives the same value, which callers must
 * not change; parsing a whole agenda costs more than everything else that an answer reads.
 */
export function createKeptColumn<T>(parse: (text: string) => T): KeptColumn<T> {
  const kept = new Map<string, { readonly text: string; readonly value: T }>();
  let clearing: NodeJS.Timeout | undefined;

  function clear(): void {
    clearTimeout(clearing);
    clearing = undefined;
    kept.clear();
  }

  function keep(id: string, text: string, value: T): void {
    if (kept.size >= MAX_KEPT_ROWS) clear();
    clearing ??= setTimeout(clear, KEPT_MS).unref();
    kept.set(id, { text, value });
  }

  return {
    parse(id, text) {
      const known = kept.get(id);
      if (known?.text === text) return known.value;
      const value = parse(text);
      keep(id, text, value);
      return value;
    },
    stringify(id, value) {
      const text = JSON.stringify(value);
      keep(id, text, value);
      return text;
    },
  };
}
