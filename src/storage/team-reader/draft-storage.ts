/**
 * Works out what a unit of work would write about one team, over a connection that only reads the database. What it writes
 * goes into copies of the few tables that hold a team's standing, which live in memory and for as long as the draft.
 */
import Database from "better-sqlite3";
import type { Draft } from "../../app/ports/draft-store.ts";
import type { Stores } from "../../app/ports/world.ts";
import { toDatabaseError } from "../sqlite/database-problem.ts";
import { Db } from "../sqlite/unit-driver.ts";
import { createStores } from "../stores/stores.ts";

/** The tables that may be written, and which rows of them are the team's. */
const COPIED: Readonly<Record<string, string>> = {
  rounds: "team_id = ?",
  standings: "team_id = ?",
  team_standings: "team_id = ?",
  published_values: "team_id = ?",
  lapsed_answers: "team_id = ?",
  publication_keys: "membership_id IN (SELECT id FROM memberships WHERE team_id = ?)",
};

const BUSY_TIMEOUT_MS = 15_000;
const CACHE_KIB = 16 * 1024;

/** What the task returned, and the draft of what it wrote. */
type Drafted<T> = { readonly result: T; readonly draft: Draft };

/** A storage for drafts. */
export interface DraftStorage {
  /** Runs the task on what was committed last. It rejects where the task writes what is in none of the copied tables. */
  draft<T>(teamId: string, task: (stores: Stores) => Promise<T>): Promise<Drafted<T>>;
  close(): void;
}

/** Opens the file of a database that is of the newest schema. Throws `database-unusable` for one that cannot be read. */
export function openDraftStorage(path: string): DraftStorage {
  const connection = open(path);
  let writes: Draft["writes"] = [];
  const stores = createStores(
    new Db(connection, (statement, values) => {
      writes = [...writes, { statement, values }];
    }),
  );
  let previous: Promise<unknown> = Promise.resolve();

  async function run<T>(teamId: string, task: (stores: Stores) => Promise<T>): Promise<Drafted<T>> {
    connection.exec("BEGIN");
    try {
      for (const [table, rows] of Object.entries(COPIED)) {
        connection.prepare(`DELETE FROM temp.${table}`).run();
        connection.prepare(`INSERT INTO temp.${table} SELECT * FROM main.${table} WHERE ${rows}`).run(teamId);
      }
      const basis = await stores.drafts.basisOf(teamId);
      writes = [];
      const result = await task(stores);
      return { result, draft: { teamId, basis, writes } };
    } catch (error) {
      throw toDatabaseError(path, error);
    } finally {
      writes = [];
      if (connection.inTransaction) connection.exec("ROLLBACK");
    }
  }

  return {
    draft(teamId, task) {
      const next = previous.then(() => run(teamId, task));
      previous = next.catch(() => undefined);
      return next;
    },
    close() {
      connection.close();
    },
  };
}

function open(path: string): Database.Database {
  try {
    const connection = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    connection.pragma(`cache_size = -${CACHE_KIB}`);
    // What is copied holds ratings: it may stand in no file.
    connection.pragma("temp_store = MEMORY");
    connection.pragma("foreign_keys = OFF");
    connection.pragma("trusted_schema = OFF");
    for (const table of Object.keys(COPIED)) copyTable(connection, table);
    return connection;
  } catch (error) {
    throw toDatabaseError(path, error);
  }
}

/** A name without a schema means the copy from now on. */
function copyTable(connection: Database.Database, table: string): void {
  const made = connection.prepare<[string], string>("SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?");
  const definition = made.pluck().get(table) ?? "";
  connection.exec(definition.replace(/^CREATE TABLE/i, "CREATE TEMP TABLE"));
}
