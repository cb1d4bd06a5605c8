/** How long a refused send waits before it is tried again, and when it is given up. */

const FIRST_MS = 2_000;
const LONGEST_MS = 10 * 60_000;

/** Some six hours of trying. */
export const MAX_ATTEMPTS = 40;

/** Doubles from two seconds to ten minutes. `attempt` counts from 1. */
export function backoffMs(attempt: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 20));
}
