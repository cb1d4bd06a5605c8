/**
 * Proves that the bot can store what it is told. Only a committed write proves it, because a full or read-only disk
 * can still be read.
 */
import type { Storage } from "../app/ports/world.ts";

const PROOF = "readiness.proof";
/** The disk is written to at most once in this time, however often the answer is asked for. */
const KEPT_MS = 1_000;

/**
 * Returns a function that tells whether a write can be committed now. It writes at most once a second, answers false
 * instead of throwing, and proves more than a read would: a full disk can still be read.
 */
export function createReadiness(storage: Storage): () => Promise<boolean> {
  let last: { readonly at: number; readonly answer: Promise<boolean> } | undefined;
  return () => {
    const at = performance.now();
    if (!last || at - last.at >= KEPT_MS) last = { at, answer: prove(storage) };
    return last.answer;
  };
}

async function prove(storage: Storage): Promise<boolean> {
  try {
    await storage.work(({ settings }) => settings.set(PROOF, String(Date.now())));
    return true;
  } catch {
    return false;
  }
}
