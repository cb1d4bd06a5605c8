/** This process among others on the same database. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { SendingProcess } from "../delivery/sender-lease.ts";

/** Returns this process under an id of its own. */
export function describeThisProcess(): SendingProcess {
  return { id: randomUUID(), host: hostname(), pid: process.pid };
}

/**
 * Returns whether a process has ended for sure. One of another machine may live for all that is known; one of this machine
 * with our own number is an earlier one, because a container counts from 1 after each start.
 */
export function hasEnded({ host, pid }: SendingProcess): boolean {
  if (host !== hostname()) return false;
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
