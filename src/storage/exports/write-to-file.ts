/** Writes an export or a report into a file, over whatever storage it is given. */
import { type FileHandle, open } from "node:fs/promises";
import type { ExportOrder, RecordOrder, WrittenExport } from "../../app/ports/export-files.ts";
import type { Storage, World } from "../../app/ports/world.ts";
import { writeExport } from "../../app/standing/write-export.ts";
import { createReadOnlyWorld } from "../sqlite/read-only-world.ts";
import { renderReport } from "./render-report.ts";

/** Pieces of text are gathered up to this many characters before they are written. */
const GATHERED = 256 * 1024;

/** What an export is written with. */
export type ExportSource = { readonly storage: Storage; readonly voice: World["voice"]; readonly signal?: AbortSignal };

/** Writes the export or report to a new file that only this account may read. Rejects once the signal is aborted. */
export async function writeToFile(source: ExportSource, order: ExportOrder, file: string): Promise<WrittenExport> {
  const handle = await open(file, "w", 0o600);
  try {
    if (order.scope === "team" || order.scope === "own") return await writeRecord(source, order, handle);
    const { bytes, ...written } = await renderReport(createReadOnlyWorld({ ...source, now: order.now }), order);
    source.signal?.throwIfAborted();
    await handle.writeFile(bytes);
    return written;
  } finally {
    await handle.close();
  }
}

async function writeRecord(
  { storage, voice, signal }: ExportSource,
  order: RecordOrder,
  handle: FileHandle,
): Promise<WrittenExport> {
  let gathered = "";
  const flush = async (): Promise<void> => {
    await handle.write(gathered);
    gathered = "";
  };
  const world = createReadOnlyWorld({ storage, voice, now: order.now });
  const written = await writeExport({
    world,
    order,
    async write(text) {
      signal?.throwIfAborted();
      gathered += text;
      if (gathered.length >= GATHERED) await flush();
    },
  });
  await flush();
  return written;
}
