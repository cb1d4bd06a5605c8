/** What this browser remembers: who one is, the theme, the language, what was read. Without storage, nothing. */

/** `read.` goes with the id of who read. */
export type KeptKey = "me" | "theme" | "locale" | `read.${string}`;

export function recall(key: KeptKey): string | undefined {
  try {
    return localStorage.getItem(`speedboat.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(key: KeptKey, value: string): void {
  try {
    localStorage.setItem(`speedboat.${key}`, value);
  } catch {
    // The page works without it.
  }
}
