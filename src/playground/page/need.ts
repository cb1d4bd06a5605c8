/** Turns what must be there into what is there. */

/** The value; throws, naming what was missing, when there is none. */
export function need<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined) throw new Error(`missing: ${name}`);
  return value;
}
