/** What this browser remembers: who one is, the theme, the language, what was read. Without storage, nothing. */

export function recall(key) {
  try {
    return localStorage.getItem(`speedboat.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keep(key, value) {
  try {
    localStorage.setItem(`speedboat.${key}`, value);
  } catch {
    // The page works without it.
  }
}
