/** What the operator's commands work with: the bot's database, the use cases over it, and an audit log that says it was they. */
import type { Work } from "../app/call.ts";
import type { Storage, World } from "../app/ports/world.ts";
import { withAudit } from "../app/with-audit.ts";
import { PROMPTS_DIRECTORY } from "../bot/package-root.ts";
import { createPublicHolidays } from "../holidays/public-holidays.ts";
import { createVoices } from "../message/voice/voices.ts";
import { createIds } from "../storage/ids.ts";
import { openStorage, type SqliteStorage } from "../storage/open-storage.ts";
import type { CliCall } from "./command.ts";
import { requireDatabase } from "./database.ts";

/** The open database, and units of work in the operator's name. */
export type Operator = {
  readonly storage: SqliteStorage;
  readonly world: World;
  readonly act: <T>(task: (work: Work) => Promise<T>) => Promise<T>;
};

/**
 * Opens the bot's database for one command of the operator and closes it afterwards; the bot may run meanwhile, and sends what
 * was queued. `through` is the command's word in the audit log. Refuses where there is no database.
 */
export async function asOperator<T>(
  { terminal }: CliCall,
  through: string,
  task: (operator: Operator) => Promise<T>,
): Promise<T> {
  const { url } = await requireDatabase(terminal);
  const storage = await openStorage({ url });
  try {
    const world = await createOperatorWorld(storage, terminal);
    const acting = { by: { kind: "operator" }, through } as const;
    return await task({
      storage,
      world,
      act: (unit) => storage.work((stores) => unit(withAudit({ stores, world, now: terminal.now() }, acting))),
    });
  } finally {
    await storage.close();
  }
}

/** Returns what the use cases need of the world where only this database is at hand. */
export async function createOperatorWorld(storage: Storage, terminal: CliCall["terminal"]): Promise<World> {
  const clock = { now: terminal.now };
  return {
    storage,
    clock,
    ids: createIds(clock, Math.random),
    // No platform is asked: what the operator names is in the database, or waits until it is.
    directory: { profile: async () => undefined, channelName: async () => undefined },
    voice: await createVoices(PROMPTS_DIRECTORY),
    edition: "",
    onQueued: () => {},
    holidays: createPublicHolidays(),
  };
}
