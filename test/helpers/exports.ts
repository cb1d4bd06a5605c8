/** Takes the files of exports in a world without delivery. */
import { readFile } from "node:fs/promises";
import { createExportRunner } from "../../src/app/standing/run-exports.ts";
import { findFile } from "../../src/message/message.ts";
import { type Actor, type TestWorld } from "./world.ts";

export type TakenFile = { readonly name: string; readonly content: string };

const SILENT = { info() {}, warn() {}, error: console.error };

/** Has every queued export written. */
export async function writeExports({ world }: TestWorld): Promise<void> {
  const runner = createExportRunner(world, { log: SILENT });
  runner.wake();
  await runner.settled();
}

/** Asks for an export and takes its file from what waits to be sent. */
export async function takeExport(world: TestWorld, actor: Actor, line: string): Promise<TakenFile> {
  await actor.says(line);
  await writeExports(world);
  const sent = (await world.queuedFor(actor.userId, "file:")).at(-1);
  const file = sent && findFile(sent.message);
  const kept = file && (await world.world.exportFiles?.find(file.exportId));
  if (!file || !kept) throw new Error("no file");
  return { name: file.name, content: await readFile(kept.path, "utf8") };
}
