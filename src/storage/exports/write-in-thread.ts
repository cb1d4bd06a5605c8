/** Starts a thread for each export, so that the program goes on answering meanwhile. */
import { Worker } from "node:worker_threads";
import type { WrittenExport } from "../../app/ports/export-files.ts";
import type { WriteToFile } from "./export-files.ts";
import type { ThreadOrder } from "./export-thread.ts";

/** What the threads read, and the compiled file that they run: this room's `export-thread.js`. */
export type ThreadParts = Pick<ThreadOrder, "databasePath" | "promptsDirectory"> & { readonly thread: URL };

/** Returns a function that writes an export in a thread of its own, and ends the thread when the signal is aborted. */
export function writeInThread({ thread, databasePath, promptsDirectory }: ThreadParts): WriteToFile {
  return (order, file, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const workerData: ThreadOrder = { databasePath, promptsDirectory, order, file };
      const worker = new Worker(thread, { workerData });
      let written: WrittenExport | undefined;
      const end = (): void => void worker.terminate();
      signal.addEventListener("abort", end, { once: true });
      worker.on("message", (message: WrittenExport) => {
        written = message;
      });
      worker.on("error", reject);
      worker.on("exit", (code) => {
        signal.removeEventListener("abort", end);
        if (written) resolve(written);
        else reject(new Error(`the thread that writes an export ended with ${code}`));
      });
    });
}
