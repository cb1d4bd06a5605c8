/** The thread that reads large teams over a connection of its own, which only reads, one reading after the other. */
import { parentPort, workerData } from "node:worker_threads";
import { type ReadOrder, readTeam, type ReadResult } from "../../app/standing/read-team.ts";
import { createVoices } from "../../message/voice/voices.ts";
import { createReadOnlyWorld } from "../sqlite/read-only-world.ts";
import { openReader } from "../sqlite/reader.ts";

/** What the thread is started with. */
export type TeamReaderOrder = { readonly databasePath: string; readonly promptsDirectory: string };

/** A reading, and the number under which it is answered. */
export type NumberedReading = { readonly number: number; readonly reading: ReadOrder };

/** What became of a reading: `failed` where it threw. */
export type NumberedResult = { readonly number: number; readonly result?: ReadResult; readonly failed?: unknown };

/** Only `createTeamReader` starts this file. */
function parseOrder(data: unknown): TeamReaderOrder {
  return data as TeamReaderOrder;
}

async function main(): Promise<void> {
  const { databasePath, promptsDirectory } = parseOrder(workerData);
  const storage = openReader(databasePath);
  const voice = await createVoices(promptsDirectory);
  parentPort?.on("message", ({ number, reading }: NumberedReading) => {
    const answer = (result: Omit<NumberedResult, "number">): void => parentPort?.postMessage({ number, ...result });
    readTeam(createReadOnlyWorld({ storage, voice, now: reading.now }), reading).then(
      (result) => answer({ result }),
      (failed: unknown) => answer({ failed }),
    );
  });
}

await main();
