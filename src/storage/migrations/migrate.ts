/** Brings a database to the newest schema in one transaction under the write lock: completely or not at all. */
import { SpeedboatError } from "../../core/errors.ts";
import { assertDurable, type Connection } from "../sqlite/connection.ts";
import { APPLICATION_ID } from "../sqlite/whose-file.ts";

/** One step from a schema to the next, in SQL. */
export type Migration = {
  /** Rises from one migration to the next; numbers may be left out. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
};

/**
 * Applies the missing migrations and returns their numbers; any number of processes may call it at once. Throws
 * `database-newer`, and changes nothing, when a newer program wrote the database.
 */
export function migrate(connection: Connection, migrations: readonly Migration[]): readonly number[] {
  connection.exec("BEGIN IMMEDIATE");
  try {
    const applied = applyMissing(connection, migrations);
    connection.exec("COMMIT");
    assertDurable(connection);
    return applied;
  } catch (error) {
    if (connection.inTransaction) connection.exec("ROLLBACK");
    throw error;
  }
}

function applyMissing(connection: Connection, migrations: readonly Migration[]): readonly number[] {
  connection.exec(
    "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT",
  );
  const known = migrations.at(-1)?.number ?? 0;
  const stored = readSchemaNumber(connection);
  if (stored > known) throw new SpeedboatError("database-newer", { database: stored, program: known });
  const applied = new Set(connection.prepare("SELECT number FROM migrations").pluck().all());
  const missing = migrations.filter((migration) => !applied.has(migration.number));
  const record = connection.prepare("INSERT INTO migrations (number, name, applied_at) VALUES (?, ?, datetime('now'))");
  for (const migration of missing) {
    connection.exec(migration.sql);
    record.run(migration.number, migration.name);
  }
  // Written at every start, so that durability can be asked after a write.
  connection.pragma(`application_id = ${APPLICATION_ID}`);
  connection.pragma(`user_version = ${known}`);
  return missing.map((migration) => migration.number);
}

/** Returns the number of the last migration that was applied; 0 for an empty database. */
export function readSchemaNumber(connection: Connection): number {
  return Number(connection.prepare("SELECT coalesce(max(number), 0) FROM migrations").pluck().get());
}
