/** Prepares queries that run again and again: Kysely builds each once, and then only its values change. */
import type { CompiledQuery } from "kysely";
import type { Statement, Db } from "./unit-driver.ts";

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
