/** The one connection of a process to its SQLite file, with the promises of durability set on it. Knows no table. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import Database from "better-sqlite3";
import { SpeedboatError } from "../../core/errors.ts";
import { toDatabaseError } from "./database-problem.ts";
import { makePrivate, makePrivateFile, makePrivateFolder } from "./private-files.ts";
import { refuseOtherProgram } from "./whose-file.ts";

export type Connection = Database.Database;

/** While the process starts, nobody waits for anything else of it. */
const BUSY_TIMEOUT_MS = 15_000;
/** For the few locks that last no longer than a commit: a checkpoint's, a recovery's. */
const BUSY_IN_PLACE_MS = 5;
const CACHE_KIB = 16 * 1024;
const WAL_LIMIT_BYTES = 64 * 1024 * 1024;
export const MEMORY = ":memory:";

/** `sqlite:PATH` to an absolute path, or `:memory:`. Anything else is refused with `database-unsupported`. */
export function parseDatabaseUrl(url: string): string {
  const path = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (path === undefined) throw new SpeedboatError("database-unsupported", { scheme: url.split(":", 1)[0] ?? "" });
  return path === MEMORY ? MEMORY : resolve(path.replace(/^\/\/(?=\/)/, ""));
}

/**
 * Opens or creates the file, and its folder, for the account of this process alone. Rows that a power cut must not lose are
 * safe once a commit returned. Refuses with `database-unusable` what cannot be opened or is no database, and with `database-foreign` another program's, which
 * stays untouched.
 */
export function openConnection(path: string): Connection {
  try {
    return openForWork(path);
  } catch (error) {
    throw toDatabaseError(path, error);
  }
}

function openForWork(path: string): Connection {
  if (path !== MEMORY) makeReady(path);
  const connection = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    refuseOtherProgram(connection);
    if (path !== MEMORY) {
      makePrivate(path);
      switchToWal(connection);
    }
    connection.pragma(`cache_size = -${CACHE_KIB}`);
    connection.pragma("synchronous = FULL");
    connection.pragma("foreign_keys = ON");
    connection.pragma("recursive_triggers = ON");
    connection.pragma("secure_delete = ON");
    connection.pragma("trusted_schema = OFF");
    connection.pragma(`journal_size_limit = ${WAL_LIMIT_BYTES}`);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** The rights come before the first byte, so that nobody else can read one. */
function makeReady(path: string): void {
  makePrivateFolder(path);
  if (!statSync(path, { throwIfNoEntry: false })) makePrivateFile(path);
}

/** Changing the mode does not wait for the busy timeout when several processes start at once. */
function switchToWal(connection: Connection): void {
  const deadline = Date.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      connection.pragma("journal_mode = WAL");
      return;
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

/** From here on a lock that another process holds is waited for between the turns of the event loop, by `beginImmediate`. */
export function stopWaitingInPlace(connection: Connection): void {
  connection.pragma(`busy_timeout = ${BUSY_IN_PLACE_MS}`);
}

export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
}

/** Asked after a write: better-sqlite3's WAL reads FULL before the first write whatever it then does. */
export function assertDurable(connection: Connection): void {
  const level = connection.pragma("synchronous", { simple: true });
  if (level !== 2) throw new Error(`synchronous is ${String(level)} instead of FULL`);
}
