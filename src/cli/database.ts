/** Which database a command works on: the same as the bot's, from the same variable. */
import { stat } from "node:fs/promises";
import { parseConfig } from "../config.ts";
import { parseDatabaseUrl } from "../storage/sqlite/connection.ts";
import { CommandRefusal } from "./refusal.ts";
import type { Terminal } from "./terminal.ts";

/** The other variables are not looked at: a shell that lacks a platform's secrets is good enough here. */
export function databaseUrlOf({ env }: Pick<Terminal, "env">): string {
  return parseConfig({ DATABASE_URL: env.DATABASE_URL }).databaseUrl;
}

/** An organisation's own catalogue; undefined: the one that comes with the package. */
export function catalogueDirectoryOf({ env }: Pick<Terminal, "env">): string | undefined {
  return parseConfig({ CATALOGUE_DIR: env.CATALOGUE_DIR }).catalogueDir;
}

/** Refuses where there is none: a command that reads must not leave an empty one behind. */
export async function requireDatabase(terminal: Pick<Terminal, "env">): Promise<{ readonly url: string; readonly path: string }> {
  const url = databaseUrlOf(terminal);
  const path = parseDatabaseUrl(url);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new CommandRefusal((voice) => voice.say("cli.refused.no-database", { path }));
  return { url, path };
}
