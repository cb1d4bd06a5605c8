/** Tells that something shown in the playground changed; made first, so that delivery and the pages can share it. */

export interface ShownSignal {
  /** Something appeared, changed or went. */
  readonly changed: () => void;
  /** How often that was, since the start. */
  readonly count: () => number;
  readonly listen: (listener: () => void) => void;
}

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
