/** Starts the playground, the front end that runs when no platform is configured. */
import type { Storage } from "../app/ports/world.ts";
import type { Bot, BotParts, FrontEnd } from "../bot/bot-parts.ts";
import { FEATURES } from "../bot/bot.ts";
import { PROMPTS_DIRECTORY } from "../bot/package-root.ts";
import { toSvg } from "../pictures/to-svg.ts";
import type { PlaygroundClock } from "../playground/playground-clock.ts";
import { createPlaygroundDirectory } from "../playground/playground-directory.ts";
import { createPlaygroundSender } from "../playground/playground-sender.ts";
import { createPlayground } from "../playground/playground.ts";
import { createShownSignal } from "../playground/signal.ts";
import { seedDemo } from "../simulation/seed-demo.ts";

/** What the playground needs of the bot and its surroundings. */
export type PlaygroundStart = {
  readonly bot: Bot;
  /** What the bot was made of: the demo's weeks are played by another bot over the same database. */
  readonly parts: BotParts;
  readonly createBot: (parts: BotParts) => Promise<Bot>;
  readonly storage: Storage;
  readonly clock: PlaygroundClock;
  readonly host: string;
};

const NO_FILES = { find: async () => undefined };

/** Creates the playground's routes, sender and directory over the running bot. */
export async function startPlayground({ bot, parts, createBot, storage, clock, host }: PlaygroundStart): Promise<FrontEnd> {
  const { world } = bot;
  const signal = createShownSignal();
  /** Here messages go out with a tick, and a file is ready only after the one that follows the command. */
  const handle: typeof bot.app.handle = async (request) => {
    const outcome = await bot.app.handle(request);
    if (outcome.begins) void bot.exports.settled().then(() => bot.tick());
    return outcome;
  };
  const playground = await createPlayground({
    host,
    promptsDirectory: PROMPTS_DIRECTORY,
    storage,
    clock,
    ids: world.ids,
    handle,
    tick: bot.tick,
    files: world.exportFiles ?? NO_FILES,
    nextDueAt: bot.nextDueAt,
    signal,
    draw: toSvg,
    seedDemo: (demo) =>
      bot.hold(() =>
        seedDemo({ ...parts, createBot, clock, senderAt: (at) => createPlaygroundSender({ storage, clock: at }) }, demo),
      ),
    listCommands: (locale) =>
      FEATURES.flatMap((feature) => feature.commands).map(({ word, usage }) => ({
        line: usage ? `${word} ${usage}` : word,
        about: world.voice(locale).say(`commands.text.${word}`),
      })),
  });
  return {
    routes: playground.routes,
    sender: createPlaygroundSender({ storage, clock, onShown: signal.changed }),
    directory: createPlaygroundDirectory(storage),
    stop: async () => playground.close(),
  };
}
