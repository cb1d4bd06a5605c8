/** Kysely's way to the connection: statements run inside the open unit of work and nowhere else. */
import Database from "better-sqlite3";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { SpeedboatError } from "../core/errors.ts";
import type { Connection } from "./connection.ts";
import type { Tables } from "./tables.ts";

const MAX_KEPT_STATEMENTS = 500;

/** What statements need of the connection. */
export type StatementSource = Pick<Connection, "prepare" | "inTransaction">;

export function createKysely(connection: StatementSource): Kysely<Tables> {
  const dialect: Dialect = {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new UnitDriver(connection),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  return new Kysely<Tables>({ dialect });
}

/** Units of work begin and commit; here a transaction can only be found open. */
class UnitDriver implements Driver {
  readonly #connection: UnitConnection;

  constructor(connection: StatementSource) {
    this.#connection = new UnitConnection(connection);
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
  beginTransaction = refuse;
  commitTransaction = refuse;
  rollbackTransaction = refuse;
}

async function refuse(): Promise<never> {
  throw new Error("transactions are begun by units of work alone");
}

class UnitConnection implements DatabaseConnection {
  readonly #connection: StatementSource;
  readonly #statements = new Map<string, Database.Statement<unknown[]>>();

  constructor(connection: StatementSource) {
    this.#connection = connection;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (!this.#connection.inTransaction) throw new Error("a store was used outside its unit of work");
    const statement = this.#prepare(sql);
    try {
      return statement.reader ? { rows: parseRows<R>(statement.all(...parameters)) } : this.#run(statement, parameters);
    } catch (error) {
      throw isTaken(error) ? new SpeedboatError("lost-race", { detail: String(error) }, { cause: error }) : error;
    }
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error("rows are read at once, never streamed");
  }

  #run(statement: Database.Statement<unknown[]>, parameters: readonly unknown[]): QueryResult<never> {
    return { rows: [], numAffectedRows: BigInt(statement.run(...parameters).changes) };
  }

  #prepare(sql: string): Database.Statement<unknown[]> {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    if (this.#statements.size >= MAX_KEPT_STATEMENTS) this.#statements.clear();
    const statement = this.#connection.prepare<unknown[]>(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** The row types of `tables.ts` describe what the migrations made. */
function parseRows<R>(rows: readonly unknown[]): R[] {
  return rows as R[];
}

/** A unique key that somebody else wrote first. */
function isTaken(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    (error.code === "SQLITE_CONSTRAINT_UNIQUE" || error.code === "SQLITE_CONSTRAINT_PRIMARYKEY")
  );
}
