/** `backup FILE`: a copy of the database as it is at one instant, beside the running bot. */
import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { backupFile } from "../storage/sqlite/backup.ts";
import { CommandRefusal } from "./command-refusal.ts";
import type { CliCall, ExitCode } from "./command.ts";
import { requireDatabase } from "./database.ts";

/**
 * Copies the database to a file while the bot runs, and says how large the copy is. Refuses to overwrite the
 * database, and any other file without `--replace`.
 */
export async function backup({ terminal, voice, args, flag }: CliCall): Promise<ExitCode> {
  const { url, path } = await requireDatabase(terminal);
  const file = resolve(args[0] ?? "");
  if ((await realPathOf(file)) === (await realPathOf(path)))
    throw new CommandRefusal((voice) => voice.say("cli.refused.file-is-database", { path: file }));
  const there = await stat(file).catch(() => undefined);
  if (there && !there.isFile()) throw new CommandRefusal((voice) => voice.say("cli.refused.not-a-file", { path: file }));
  if (there && !flag("replace")) throw new CommandRefusal((voice) => voice.say("cli.refused.file-exists", { path: file }));
  await backupFile({ url, file });
  const { size } = await stat(file);
  await terminal.out(`${voice.say("cli.backup.done", { file, megabytes: toMegabytes(size) })}\n`);
  return 0;
}

/** Returns the path with links followed, even where the file does not exist yet. */
async function realPathOf(file: string): Promise<string> {
  return realpath(file).catch(async () => join(await realpath(dirname(file)), basename(file)));
}

function toMegabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
