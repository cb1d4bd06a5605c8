/** Where the unattended parts say what went wrong; pino's logger is one. Never a token, never an answer's text. */
export interface Log {
  info(values: Readonly<Record<string, unknown>>, text: string): void;
  warn(values: Readonly<Record<string, unknown>>, text: string): void;
  error(values: Readonly<Record<string, unknown>>, text: string): void;
}
