/** What stopped a command, in words. */
import { type ErrorCode, SpeedboatError } from "../core/errors.ts";
import type { Voice } from "../message/voice/voice.ts";
import { CommandRefusal } from "./refusal.ts";

/** Of our own errors those that an administrator can meet. */
const WORDED: readonly ErrorCode[] = [
  "config-invalid",
  "catalogue-invalid",
  "database-unsupported",
  "database-newer",
  "database-unusable",
  "database-damaged",
  "database-in-use",
];
const FILE_CODES: readonly string[] = ["ENOENT", "EEXIST", "EACCES", "EPERM", "EISDIR", "ENOTDIR", "ENOSPC", "EROFS"];

/** A sentence where there is one; the stack of what nobody foresaw. */
export function describeError(error: unknown, voice: Voice): string {
  if (error instanceof CommandRefusal) return voice.say(`cli.refused.${error.reason}`, error.values);
  if (error instanceof SpeedboatError && WORDED.includes(error.code)) return voice.say(`cli.error.${error.code}`, error.values);
  if (!(error instanceof Error)) return String(error);
  const { code, path } = fileErrorOf(error);
  if (code !== undefined && FILE_CODES.includes(code)) return voice.say(`cli.file.${code}`, { path });
  return error.stack ?? error.message;
}

function fileErrorOf(error: Error): { readonly code: string | undefined; readonly path: string } {
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { code, path: "path" in error && typeof error.path === "string" ? error.path : "?" };
}
