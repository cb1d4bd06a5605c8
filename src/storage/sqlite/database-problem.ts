/** What is wrong with a database file, as data: SQLite's and the system's codes sorted by what the operator can do about them. */
import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { SpeedboatError } from "../../core/errors.ts";

/**
 * What the operator can do something about: `full` (the disk is full or fails), `damaged`, `unknown` (the file has no format of a database), `rights`
 * (this process may not read or write there), `folder` (the path is one), `blocked` (a file stands where a folder is
 * needed), `locked` (another program holds it), or anything else.
 */
type DatabaseProblem = "full" | "damaged" | "unknown" | "rights" | "folder" | "blocked" | "locked" | "other";

const BY_SQLITE_CODE: readonly (readonly [RegExp, DatabaseProblem])[] = [
  [/^SQLITE_(?:FULL|IOERR_(?:WRITE|SHMSIZE|FSYNC|TRUNCATE))/, "full"],
  [/^SQLITE_CORRUPT/, "damaged"],
  [/^SQLITE_NOTADB/, "unknown"],
  [/^SQLITE_(?:READONLY|PERM|AUTH)/, "rights"],
  [/^SQLITE_BUSY/, "locked"],
  [/^SQLITE_(?:CANTOPEN|IOERR)/, "other"],
];

const BY_SYSTEM_CODE: Readonly<Record<string, DatabaseProblem>> = {
  ENOSPC: "full",
  EDQUOT: "full",
  EIO: "full",
  EACCES: "rights",
  EPERM: "rights",
  EROFS: "rights",
  EISDIR: "folder",
  ENOTDIR: "blocked",
  EEXIST: "blocked",
};

/**
 * Returns the error as `database-unusable`, with the path and the problem, where the file, the disk or the rights are to
 * blame. Every other error comes back as it is.
 */
export function toDatabaseError(path: string, error: unknown): unknown {
  const found = findProblem(path, error);
  if (!found) return error;
  return new SpeedboatError("database-unusable", { path, ...found }, { cause: error });
}

function findProblem(path: string, error: unknown): { readonly problem: DatabaseProblem; readonly detail: string } | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  const { code } = error;
  if (error instanceof Database.SqliteError) {
    const problem = BY_SQLITE_CODE.find(([pattern]) => pattern.test(code))?.[1];
    return problem && { problem: problem === "other" ? lookAt(path) : problem, detail: error.message };
  }
  return "syscall" in error ? { problem: BY_SYSTEM_CODE[code] ?? "other", detail: code } : undefined;
}

/** SQLite says of several things only that it could not open the file. */
function lookAt(path: string): DatabaseProblem {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return "folder";
    accessSync(found ? path : dirname(path), constants.R_OK | constants.W_OK);
    return "other";
  } catch (cause) {
    return (cause instanceof Error && "code" in cause && BY_SYSTEM_CODE[String(cause.code)]) || "other";
  }
}
