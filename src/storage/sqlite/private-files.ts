/** Keeps the database's files to the account that runs the program: they hold what people answered. */
import { chmodSync, closeSync, mkdirSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";

const OWNER_FILE = 0o600;
const OWNER_FOLDER = 0o700;
const OTHERS = 0o077;
/** SQLite gives the files beside the database the rights of the database. */
const BESIDE = ["", "-wal", "-shm", "-journal"] as const;

/** Makes the folder of a file, and those above it, where they are missing: for the owner alone. */
export function makePrivateFolder(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: OWNER_FOLDER });
}

/** Makes an empty file that only its owner may read, where there is none. */
export function makePrivateFile(file: string): void {
  closeSync(openSync(file, "a", OWNER_FILE));
}

/**
 * Takes the rights of everybody else off the database and the files beside it. Where the file belongs to another account
 * and the system forbids it, the rights stay as they are.
 */
export function makePrivate(file: string): void {
  for (const end of BESIDE) tighten(file + end);
}

function tighten(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile() || (found.mode & OTHERS) === 0) return;
  try {
    chmodSync(file, OWNER_FILE);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "EPERM" || error.code === "EROFS"))) throw error;
  }
}
