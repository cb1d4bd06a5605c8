/**
 * Takes out of the write-ahead log what was erased from the database: `secure_delete` overwrites the database alone, and the
 * log holds pages of before until it is written over.
 */
import { setTimeout as pause } from "node:timers/promises";
import { type Connection, isBusy } from "./connection.ts";
import type { UnitQueue } from "./unit-queue.ts";

const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/** Resolves when the log is empty. It is repeated for as long as somebody reads an older state of the database. */
export async function truncateLog(connection: Pick<Connection, "pragma">, queue: Pick<UnitQueue, "runBetween">): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    if (await queue.runBetween(() => tryToTruncateLog(connection))) return;
    await pause(pauseMs);
  }
}

/** Returns true when the log is empty now; false while somebody reads or writes. */
export function tryToTruncateLog(connection: Pick<Connection, "pragma">): boolean {
  try {
    return connection.pragma("wal_checkpoint(TRUNCATE)", { simple: true }) === 0;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}
