/** Which database a command works on: the same as the bot's, from the same variable. */
import { stat } from "node:fs/promises";
import { parseConfig } from "../config.ts";
import { parseDatabaseUrl } from "../storage/sqlite/connection.ts";
import type { Terminal } from "./cli-terminal.ts";
import { CommandRefusal } from "./command-refusal.ts";

/**
 * Returns the URL of the bot's database from `DATABASE_URL`. It reads no other variable, so a shell without the
 * platforms' secrets will do. Throws `config-invalid` for a wrong value.
 */
export function databaseUrlOf({ env }: Pick<Terminal, "env">): string {
  return parseConfig({ DATABASE_URL: env.DATABASE_URL }).databaseUrl;
}

/**
 * Returns the folder of an organization's own catalogue from `CATALOGUE_DIR`, or undefined for the one that comes
 * with the package.
 */
export function catalogueDirectoryOf({ env }: Pick<Terminal, "env">): string | undefined {
  return parseConfig({ CATALOGUE_DIR: env.CATALOGUE_DIR }).catalogueDir;
}

/**
 * Returns the URL and the path of a database that exists. Refuses with `no-database` where there is none, because a
 * command that reads must not leave an empty one behind.
 */
export async function requireDatabase(terminal: Pick<Terminal, "env">): Promise<{ readonly url: string; readonly path: string }> {
  const url = databaseUrlOf(terminal);
  const path = parseDatabaseUrl(url);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new CommandRefusal((voice) => voice.say("cli.refused.no-database", { path }));
  return { url, path };
}
