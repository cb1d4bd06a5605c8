/** The whole bot with its front end behind a real HTTP server, on a real database, with a clock that the test moves. */
import { join } from "node:path";
import type { Clock } from "../../src/app/ports/clock.ts";
import type { Log } from "../../src/app/ports/log.ts";
import type { Bot, BotParts } from "../../src/bot/bot-parts.ts";
import type { Catalogue } from "../../src/core/catalogue/catalogue.ts";
import type { Instant } from "../../src/core/time.ts";
import { createVoices } from "../../src/message/voice/voices.ts";
import { createExportFiles } from "../../src/storage/exports/export-files.ts";
import { writeToFile } from "../../src/storage/exports/write-to-file.ts";
import { openStorage, type SqliteStorage } from "../../src/storage/open-storage.ts";
import { type OnPlatforms, type StartedBot, startBot } from "../../wire/start-bot.ts";
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

export type BotWorldOptions<F extends OnPlatforms, C extends Clock> = {
  readonly open: (made: Made<C>) => Promise<F>;
  /** The bot's own clock over the one that the test moves. */
  readonly clockOver: (system: ManualClock, storage: SqliteStorage) => Promise<C>;
  readonly catalogue?: Catalogue;
  /** Hears what goes wrong, instead of the list that the world keeps. */
  readonly log?: Log;
  readonly start?: Instant;
};

export type BotWorld<F extends OnPlatforms> = {
  readonly clock: ManualClock;
  readonly log: readonly LogLine[];
  readonly opened: TestStorage;
  bot(): Bot;
  frontEnds(): F;
  storage(): SqliteStorage;
  origin(): string;
  /** Sends what is due until nothing is, moving the clock by the seconds that pacing wants. */
  deliver(): Promise<void>;
  /** Runs what the clock says is due, and delivers it. */
  tick(): Promise<void>;
  restart(): Promise<void>;
  close(): Promise<void>;
};

type Running<F extends OnPlatforms> = StartedBot<F> & { readonly storage: SqliteStorage };

export async function aBotWorld<F extends OnPlatforms, C extends Clock>(options: BotWorldOptions<F, C>): Promise<BotWorld<F>> {
  const opened = await openTestStorage();
  await opened.storage.close();
  const clock = aClock(options.start);
  const { lines, log: keptLog } = aKeptLog();
  const log = options.log ?? keptLog;
  const ids = someIds();

  async function run(): Promise<Running<F>> {
    const storage = await openStorage({ url: opened.url });
    const own = await options.clockOver(clock, storage);
    const voice = await voices;
    const started = await startBot({
      parts: {
        storage,
        clock: own,
        ids,
        voice,
        exportFiles: createExportFiles({
          folder: join(opened.folder, "exports"),
          write: (order, file, signal) => writeToFile({ storage, voice, signal }, order, file),
        }),
        catalogue: options.catalogue ?? aCatalogue(),
        log,
      },
      open: (bot, parts) => options.open({ bot, parts, storage, clock: own, log }),
    });
    return { ...started, storage };
  }

  let running = await run();

  const world: BotWorld<F> = {
    clock,
    log: lines,
    opened,
    bot: () => running.bot,
    frontEnds: () => running.frontEnds,
    storage: () => running.storage,
    origin: () => `http://127.0.0.1:${running.port}`,
    async deliver() {
      await running.bot.exports.settled();
      for (let turn = 0; turn < 50; turn += 1) {
        const next = await running.bot.delivery.drain();
        if (next === undefined || next - clock.now() > 5_000) break;
        clock.set(Math.max(next, clock.now() + 1));
      }
      await running.settle();
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
