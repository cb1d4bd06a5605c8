/** `runMigrate`: brings the database to this program's schema; the start does the same. */
import { openStorage } from "../storage/open-storage.ts";
import type { CliCall, ExitCode } from "./command.ts";
import { databaseUrlOf } from "./database.ts";

/** Brings the database to this program's schema and says which migrations ran. It creates the database where there is none. */
export async function runMigrate({ terminal, voice }: CliCall): Promise<ExitCode> {
  const storage = await openStorage({ url: databaseUrlOf(terminal) });
  const { migrated, path } = storage;
  await storage.close();
  const values = { path, count: migrated.length, numbers: migrated.join(", ") };
  await terminal.out(`${voice.say(migrated.length > 0 ? "cli.migrate.done" : "cli.migrate.nothing", values)}\n`);
  return 0;
}
