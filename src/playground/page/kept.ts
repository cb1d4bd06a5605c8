/**
 * What this browser remembers: who is played, the theme, the language, and what was read. Where storage is blocked, it
 * remembers nothing.
 */

/** What can be remembered; `read.` is followed by the id of the person who read. */
export type KeptKey = "me" | "theme" | "locale" | `read.${string}`;

/** Returns the remembered value; undefined when there is none or storage is blocked. */
export function recall(key: KeptKey): string | undefined {
  try {
    return localStorage.getItem(`speedboat.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers the value. It does nothing when storage is blocked. */
export function keep(key: KeptKey, value: string): void {
  try {
    localStorage.setItem(`speedboat.${key}`, value);
  } catch {
    // The page works without it.
  }
}
