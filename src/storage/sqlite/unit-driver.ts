/**
 * Connects Kysely to the database: statements run inside the open unit of work and nowhere else. Queries that run again and
 * again are built once, and then only their values change.
 */
import Database from "better-sqlite3";
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
import { SpeedboatError } from "../../core/errors.ts";
import type { Tables } from "../rows/tables.ts";
import type { Connection } from "./connection.ts";

/** Kysely over the units of work; the statements that it builds are cached. */
export class Db extends Kysely<Tables> {
  readonly statements: Statements;
  /** How often something was erased that no file may hold any more; whoever opened the database empties the log then. */
  erasures = 0;

  /** `onWrite` is told each statement that was run to write, once it ran. */
  constructor(connection: StatementSource, onWrite?: OnWrite) {
    const statements = createStatements(connection, onWrite);
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

const MAX_KEPT_STATEMENTS = 500;

/** What statements need of the connection. */
export type StatementSource = Pick<Connection, "prepare" | "inTransaction">;

/** Told a statement that wrote, with its values. */
export type OnWrite = (sql: string, parameters: readonly unknown[]) => void;

/** A prepared statement. Its functions throw `lost-race` when somebody else took a unique key first. */
type Statement<R> = {
  /** It returns rows; any other is only run. */
  readonly isReader: boolean;
  readonly all: (parameters: readonly unknown[]) => readonly R[];
  readonly first: (parameters: readonly unknown[]) => R | undefined;
  /** The number of rows that it changed. */
  readonly run: (parameters: readonly unknown[]) => number;
};

/** Finds the prepared statement of a SQL text. */
export interface Statements {
  find<R>(sql: string): Statement<R>;
}

/** Creates a cache of up to 500 statements. A statement throws when it runs outside a unit of work. */
function createStatements(connection: StatementSource, onWrite: OnWrite = () => undefined): Statements {
  const kept = new Map<string, Database.Statement<unknown[]>>();

  function prepare(sql: string): Database.Statement<unknown[]> {
    const known = kept.get(sql);
    if (known) return known;
    if (kept.size >= MAX_KEPT_STATEMENTS) kept.clear();
    const statement = connection.prepare<unknown[]>(sql);
    kept.set(sql, statement);
    return statement;
  }

  function inUnit<T>(run: () => T): T {
    if (!connection.inTransaction) throw new Error("a store was used outside its unit of work");
    try {
      return run();
    } catch (error) {
      throw isTaken(error) ? new SpeedboatError("lost-race", { detail: String(error) }, { cause: error }) : error;
    }
  }

  return {
    find<R>(sql: string): Statement<R> {
      const statement = prepare(sql);
      return {
        isReader: statement.reader,
        all: (parameters) => inUnit(() => parseRows<R>(statement.all(...parameters))),
        first: (parameters) => inUnit(() => parseRow<R>(statement.get(...parameters))),
        run: (parameters) =>
          inUnit(() => {
            const { changes } = statement.run(...parameters);
            onWrite(sql, parameters);
            return changes;
          }),
      };
    },
  };
}

/** The row types of `tables.ts` describe what the migrations made. */
function parseRows<R>(rows: readonly unknown[]): readonly R[] {
  return rows as readonly R[];
}

function parseRow<R>(row: unknown): R | undefined {
  return row as R | undefined;
}

/** A unique key that somebody else wrote first. */
function isTaken(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    (error.code === "SQLITE_CONSTRAINT_UNIQUE" || error.code === "SQLITE_CONSTRAINT_PRIMARYKEY")
  );
}

/** A prepared query. It runs at once, so its functions are not asynchronous. */
export type Prepared<V, R> = {
  readonly all: (values: V) => readonly R[];
  readonly first: (values: V) => R | undefined;
  /** The number of rows that it changed. */
  readonly run: (values: V) => number;
};

type Buildable<R> = { readonly compile: (db: Db) => CompiledQuery<R> };
type Built<R> = { readonly statement: Statement<R>; readonly bind: (values: object) => unknown[] };

/**
 * Prepares a query; it is built with placeholders when it first runs. `build` may only pass values on, because whatever
 * it decides by looking at one is decided for good.
 */
export function prepare<V extends object, R>(db: Db, build: (values: V) => Buildable<R>): Prepared<V, R> {
  let built: Built<R> | undefined;
  const buildOnce = (values: V): Built<R> => {
    built ??= compile(db, build(parseMarks(values)), Object.keys(values).length);
    return built;
  };
  return {
    all(values) {
      const { statement, bind } = buildOnce(values);
      return statement.all(bind(values));
    },
    first(values) {
      const { statement, bind } = buildOnce(values);
      return statement.first(bind(values));
    },
    run(values) {
      const { statement, bind } = buildOnce(values);
      return statement.run(bind(values));
    },
  };
}

/** Stands where a value will stand. */
class Mark {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Kysely takes what it does not know for a value. */
function parseMarks<V extends object>(values: V): V {
  return Object.fromEntries(Object.keys(values).map((name) => [name, new Mark(name)])) as V;
}

function compile<R>(db: Db, query: Buildable<R>, names: number): Built<R> {
  const { sql, parameters } = query.compile(db);
  const bind = (values: object) => {
    if (Object.keys(values).length !== names) throw new Error(`other values than those that were prepared: ${sql}`);
    return parameters.map((parameter) => (parameter instanceof Mark ? Reflect.get(values, parameter.name) : parameter));
  };
  return { statement: db.statements.find<R>(sql), bind };
}
