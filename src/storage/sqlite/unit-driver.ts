/** Connects Kysely to the database: statements run inside the open unit of work and nowhere else. */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { Tables } from "../rows/tables.ts";
import { createStatements, type StatementSource, type Statements } from "./statements.ts";

/** Kysely over the units of work; the statements that it builds are cached. */
export class Db extends Kysely<Tables> {
  readonly statements: Statements;

  constructor(connection: StatementSource) {
    const statements = createStatements(connection);
    super({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new UnitDriver(statements),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    });
    this.statements = statements;
  }
}

/** Units of work begin and commit; here a transaction can only be found open. */
class UnitDriver implements Driver {
  readonly #connection: UnitConnection;

  constructor(statements: Statements) {
    this.#connection = new UnitConnection(statements);
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
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { isReader, all, run } = this.#statements.find<R>(sql);
    if (isReader) return { rows: [...all(parameters)] };
    return { rows: [], numAffectedRows: BigInt(run(parameters)) };
  }

  streamQuery(): AsyncIterableIterator<never> {
    throw new Error("rows are read at once, never streamed");
  }
}
