/**
 * Runs units of work one after the other. Units that arrive almost together share one commit, each in a savepoint of its
 * own: one that fails undoes itself alone, and none resolves before the commit. A unit may wait for nothing but the
 * database; one that is not done when the event loop turns is given up.
 */
import { statSync } from "node:fs";
import { clearImmediate, setImmediate } from "node:timers";
import { setTimeout as pause } from "node:timers/promises";
import { SpeedboatError } from "../../core/errors.ts";
import { type Connection, isBusy } from "./connection.ts";

/** Begins a new commit after this long, so that the event loop gets its turn. */
const MAX_BATCH_MS = 20;
/** A stream of units without a pause is committed after this many turns of the event loop. */
const MAX_TURNS = 4;

type Unit = {
  readonly run: () => Promise<() => void>;
  readonly reject: (error: unknown) => void;
};

/** What units of work need of the connection. */
export type TransactionSource = Pick<Connection, "exec" | "inTransaction">;

/** A queue of units of work over one connection. */
export interface UnitQueue {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** Runs the task while no transaction is open, after the units that came before. It may not wait for anything. */
  runBetween<T>(task: () => T): Promise<T>;
  /** Refuses new units and resolves when the last has been committed. */
  close(): Promise<void>;
}

/** How units of work are committed. */
export type UnitQueueOptions = {
  /** Units are refused where another process holds the file for longer, in milliseconds; 15 s unless given. */
  readonly patienceMs?: number;
  /** Throws where nothing may be committed: every unit of this commit is undone and rejects with what it threw. */
  readonly beforeCommit?: () => void;
};

/** Creates the queue. Units are rejected when another process holds the file for longer than `patienceMs`. */
export function createUnitQueue(connection: TransactionSource, options: UnitQueueOptions = {}): UnitQueue {
  const { patienceMs = BUSY_PATIENCE_MS, beforeCommit = () => undefined } = options;
  const waiting: Unit[] = [];
  const between: (() => void)[] = [];
  let turning: Promise<void> | undefined;
  let closed = false;

  async function turn(): Promise<void> {
    while (waiting.length > 0 || between.length > 0) {
      await gather(waiting);
      for (const task of between.splice(0)) task();
      if (waiting.length === 0) continue;
      if (await begin(connection, { waiting, patienceMs })) await commitBatch(connection, { waiting, beforeCommit });
    }
    turning = undefined;
  }

  return {
    async run<T>(task: () => Promise<T>): Promise<T> {
      if (closed) throw new Error("the storage is closed");
      return new Promise<T>((resolve, reject) => {
        const run = async () => {
          const result = await task();
          return () => resolve(result);
        };
        waiting.push({ run, reject });
        turning ??= turn();
      });
    },
    async runBetween<T>(task: () => T): Promise<T> {
      if (closed) throw new Error("the storage is closed");
      return new Promise<T>((resolve, reject) => {
        between.push(() => {
          try {
            resolve(task());
          } catch (error) {
            reject(error);
          }
        });
        turning ??= turn();
      });
    },
    async close() {
      closed = true;
      await turning;
    },
  };
}

/** While turns bring more, it is worth waiting for: a turn of the event loop costs less than a commit. */
async function gather(waiting: readonly Unit[]): Promise<void> {
  for (let turns = 0; turns < MAX_TURNS; turns += 1) {
    const before = waiting.length;
    await nextTurn();
    if (waiting.length === before) return;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => resolve()));
}

type Patient = { readonly waiting: Unit[]; readonly patienceMs: number };

/** False where no transaction could begin: all that wait were told. */
async function begin(connection: TransactionSource, { waiting, patienceMs }: Patient): Promise<boolean> {
  try {
    await beginImmediate(connection, patienceMs);
    return true;
  } catch (error) {
    for (const unit of waiting.splice(0)) unit.reject(error);
    return false;
  }
}

/** Takes units from `waiting` until none is left or the time is up, and commits what was begun. */
async function commitBatch(
  connection: TransactionSource,
  { waiting, beforeCommit }: { readonly waiting: Unit[]; readonly beforeCommit: () => void },
): Promise<void> {
  const begun: { readonly unit: Unit; readonly tell: () => void }[] = [];
  const endAt = performance.now() + MAX_BATCH_MS;
  try {
    while (performance.now() < endAt && connection.inTransaction) {
      const unit = waiting.shift();
      if (!unit) break;
      const tell = await runInSavepoint(connection, unit);
      if (tell) begun.push({ unit, tell });
    }
    beforeCommit();
    connection.exec("COMMIT");
  } catch (error) {
    if (connection.inTransaction) connection.exec("ROLLBACK");
    for (const { unit } of begun) unit.reject(error);
    return;
  }
  for (const { tell } of begun) tell();
}

/** Undefined when the unit failed: it was undone and told. */
async function runInSavepoint(connection: TransactionSource, unit: Unit): Promise<(() => void) | undefined> {
  try {
    connection.exec("SAVEPOINT unit");
    const tell = await withinThisTurn(unit.run);
    connection.exec("RELEASE unit");
    return tell;
  } catch (error) {
    // A full disk or a broken file ends the whole transaction; then the commit fails, and with it the batch.
    if (connection.inTransaction) connection.exec("ROLLBACK TO unit; RELEASE unit");
    unit.reject(error);
    return undefined;
  }
}

/** A unit begun inside another would wait for ever, since the other has to end first. */
function withinThisTurn<T>(run: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const giveUp = () =>
      reject(new Error("a unit of work waited for more than the database; was it begun inside another, or another inside it?"));
    const alarm = setImmediate(giveUp);
    run()
      .then(resolve, reject)
      .finally(() => clearImmediate(alarm));
  });
}

/** In milliseconds: how long to wait for a lock by default. */
const BUSY_PATIENCE_MS = 15_000;
const PAUSE_MS = 10;

/**
 * Resolves when this process has the write lock. Rejects with SQLite's own error when another process holds it for longer
 * than `patienceMs`.
 */
async function beginImmediate(connection: { exec(sql: string): unknown }, patienceMs: number): Promise<void> {
  const endAt = performance.now() + patienceMs;
  for (;;) {
    try {
      connection.exec("BEGIN IMMEDIATE");
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() >= endAt) throw error;
      await pause(PAUSE_MS);
    }
  }
}

/**
 * Notices that somebody deleted or replaced the database under the running program: what is written then is lost.
 * Returns a check that throws `database-gone` once the file, or its write-ahead log, is not the one any more that was
 * there when this function was called. It costs two looks at the file system.
 */
export function createPlaceCheck(path: string): () => void {
  const opened = [path, `${path}-wal`].map((file) => ({ file, mark: markOf(file) }));
  return () => {
    for (const { file, mark } of opened) {
      const now = markOf(file);
      if (mark === undefined || now === mark) continue;
      throw new SpeedboatError("database-gone", { path: file, what: now === undefined ? "deleted" : "replaced" });
    }
  };
}

/** Different for every file that ever stood at this path; undefined where there is none. */
function markOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found && `${found.dev}:${found.ino}`;
}
