/** Time and ids, passed to the use cases so that tests and the playground control them. */
import type { Instant } from "../../core/time.ts";

/** Tells the current time in milliseconds since 1970 UTC. The playground's clock can be moved ahead of the real one. */
export interface Clock {
  now(): Instant;
}

/** Makes ids. They sort by creation and never repeat. */
export interface Ids {
  next(): string;
}
