/** Whose database a file is: Speedboat marks its own, so that another program's is never written to. */
import type Database from "better-sqlite3";
import { SpeedboatError } from "../../core/errors.ts";

/** Marks the file as Speedboat's: "SPDB". */
export const APPLICATION_ID = 0x53504442;

/** Refuses with `database-foreign` a file that holds tables of which none says that Speedboat made it. Writes nothing. */
export function refuseOtherProgram(connection: Pick<Database.Database, "pragma" | "prepare" | "name">): void {
  if (connection.pragma("application_id", { simple: true }) === APPLICATION_ID) return;
  const tables = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  if (tables.length > 0 && !tables.includes("migrations"))
    throw new SpeedboatError("database-foreign", { path: connection.name });
}
