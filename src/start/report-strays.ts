/** Failures that nobody caught: written down like every other, and never the silent end of the process. */
import type { Log } from "../app/ports/log.ts";
import { reportTrouble } from "../app/ports/report-trouble.ts";

/** As much of Node's `process` as is needed. */
type StraySource = { on(event: "unhandledRejection" | "uncaughtException", listener: (cause: unknown) => void): unknown };

/**
 * Logs a rejection that nobody handles and lets the program go on. Logs an exception that nobody catches and calls `stop`,
 * because what it broke off is unknown.
 */
export function reportStrays(process: StraySource, { log, stop }: { readonly log: Log; readonly stop: () => void }): void {
  process.on("unhandledRejection", (cause) => {
    reportTrouble(log, cause, { event: "process", name: "unhandled-rejection" });
  });
  process.on("uncaughtException", (cause) => {
    reportTrouble(log, cause, { event: "process", name: "uncaught-exception" });
    stop();
  });
}
