/** Units of time in the core: instants are epoch milliseconds in UTC, dates are local `YYYY-MM-DD`, hours local `HH:MM`. */

/** A point in time in milliseconds since 1970-01-01 UTC. */
export type Instant = number;

/** A calendar date without a zone, as `YYYY-MM-DD`. */
export type LocalDate = string;

/** An hour of the day without a zone, as `HH:MM` on a 24-hour clock. */
export type LocalTime = string;
/** An IANA time zone such as `Asia/Shanghai`. */
export type Zone = string;

/** One minute in milliseconds. */
export const MINUTE_MS = 60_000;

/** One hour in milliseconds. */
export const HOUR_MS = 60 * MINUTE_MS;

/** 24 hours in milliseconds. A local day can be shorter or longer where clocks change. */
export const DAY_MS = 24 * HOUR_MS;
