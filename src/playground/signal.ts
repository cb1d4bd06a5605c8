/**
 * Tells listeners that something the playground shows has changed. It is created first, so that delivery and the pages
 * share it.
 */

/** A signal that counts how often it was given. */
export interface ShownSignal {
  /** Something appeared, changed or went. */
  readonly changed: () => void;
  /** How often that was, since the start. */
  readonly count: () => number;
  readonly listen: (listener: () => void) => void;
}

/** Creates the signal with a count of 0. */
export function createShownSignal(): ShownSignal {
  const listeners: (() => void)[] = [];
  let count = 0;
  return {
    changed() {
      count += 1;
      for (const listener of listeners) listener();
    },
    count: () => count,
    listen: (listener) => void listeners.push(listener),
  };
}
