/**
 * Reads the database beside the connection that writes. Each unit is a snapshot of its own and blocks no writer; nothing
 * can be written.
 */
import Database from "better-sqlite3";
import type { Storage, Stores } from "../../app/ports/world.ts";
import { MIGRATIONS } from "../migrations/all.ts";
import { readSchemaNumber } from "../migrations/migrate.ts";
import { createStores } from "../stores/stores.ts";
import { toDatabaseError } from "./database-problem.ts";
import { Db } from "./unit-driver.ts";

const BUSY_TIMEOUT_MS = 15_000;
const CACHE_KIB = 16 * 1024;

/** A second connection that only reads. */
export interface DatabaseReader extends Storage {
  close(): void;
}

/**
 * Opens the file for reading alone. Its units run one after the other; a unit that waits for anything but the database
 * would hold its snapshot meanwhile, so none may. Throws `database-unusable` for a file that cannot be read.
 */
export function openReader(path: string): DatabaseReader {
  const connection = open(path);
  const stores = createStores(new Db(connection));
  let last: Promise<unknown> = Promise.resolve();

  async function run<T>(task: (stores: Stores) => Promise<T>): Promise<T> {
    connection.exec("BEGIN");
    try {
      return await task(stores);
    } catch (error) {
      throw toDatabaseError(path, error);
    } finally {
      if (connection.inTransaction) connection.exec("COMMIT");
    }
  }

  return {
    work(task) {
      const next = last.then(() => run(task));
      last = next.catch(() => undefined);
      return next;
    },
    close() {
      connection.close();
    },
  };
}

/** Whether the database at this path has the newest schema; one that cannot be read has not. */
export function isOfNewestSchema(path: string): boolean {
  try {
    const connection = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    try {
      return readSchemaNumber(connection) === MIGRATIONS.at(-1)?.number;
    } finally {
      connection.close();
    }
  } catch {
    return false;
  }
}

function open(path: string): Database.Database {
  try {
    const connection = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    connection.pragma(`cache_size = -${CACHE_KIB}`);
    connection.pragma("query_only = ON");
    connection.pragma("trusted_schema = OFF");
    return connection;
  } catch (error) {
    throw toDatabaseError(path, error);
  }
}
