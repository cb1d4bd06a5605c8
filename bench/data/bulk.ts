/** Fills a database fast: one row of each kind is made by the stores, and copied in bulk with other ids. */
import Database from "better-sqlite3";

/** A row of a table by its columns. */
export type Row = Readonly<Record<string, string | number | null>>;

/** Writes one more row: a value for each column that was named, in their order. */
type Copy = (...values: readonly (string | number | null)[]) => void;

export type Bulk = {
  /** Copies the first row of a table with the named columns changed. Throws where the table is empty. */
  readonly copier: (table: string, columns: readonly string[]) => Copy;
};

/** Rows between two commits: so much of the log is kept beside the file. */
const ROWS_A_COMMIT = 500_000;

/**
 * Writes without waiting for the disk and without checking references; indexes are built at the end, and then the file is
 * as any other. A crash meanwhile leaves it useless.
 */
export function fill(path: string, task: (bulk: Bulk) => void): void {
  const connection = new Database(path);
  for (const pragma of ["synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000", "temp_store = MEMORY"]) {
    connection.pragma(pragma);
  }
  const indexes = connection
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    .all();
  for (const { name } of indexes) connection.exec(`DROP INDEX ${name}`);
  let written = 0;
  connection.exec("BEGIN");
  task({
    copier(table, columns) {
      const insert = prepareCopy(connection, table, columns);
      return (...values) => {
        insert.run(...values);
        written += 1;
        if (written % ROWS_A_COMMIT === 0) connection.exec("COMMIT; BEGIN");
      };
    },
  });
  connection.exec("COMMIT");
  for (const { sql } of indexes) connection.exec(sql);
  connection.pragma("wal_checkpoint(TRUNCATE)");
  connection.close();
}

function prepareCopy(connection: Database.Database, table: string, changed: readonly string[]): Database.Statement {
  const row = connection.prepare<[], Row>(`SELECT * FROM ${table} LIMIT 1`).get();
  if (!row) throw new Error(`${table} has no row to copy`);
  const columns = Object.keys(row);
  const unknown = changed.find((column) => !columns.includes(column));
  if (unknown !== undefined) throw new Error(`${table} has no column ${unknown}`);
  const kept = columns.filter((column) => !changed.includes(column));
  const values = [...changed.map(() => "?"), ...kept.map((column) => toLiteral(row[column] ?? null))];
  return connection.prepare(`INSERT INTO ${table} (${[...changed, ...kept].join(", ")}) VALUES (${values.join(", ")})`);
}

function toLiteral(value: string | number | null): string {
  if (value === null) return "NULL";
  return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
}
