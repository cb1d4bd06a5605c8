/**
 * How a transaction begins where another process may hold the write lock: SQLite alone would wait in place, and nothing
 * else of this process would go on meanwhile, requests that want an answer within three seconds among it.
 */
import { setTimeout as pause } from "node:timers/promises";
import { isBusy } from "./connection.ts";

/** How long a held lock is waited for by default. */
export const BUSY_PATIENCE_MS = 15_000;
const PAUSE_MS = 10;

/** Resolves when the write lock is ours. Rejects as SQLite does, where it is held for longer than `patienceMs`. */
export async function beginImmediate(connection: { exec(sql: string): unknown }, patienceMs: number): Promise<void> {
  const endAt = performance.now() + patienceMs;
  for (;;) {
    try {
      connection.exec("BEGIN IMMEDIATE");
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() >= endAt) throw error;
      await pause(PAUSE_MS);
    }
  }
}
