/** Fills a database fast: one row of each kind is made by the stores, and copied in bulk with other ids. */
import Database from "better-sqlite3";

export type Row = Readonly<Record<string, string | number | null>>;

export type Bulk = {
  /** The first row of a table. */
  readonly template: (table: string) => Row;
  /** Writes the template again with these columns changed. */
  readonly copy: (table: string, changes: Row) => void;
};

/** One transaction without waiting for the disk, indexes built at the end; afterwards the file is as any other. */
export function fill(path: string, task: (bulk: Bulk) => void): void {
  const connection = new Database(path);
  connection.pragma("synchronous = OFF");
  connection.pragma("foreign_keys = OFF");
  connection.pragma("cache_size = -400000");
  const templates = new Map<string, { readonly row: Row; readonly insert: Database.Statement }>();
  const templateOf = (table: string) => {
    const known = templates.get(table) ?? readTemplate(connection, table);
    templates.set(table, known);
    return known;
  };
  connection.exec("BEGIN");
  const indexes = connection
    .prepare<[], { name: string; sql: string }>("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    .all();
  for (const { name } of indexes) connection.exec(`DROP INDEX ${name}`);
  task({
    template: (table) => templateOf(table).row,
    copy: (table, changes) => {
      const { row, insert } = templateOf(table);
      insert.run({ ...row, ...changes });
    },
  });
  for (const { sql } of indexes) connection.exec(sql);
  connection.exec("COMMIT");
  connection.pragma("wal_checkpoint(TRUNCATE)");
  connection.close();
}

function readTemplate(connection: Database.Database, table: string) {
  const row = connection.prepare<[], Row>(`SELECT * FROM ${table} LIMIT 1`).get();
  if (!row) throw new Error(`${table} has no row to copy`);
  const columns = Object.keys(row);
  const values = columns.map((column) => `@${column}`).join(", ");
  return { row, insert: connection.prepare(`INSERT INTO ${table} (${columns.join(", ")}) VALUES (${values})`) };
}
