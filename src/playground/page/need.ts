/** Returns a value that must be there, or throws. */

/** Returns the value. Throws an error that names what was missing when there is none. */
export function need<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined) throw new Error(`missing: ${name}`);
  return value;
}
