/**
 * Proves that the bot can store what it is told. Only a committed write proves it, because a full or read-only disk
 * can still be read.
 */
import type { Log } from "../app/ports/log.ts";
import type { Storage } from "../app/ports/world.ts";

const PROOF = "readiness.proof";
/** The disk is written to at most once in this time, however often the answer is asked for. */
const KEPT_MS = 1_000;

/**
 * Returns a function that tells whether a write can be committed now. It writes at most once a second, answers false
 * instead of throwing, and proves more than a read would: a full disk can still be read. The log says why when the answer
 * turns to no, and again when it turns back.
 */
export function createReadiness(storage: Storage, log: Log): () => Promise<boolean> {
  let last: { readonly at: number; readonly answer: Promise<boolean> } | undefined;
  let wasReady = true;

  async function prove(): Promise<boolean> {
    try {
      await storage.work(({ settings }) => settings.set(PROOF, String(Date.now())));
      if (!wasReady) log.info({}, "ready again: the database takes writes");
      wasReady = true;
    } catch (cause) {
      if (wasReady) log.error({ cause }, "not ready: the database takes no writes");
      wasReady = false;
    }
    return wasReady;
  }

  return () => {
    const at = performance.now();
    if (!last || at - last.at >= KEPT_MS) last = { at, answer: prove() };
    return last.answer;
  };
}
