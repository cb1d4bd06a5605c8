/** A fresh migrated database in a folder of its own, removed with it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStorage, type SqliteStorage } from "../../src/storage/open-storage.ts";

export type TestStorage = {
  readonly storage: SqliteStorage;
  /** Opens the same file once more, as a second process would, or again after `storage.close()`. Closed by `dispose` too. */
  readonly reopen: () => Promise<SqliteStorage>;
  readonly url: string;
  readonly folder: string;
  readonly dispose: () => Promise<void>;
};

export async function openTestStorage(): Promise<TestStorage> {
  const folder = await mkdtemp(join(tmpdir(), "speedboat-test-"));
  const url = `sqlite:${join(folder, "speedboat.db")}`;
  const opened: SqliteStorage[] = [];
  const reopen = async () => {
    const storage = await openStorage({ url });
    opened.push(storage);
    return storage;
  };
  const dispose = async () => {
    for (const storage of opened) await storage.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { storage: await reopen(), reopen, url, folder, dispose };
}

/** Runs a test on a storage of its own and disposes of it, whatever happens. */
export async function withStorage<T>(test: (opened: TestStorage) => Promise<T>): Promise<T> {
  const opened = await openTestStorage();
  try {
    return await test(opened);
  } finally {
    await opened.dispose();
  }
}

/** Runs a test on a file that does not exist yet; what it opens is closed, and the folder removed. */
export async function withEmptyFile<T>(
  test: (file: {
    readonly url: string;
    readonly path: string;
    readonly open: (url: string) => Promise<SqliteStorage>;
  }) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "speedboat-test-"));
  const path = join(folder, "speedboat.db");
  const opened: SqliteStorage[] = [];
  const open = async (url: string) => {
    const storage = await openStorage({ url });
    opened.push(storage);
    return storage;
  };
  try {
    return await test({ url: `sqlite:${path}`, path, open });
  } finally {
    for (const storage of opened) await storage.close();
    await rm(folder, { recursive: true, force: true });
  }
}
