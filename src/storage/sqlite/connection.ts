/** Opens a process's only connection to its SQLite file and makes its commits durable. It knows no table. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import Database from "better-sqlite3";
import { SpeedboatError } from "../../core/errors.ts";
import { toDatabaseError } from "./database-problem.ts";
import { makePrivate, makePrivateFile, makePrivateFolder } from "./private-files.ts";
import { refuseOtherProgram } from "./whose-file.ts";

/** A connection to a SQLite file, as better-sqlite3 opens it. */
export type Connection = Database.Database;

/** While the process starts, nobody waits for anything else of it. */
const BUSY_TIMEOUT_MS = 15_000;
/** For the few locks that last no longer than a commit: a checkpoint's, a recovery's. */
const BUSY_IN_PLACE_MS = 5;
const CACHE_KIB = 16 * 1024;
const WAL_LIMIT_BYTES = 64 * 1024 * 1024;
/** The path that stands for a database in memory. */
export const MEMORY = ":memory:";

/** Returns the absolute path of `sqlite:PATH`, or `:memory:`. Throws `database-unsupported` for anything else. */
export function parseDatabaseUrl(url: string): string {
  const path = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (path === undefined) throw new SpeedboatError("database-unsupported", { scheme: url.split(":", 1)[0] ?? "" });
  return path === MEMORY ? MEMORY : resolve(path.replace(/^\/\/(?=\/)/, ""));
}

/**
 * Opens the file, or creates it with its folder. A commit that has returned survives a power cut. Throws
 * `database-unusable` for a file that cannot be opened or is no database.
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

/**
 * Stops blocking the process while another one holds a lock; from now on `beginImmediate` waits between turns of the
 * event loop.
 */
export function stopWaitingInPlace(connection: Connection): void {
  connection.pragma(`busy_timeout = ${BUSY_IN_PLACE_MS}`);
}

/** True for SQLite's error that another process holds a lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
}

/**
 * Throws when commits would not survive a power cut. Call it after a write, because before the first write SQLite does
 * not tell the truth about it.
 */
export function assertDurable(connection: Connection): void {
  const level = connection.pragma("synchronous", { simple: true });
  if (level !== 2) throw new Error(`synchronous is ${String(level)} instead of FULL`);
}
