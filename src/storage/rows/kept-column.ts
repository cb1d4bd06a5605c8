/** JSON in a column that is long, and read and written again and again: the agenda of a check-in, with every answer. */

export interface KeptColumn<T> {
  /** `id` names the row. Throws when the text does not have the shape. */
  parse(id: string, text: string): T;
  stringify(id: string, value: T): string;
}

const MAX_KEPT_ROWS = 100;
/** Not longer: what was erased from the database is not to linger here. */
const KEPT_MS = 60_000;

/**
 * Keeps what a row held last beside its text: as long as the database gives the same text, whoever wrote it, it means the
 * same value, which nobody changes. Parsing and checking a whole agenda costs more than all else that an answer reads.
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
