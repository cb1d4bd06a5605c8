/** What goes wrong with calls to a fake, as a test plans it; the same on both platforms. */

export type Trouble =
  /** The platform refuses by a code of its own; without a status, with the one that it refuses by. */
  | { readonly error: string; readonly status?: number }
  | { readonly status: number; readonly retryAfter?: number }
  /** The call is carried out, and then its answer is lost, or this status comes in its place. */
  | { readonly acceptThen: "drop" | number }
  /** The connection is closed, and nothing was carried out. */
  | { readonly drop: true }
  /** No answer ever comes, and nothing was carried out. */
  | { readonly hang: true }
  /** The call is carried out and answered, so much later. */
  | { readonly delayMs: number };

export type Troubles<C> = {
  /** The next `times` calls that match go wrong. Returns what ends it earlier. */
  plan(when: (call: C) => boolean, trouble: Trouble, times?: number): () => void;
  /** The trouble of this call, which counts it; undefined where all goes well. */
  take(call: C): Trouble | undefined;
};

export function createTroubles<C>(): Troubles<C> {
  const planned: { readonly when: (call: C) => boolean; readonly trouble: Trouble; times: number }[] = [];
  return {
    plan(when, trouble, times = 1) {
      const entry = { when, trouble, times };
      planned.push(entry);
      return () => {
        entry.times = 0;
      };
    },
    take(call) {
      const found = planned.find((each) => each.times > 0 && each.when(call));
      if (found) found.times -= 1;
      return found?.trouble;
    },
  };
}
