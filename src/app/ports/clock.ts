/** Time and ids, given to the use cases so that tests and the playground hold them. */
import type { Instant } from "../../core/time.ts";

export interface Clock {
  now(): Instant;
}

/** Ids sort by creation and never repeat. */
export interface Ids {
  next(): string;
}
