/** Starts a whole bot outside the main program: over the caller's database and clock, with its front ends behind a real HTTP endpoint. */
import { reportTrouble } from "../src/app/ports/report-trouble.ts";
import type { Bot, BotParts, FrontEnd, FrontEnds } from "../src/bot/bot-parts.ts";
import { createBot, directoryOf, sendersOf } from "../src/bot/bot.ts";
import type { Platform } from "../src/core/team.ts";
import { createHttpServer } from "../src/http/server.ts";
import type { SqliteStorage } from "../src/storage/open-storage.ts";

/** Front ends by platform. */
export type OnPlatforms = Readonly<Partial<Record<Platform, FrontEnd>>>;

export type BotStart<F extends OnPlatforms> = {
  /** Directory and senders are those of the front ends. The storage is closed when the bot stops. */
  readonly parts: Omit<BotParts, "directory" | "senders" | "storage"> & { readonly storage: SqliteStorage };
  /** Opens the front ends over the bot that they serve, which is made of these parts. */
  readonly open: (bot: Bot, parts: BotParts) => Promise<F>;
};

export type StartedBot<F extends OnPlatforms> = {
  readonly bot: Bot;
  readonly frontEnds: F;
  readonly port: number;
  /** Resolves when what follows the last answers was shown, on this platform or on all. */
  readonly settle: (platform?: Platform) => Promise<void>;
  /** Front ends first, the database last; resolves when nothing of it is left. */
  readonly stop: () => Promise<void>;
};

/** Resolves when requests can come to the port, which is any free one of this machine alone. */
export async function startBot<F extends OnPlatforms>({ parts: given, open }: BotStart<F>): Promise<StartedBot<F>> {
  const { storage, log } = given;
  const known: FrontEnds = new Map();
  const parts: BotParts = { ...given, directory: directoryOf(known, storage), senders: sendersOf(known) };
  const bot = await createBot(parts);
  const frontEnds = await open(bot, parts);
  const { slack, teams, playground } = frontEnds;
  if (slack) known.set("slack", slack);
  if (teams) known.set("teams", teams);
  if (playground) known.set("playground", playground);
  const all = [...known.values()];
  const server = createHttpServer({
    host: "127.0.0.1",
    port: 0,
    routes: all.flatMap(({ routes }) => routes),
    isReady: () => true,
    onError: (error, { method, path }) => reportTrouble(log, error, { event: "http", name: `${method} ${path}` }),
  });
  const port = await server.listen();
  for (const { start } of all) await start?.();
  return {
    bot,
    frontEnds,
    port,
    async settle(platform) {
      for (const [name, { settle }] of known) if (platform === undefined || platform === name) await settle?.();
    },
    async stop() {
      for (const { stop } of all) await stop?.();
      await server.stop();
      await bot.exports.stop();
      await bot.delivery.stop();
      await storage.close();
    },
  };
}
