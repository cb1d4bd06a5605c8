/** The thread that writes one export over a connection of its own, which only reads. */
import { parentPort, workerData } from "node:worker_threads";
import type { ExportOrder } from "../../app/ports/export-files.ts";
import { createVoices } from "../../message/voice/voices.ts";
import { openReader } from "../sqlite/reader.ts";
import { writeToFile } from "./write-to-file.ts";

/** What the thread is started with. */
export type ThreadOrder = {
  readonly databasePath: string;
  readonly promptsDirectory: string;
  readonly order: ExportOrder;
  readonly file: string;
};

/** Only `writeInThread` starts this file. */
function parseThreadOrder(data: unknown): ThreadOrder {
  return data as ThreadOrder;
}

async function main(): Promise<void> {
  const { databasePath, promptsDirectory, order, file } = parseThreadOrder(workerData);
  const reader = openReader(databasePath);
  try {
    const voice = await createVoices(promptsDirectory);
    parentPort?.postMessage(await writeToFile({ storage: reader, voice }, order, file));
  } finally {
    reader.close();
  }
}

await main();
