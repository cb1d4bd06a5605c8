/** The whole bot with its front end behind a real HTTP server, on a real database, with a clock that the test moves. */
import { join } from "node:path";
import type { Clock } from "../../src/app/ports/clock.ts";
import type { Log } from "../../src/app/ports/log.ts";
import { reportTrouble } from "../../src/app/ports/report-trouble.ts";
import { type Bot, type BotParts, type FrontEnd, type FrontEnds } from "../../src/bot/bot-parts.ts";
import { createBot, directoryOf, sendersOf } from "../../src/bot/bot.ts";
import type { Catalogue } from "../../src/core/catalogue/catalogue.ts";
import type { Platform } from "../../src/core/team.ts";
import type { Instant } from "../../src/core/time.ts";
import { createHttpServer } from "../../src/http/server.ts";
import { createVoices } from "../../src/message/voice/voices.ts";
import { createExportFiles } from "../../src/storage/exports/export-files.ts";
import { writeToFile } from "../../src/storage/exports/write-to-file.ts";
import { openStorage, type SqliteStorage } from "../../src/storage/open-storage.ts";
import { aCatalogue } from "./catalogue.ts";
import { openTestStorage, type TestStorage } from "./storage.ts";
import { aClock, type ManualClock, someIds } from "./world.ts";

/** The same for every world of a file: reading them is most of a start. */
const voices = createVoices(join(import.meta.dirname, "../../prompts"));

type LogLine = { readonly level: string; readonly values: Readonly<Record<string, unknown>>; readonly text: string };

/** What a front end is made of. */
type Made<C extends Clock> = {
  readonly bot: Bot;
  readonly parts: BotParts;
  readonly storage: SqliteStorage;
  readonly clock: C;
  readonly log: Log;
};

/** What the server and the bot's life need of it; what a platform needs comes with `serves`. */
export type Served = Pick<FrontEnd, "routes" | "start" | "stop">;

export type BotWorldOptions<F extends Served, C extends Clock> = {
  /** Which part of it serves which platform. */
  readonly serves: (frontEnd: F) => Readonly<Partial<Record<Platform, FrontEnd>>>;
  readonly open: (made: Made<C>) => Promise<F>;
  /** The bot's own clock over the one that the test moves. */
  readonly clockOver: (system: ManualClock, storage: SqliteStorage) => Promise<C>;
  /** Resolves when every answer under way was shown. */
  readonly settle?: (frontEnd: F) => Promise<void>;
  readonly catalogue?: Catalogue;
  /** Hears what goes wrong, instead of the list that the world keeps. */
  readonly log?: Log;
  readonly start?: Instant;
};

export type BotWorld<F extends Served> = {
  readonly clock: ManualClock;
  readonly log: readonly LogLine[];
  readonly opened: TestStorage;
  bot(): Bot;
  frontEnd(): F;
  storage(): SqliteStorage;
  origin(): string;
  /** Sends what is due until nothing is, moving the clock by the seconds that pacing wants. */
  deliver(): Promise<void>;
  /** Runs what the clock says is due, and delivers it. */
  tick(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
};

type Running<F> = {
  readonly bot: Bot;
  readonly frontEnd: F;
  readonly port: number;
  readonly storage: SqliteStorage;
  readonly stop: () => Promise<void>;
};

export async function aBotWorld<F extends Served, C extends Clock>(options: BotWorldOptions<F, C>): Promise<BotWorld<F>> {
  const opened = await openTestStorage();
  await opened.storage.close();
  const clock = aClock(options.start);
  const { lines, log: keptLog } = aKeptLog();
  const log = options.log ?? keptLog;
  const ids = someIds();

  async function run(): Promise<Running<F>> {
    const storage = await openStorage({ url: opened.url });
    const frontEnds: FrontEnds = new Map();
    const own = await options.clockOver(clock, storage);
    const voice = await voices;
    const parts: BotParts = {
      storage,
      clock: own,
      ids,
      voice,
      exportFiles: createExportFiles({
        folder: join(opened.folder, "exports"),
        write: (order, file, signal) => writeToFile({ storage, voice, signal }, order, file),
      }),
      catalogue: options.catalogue ?? aCatalogue(),
      directory: directoryOf(frontEnds, storage),
      senders: sendersOf(frontEnds),
      log,
    };
    const bot = await createBot(parts);
    const frontEnd = await options.open({ bot, parts, storage, clock: own, log });
    const { slack, teams, playground } = options.serves(frontEnd);
    if (slack) frontEnds.set("slack", slack);
    if (teams) frontEnds.set("teams", teams);
    if (playground) frontEnds.set("playground", playground);
    const server = createHttpServer({
      host: "127.0.0.1",
      port: 0,
      routes: frontEnd.routes,
      isReady: () => true,
      onError: (error, { method, path }) => reportTrouble(log, error, { event: "http", name: `${method} ${path}` }),
    });
    const port = await server.listen();
    await frontEnd.start?.();
    return {
      ...{ bot, frontEnd, port, storage },
      async stop() {
        await frontEnd.stop?.();
        await server.stop();
        await bot.exports.stop();
        await bot.delivery.stop();
        await storage.close();
      },
    };
  }

  let running = await run();

  const world: BotWorld<F> = {
    clock,
    log: lines,
    opened,
    bot: () => running.bot,
    frontEnd: () => running.frontEnd,
    storage: () => running.storage,
    origin: () => `http://127.0.0.1:${running.port}`,
    async deliver() {
      await running.bot.exports.settled();
      for (let turn = 0; turn < 50; turn += 1) {
        const next = await running.bot.delivery.drain();
        if (next === undefined || next - clock.now() > 5_000) break;
        clock.set(Math.max(next, clock.now() + 1));
      }
      await options.settle?.(running.frontEnd);
    },
    async tick() {
      await running.bot.tick();
      await world.deliver();
    },
    async restart() {
      await running.stop();
      running = await run();
    },
    async close() {
      await running.stop();
      await opened.dispose();
    },
  };
  return world;
}

/** The bot's clock is the one that the test moves. */
export async function sameClock(system: ManualClock): Promise<ManualClock> {
  return system;
}

function aKeptLog(): { readonly lines: readonly LogLine[]; readonly log: Log } {
  const lines: LogLine[] = [];
  const say = (level: string) => (values: LogLine["values"], text: string) => void lines.push({ level, values, text });
  return { lines, log: { info: say("info"), warn: say("warn"), error: say("error") } };
}
