/** Where the unattended parts say what went wrong; pino's logger is one. Never a token, never an answer's text. */

/**
 * Takes what the parts that run without a user have to report, as pino's logger does. Callers never pass a token or the
 * text of an answer.
 */
export interface Log {
  info(values: Readonly<Record<string, unknown>>, text: string): void;
  warn(values: Readonly<Record<string, unknown>>, text: string): void;
  error(values: Readonly<Record<string, unknown>>, text: string): void;
}
