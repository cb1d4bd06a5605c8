/** Units of time in the core: instants are epoch milliseconds in UTC, dates are local `YYYY-MM-DD`, hours local `HH:MM`. */
export type Instant = number;
export type LocalDate = string;
export type LocalTime = string;
/** An IANA name such as `Asia/Shanghai`. */
export type Zone = string;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
