/** Failures that a caller can act on: a code, values and the cause. The user's sentence comes from `prompts/`. */

/** The codes of all failures that a caller can act on. The sentence for the user comes from `prompts/`. */
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
  | "database-foreign"
  | "database-gone"
  | "schedule-invalid"
  | "export-refused"
  | "not-sent"
  | "prompt-unknown"
  | "prompt-invalid";

/**
 * A failure that a caller can act on by its code. `values` fill the user's sentence in `prompts/` and must not hold
 * secrets or answers, because they are part of the error's message.
 */
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
