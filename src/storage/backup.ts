/** Copies of the database: from the running program, from beside it, and back. */
import type { Connection } from "./connection.ts";

/** About a megabyte a turn of the event loop. */
const PAGES_A_STEP = 256;

/** From the connection that writes: a second one would start over at every write. */
export async function backupTo(connection: Connection, file: string): Promise<void> {
  await connection.backup(file, { progress: () => PAGES_A_STEP });
}
