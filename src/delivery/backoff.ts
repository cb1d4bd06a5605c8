/** How long a refused send waits before it is tried again, and when it is given up. */
import { LONGEST_WAIT_MS } from "../app/ports/outbox-store.ts";

const FIRST_MS = 2_000;

/** A day of trying: what is out of date before then is dropped for that reason. */
export const MAX_ATTEMPTS = 60;

/** Doubles from two seconds to half an hour. `attempt` counts from 1. */
export function backoffMs(attempt: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 20));
}
