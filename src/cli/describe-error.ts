/** What stopped a command, in words. */
import { type ErrorCode, SpeedboatError } from "../core/errors.ts";
import type { Voice } from "../message/voice/voice.ts";
import { CommandRefusal } from "./command-refusal.ts";

/** The errors of our own that an administrator can meet. */
const WORDED = [
  "config-invalid",
  "catalogue-invalid",
  "database-unsupported",
  "database-newer",
  "database-unusable",
  "database-damaged",
  "database-in-use",
  "database-foreign",
  "database-gone",
] as const satisfies readonly ErrorCode[];
const FILE_CODES = ["ENOENT", "EEXIST", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "ENOSPC", "EROFS"] as const;

/** Returns a sentence about what stopped a command, or the stack of an error that nobody foresaw. */
export function describeError(error: unknown, voice: Voice): string {
  if (error instanceof CommandRefusal) return error.toWords(voice);
  const worded = error instanceof SpeedboatError ? WORDED.find((code) => code === error.code) : undefined;
  if (error instanceof SpeedboatError && worded) return voice.say(`cli.error.${worded}`, namedValues(error));
  if (!(error instanceof Error)) return String(error);
  const { code, path } = fileErrorOf(error);
  const known = FILE_CODES.find((each) => each === code);
  if (known) return voice.say(`cli.file.${known}`, { path });
  return error.stack ?? error.message;
}

/** Every value that a sentence of `cli.error` takes; "?" where the error has none. */
function namedValues({ values }: SpeedboatError) {
  const value = (name: string) => values[name] ?? "?";
  return {
    variable: value("variable"),
    reason: value("reason"),
    file: value("file"),
    line: value("line"),
    problem: value("problem"),
    scheme: value("scheme"),
    database: value("database"),
    program: value("program"),
    path: value("path"),
    detail: value("detail"),
    what: value("what"),
  };
}

function fileErrorOf(error: Error): { readonly code: string | undefined; readonly path: string } {
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { code, path: "path" in error && typeof error.path === "string" ? error.path : "?" };
}
