/**
 * Begins a transaction when another process may hold the write lock. SQLite alone would block the whole process while it
 * waits, and requests must be answered within three seconds.
 */
import { setTimeout as pause } from "node:timers/promises";
import { isBusy } from "./connection.ts";

/** In milliseconds: how long to wait for a lock by default. */
export const BUSY_PATIENCE_MS = 15_000;
const PAUSE_MS = 10;

/**
 * Resolves when this process has the write lock. Rejects with SQLite's own error when another process holds it for longer
 * than `patienceMs`.
 */
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
