/** Opens the database that stores everything: SQLite in one file. */
import type { Storage } from "../app/ports/world.ts";
import { MIGRATIONS } from "./migrations/all.ts";
import { migrate } from "./migrations/migrate.ts";
import { backupTo } from "./sqlite/backup.ts";
import { MEMORY, openConnection, parseDatabaseUrl, stopWaitingInPlace } from "./sqlite/connection.ts";
import { toDatabaseError } from "./sqlite/database-problem.ts";
import { tryToTruncateLog, truncateLog } from "./sqlite/truncate-log.ts";
import { Db } from "./sqlite/unit-driver.ts";
import { createPlaceCheck, createUnitQueue } from "./sqlite/unit-queue.ts";
import { createStores } from "./stores/stores.ts";

/** The storage over one SQLite file. */
export interface SqliteStorage extends Storage {
  /** The absolute path of the file, or `:memory:`. */
  readonly path: string;
  /** Numbers of the migrations that this opening applied. */
  readonly migrated: readonly number[];
  /** Copies the running database in small steps beside the work going on; the file is complete when it resolves. */
  backupTo(file: string): Promise<void>;
  /** Refuses new work, lets the last unit commit, and closes the file. Calling it again changes nothing. */
  close(): Promise<void>;
}

/**
 * Opens `sqlite:PATH`, relative to the working directory or absolute, or `sqlite::memory:` for data that nobody needs to
 * keep, and brings it to the newest schema. Throws `database-unsupported`, `database-unusable` or `database-newer`.
 */
export async function openStorage(options: { readonly url: string }): Promise<SqliteStorage> {
  const path = parseDatabaseUrl(options.url);
  const connection = openConnection(path);
  try {
    const migrated = migrate(connection, MIGRATIONS);
    stopWaitingInPlace(connection);
    // A program that was killed while it erased somebody left the log as it was.
    if (path !== MEMORY) tryToTruncateLog(connection);
    const db = new Db(connection);
    const stores = createStores(db);
    const queue = createUnitQueue(connection, path === MEMORY ? {} : { beforeCommit: createPlaceCheck(path) });
    return {
      path,
      migrated,
      async work(task) {
        try {
          const { result, erased } = await queue.run(async () => {
            const { erasures } = db;
            return { result: await task(stores), erased: db.erasures > erasures };
          });
          if (erased && path !== MEMORY) await truncateLog(connection, queue);
          return result;
        } catch (error) {
          throw toDatabaseError(path, error);
        }
      },
      backupTo: (file) => backupTo(connection, file),
      async close() {
        await queue.close();
        connection.close();
      },
    };
  } catch (error) {
    connection.close();
    throw toDatabaseError(path, error);
  }
}
