/** Caches a long JSON column that is read and written again and again: the agenda of a check-in, with every answer. */

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
