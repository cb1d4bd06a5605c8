/** Failures that a caller can act on: a code, values and the cause. The user's sentence comes from `prompts/`. */
export type ErrorCode =
  | "lost-race"
  | "catalogue-invalid"
  | "catalogue-changed"
  | "config-invalid"
  | "platform-unreachable"
  | "database-unsupported"
  | "database-newer"
  | "database-unusable"
  | "database-damaged"
  | "database-in-use"
  | "schedule-invalid"
  | "not-sent"
  | "prompt-unknown"
  | "prompt-invalid";

export class SpeedboatError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly values: Readonly<Record<string, string | number>> = {},
    options?: { cause?: unknown },
  ) {
    super(`${code} ${JSON.stringify(values)}`, options);
    this.name = "SpeedboatError";
  }
}
