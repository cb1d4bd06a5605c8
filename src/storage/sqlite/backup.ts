/** Copies the database: from the running program, from another process, and back into its place. */
import { constants } from "node:fs";
import { chmod, copyFile, link, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { SpeedboatError } from "../../core/errors.ts";
import { MIGRATIONS } from "../migrations/all.ts";
import { readSchemaNumber } from "../migrations/migrate.ts";
import { type Connection, isBusy, MEMORY, parseDatabaseUrl } from "./connection.ts";
import { toDatabaseError } from "./database-problem.ts";
import { makePrivate, makePrivateFile } from "./private-files.ts";
import { APPLICATION_ID } from "./whose-file.ts";

/** About one megabyte for each turn of the event loop. */
const PAGES_A_STEP = 256;

/**
 * Copies the database over the connection that writes, while it goes on writing. Over a second connection, the copy would
 * start again with every write.
 */
export async function backupTo(connection: Connection, file: string): Promise<void> {
  await putInPlace(file, async (part) => {
    await connection.backup(part, { progress: () => PAGES_A_STEP });
    foldJournal(part);
  });
}

/** Copies the database of a program that may be running: one snapshot, written in one go. It blocks this process meanwhile. */
export async function backupFile(options: { readonly url: string; readonly file: string }): Promise<void> {
  const path = parseDatabaseUrl(options.url);
  const source = new Database(path, { fileMustExist: true });
  try {
    await putInPlace(options.file, async (part) => {
      try {
        source.prepare("VACUUM INTO ?").run(part);
      } catch (error) {
        throw toDatabaseError(path, error);
      }
    });
  } finally {
    source.close();
  }
}

/**
 * Puts a copy in the database's place after checking every page and reference of it, and returns the copy's schema
 * number; the copy itself stays. Throws `database-damaged`, `database-newer`, or `database-in-use` while a program has
 * the database open, and then changes nothing. With `keepOldAs`, the old database is kept under that name. It blocks this
 * process meanwhile.
 */
export async function restoreFrom(options: {
  readonly file: string;
  readonly url: string;
  readonly keepOldAs?: string;
}): Promise<{ readonly schema: number; readonly keptAs: string | undefined }> {
  const target = parseDatabaseUrl(options.url);
  if (target === MEMORY) throw new SpeedboatError("database-unsupported", { scheme: target });
  let schema = 0;
  let keptAs: string | undefined;
  await putInPlace(target, async (part) => {
    await copyFile(options.file, part);
    if (await exists(`${options.file}-wal`)) await copyFile(`${options.file}-wal`, `${part}-wal`);
    schema = checkDatabase(part);
    await releasePlace(target);
    if (options.keepOldAs !== undefined && (await exists(target))) keptAs = await keepAside(target, options.keepOldAs);
  });
  return { schema, keptAs };
}

/** Under the first name that is free. A second name for the same file; a copy where the file system knows no such thing. */
async function keepAside(file: string, wanted: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    try {
      await link(file, name).catch((error: unknown) => {
        if (isTaken(error)) throw error;
        return copyFile(file, name, constants.COPYFILE_EXCL);
      });
      await chmod(name, 0o600);
      return name;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}

/** Writes to a file beside it first, so that a reader finds the old file or the new one, never a part. */
async function putInPlace(file: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${file}.part`;
  const remove = () => Promise.all(["", "-wal", "-shm", "-journal"].map((end) => rm(part + end, { force: true })));
  await remove();
  try {
    makePrivateFile(part);
    await write(part);
    makePrivate(part);
    await flush(part);
    await rename(part, file);
    await flush(dirname(file));
  } finally {
    await remove();
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Into one file, without a journal beside it. */
function foldJournal(file: string): void {
  const copy = new Database(file);
  try {
    copy.pragma("journal_mode = DELETE");
  } finally {
    copy.close();
  }
}

/** The number of its schema. */
function checkDatabase(file: string): number {
  const copy = new Database(file);
  try {
    return checkContent(copy);
  } catch (error) {
    if (error instanceof SpeedboatError) throw error;
    throw new SpeedboatError("database-damaged", { detail: String(error) }, { cause: error });
  } finally {
    copy.close();
  }
}

function checkContent(copy: Connection): number {
  const damaged = (detail: string) => new SpeedboatError("database-damaged", { detail });
  const integrity = String(copy.pragma("integrity_check(1)", { simple: true }));
  if (integrity !== "ok") throw damaged(integrity);
  if (copy.pragma("application_id", { simple: true }) !== APPLICATION_ID) throw damaged("not a database of Speedboat");
  if (copy.prepare("SELECT 1 FROM pragma_foreign_key_check LIMIT 1").get()) throw damaged("foreign_key_check");
  const schema = readSchemaNumber(copy);
  const known = MIGRATIONS.at(-1)?.number ?? 0;
  if (schema > known) throw new SpeedboatError("database-newer", { database: schema, program: known });
  copy.pragma("journal_mode = DELETE");
  return schema;
}

/** Takes the old database's journal out of the way, which nobody may do while it is open elsewhere. */
async function releasePlace(target: string): Promise<void> {
  if (!(await exists(target))) return;
  const old = new Database(target, { timeout: 0 });
  try {
    old.pragma("journal_mode = DELETE");
  } catch (error) {
    if (isBusy(error)) throw new SpeedboatError("database-in-use", { path: target }, { cause: error });
    // A damaged one cannot say anything any more; it is what the copy is for.
  } finally {
    old.close();
  }
  await Promise.all(["-wal", "-shm"].map((end) => rm(target + end, { force: true })));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
