/** `restore FILE`: puts a backup in the database's place; the database that was there is kept beside it. */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { restoreFrom } from "../storage/sqlite/backup.ts";
import { parseDatabaseUrl } from "../storage/sqlite/connection.ts";
import { makePrivateFolder } from "../storage/sqlite/private-files.ts";
import { CommandRefusal } from "./command-refusal.ts";
import type { CliCall, ExitCode } from "./command.ts";
import { databaseUrlOf } from "./database.ts";

/**
 * Puts a backup in the database's place and keeps the old one beside it, with the time in UTC in its name. Refuses a
 * damaged or foreign file, one of a newer program, and while any program has the database open.
 */
export async function restore({ terminal, voice, args }: CliCall): Promise<ExitCode> {
  const url = databaseUrlOf(terminal);
  const file = resolve(args[0] ?? "");
  const path = parseDatabaseUrl(url);
  if (!(await stat(file)).isFile()) throw new CommandRefusal((voice) => voice.say("cli.refused.not-a-file", { path: file }));
  if (file === path) throw new CommandRefusal((voice) => voice.say("cli.refused.file-is-database", { path: file }));
  makePrivateFolder(path);
  const keepOldAs = `${path}.before-${stampOf(terminal.now())}`;
  const { schema, keptAs } = await restoreFrom({ file, url, keepOldAs });
  const lines = [
    voice.say("cli.restore.done", { file, path, schema }),
    ...(keptAs === undefined ? [] : [voice.say("cli.restore.kept", { old: keptAs })]),
  ];
  await terminal.out(`${lines.join("\n")}\n`);
  return 0;
}

/** 20261102T090000Z */
function stampOf(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "");
}
