/** Keeps the files of exports in a folder that only this account may read, and has them written in threads. */
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ExportFiles, ExportOrder, WrittenExport } from "../../app/ports/export-files.ts";

/** Writes one export to the file, which does not exist yet or is of no use. Rejects when the signal is aborted. */
export type WriteToFile = (order: ExportOrder, file: string, signal: AbortSignal) => Promise<WrittenExport>;

/** Where the files are kept, and how they are written. */
export type ExportFilesParts = { readonly folder: string; readonly write: WriteToFile };

/** A file under this name is not whole yet. */
const PART = ".part";

/** Creates the files of exports. The folder is made with the first file. */
export function createExportFiles({ folder, write }: ExportFilesParts): ExportFiles {
  const stopping = new AbortController();
  const pathOf = (exportId: string) => join(folder, encodeURIComponent(exportId));
  const remove = async (exportId: string): Promise<void> => {
    await Promise.all(["", PART].map((end) => rm(pathOf(exportId) + end, { force: true })));
  };
  return {
    async write(order) {
      const path = pathOf(order.id);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await remove(order.id);
      const written = await write(order, path + PART, stopping.signal);
      await rename(path + PART, path);
      return written;
    },
    async find(exportId) {
      if (exportId === "") return undefined;
      const path = pathOf(exportId);
      const found = await stat(path).catch(() => undefined);
      return found?.isFile() ? { path, bytes: found.size } : undefined;
    },
    remove,
    async list() {
      const names = await readdir(folder).catch(() => []);
      return [...new Set(names.map((name) => decodeURIComponent(name.replace(/\.part$/, ""))))];
    },
    async stop() {
      stopping.abort();
    },
  };
}
