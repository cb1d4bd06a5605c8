/** The bot as its main program runs it, behind its real HTTP endpoint; it can be stopped and started again over the same database. */
import { SIGNING_SECRET } from "../fakes/slack/client.ts";
import type { Log } from "../src/app/ports/log.ts";
import { reportTrouble } from "../src/app/ports/report-trouble.ts";
import { type Bot, type FrontEnds } from "../src/bot/bot-parts.ts";
import { createBot, directoryOf, sendersOf } from "../src/bot/bot.ts";
import type { Catalogue } from "../src/core/catalogue/catalogue.ts";
import { createHttpServer } from "../src/http/server.ts";
import { createVoices } from "../src/message/voice/voices.ts";
import { createSlack } from "../src/slack/slack.ts";
import { createIds } from "../src/storage/ids.ts";
import { openStorage } from "../src/storage/open-storage.ts";
import { createTeams } from "../src/teams/teams.ts";
import type { PlatformName } from "./plan.ts";
import { BOT_TOKEN } from "./slack/server.ts";
import type { WireClock } from "./world.ts";

export type BotProcessParts = {
  readonly databaseUrl: string;
  readonly promptsDirectory: string;
  readonly catalogue: Catalogue;
  readonly clock: WireClock;
  readonly slackApiUrl: string;
  readonly log: Log;
};

export type BotProcess = {
  readonly bot: Bot;
  readonly url: string;
  /** Resolves when what follows the last answers was shown, on this platform or on both. */
  readonly settle: (platform?: PlatformName) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Uploaded in place of each picture: how pictures look is not what a run proves. */
const SMALL_PICTURE = new TextEncoder().encode("a picture");

/** Calls come at the pace of a clock that the run moves by hand. */
const UNCOUNTED = { limitsOf: () => undefined };

export async function startBotProcess(parts: BotProcessParts): Promise<BotProcess> {
  const { clock, catalogue, log } = parts;
  const storage = await openStorage({ url: parts.databaseUrl });
  const frontEnds: FrontEnds = new Map();
  const bot = await createBot({
    storage,
    clock,
    ids: createIds(clock, Math.random),
    voice: await createVoices(parts.promptsDirectory),
    catalogue,
    directory: directoryOf(frontEnds, storage),
    senders: sendersOf(frontEnds),
    log,
  });
  const slack = await createSlack({
    settings: { signingSecret: SIGNING_SECRET, botToken: BOT_TOKEN, apiUrl: parts.slackApiUrl },
    handle: bot.app.handle,
    world: bot.world,
    log,
    draw: async () => SMALL_PICTURE,
    pace: UNCOUNTED,
  });
  const config = { appId: "", appType: "MultiTenant" as const, allowedTenants: [], anonymous: true };
  const teams = await createTeams({
    config,
    app: bot.app,
    world: bot.world,
    log,
    draw: async () => SMALL_PICTURE,
    pace: UNCOUNTED,
  });
  frontEnds.set("slack", slack);
  frontEnds.set("teams", teams);
  const server = createHttpServer({
    host: "127.0.0.1",
    port: 0,
    routes: [...slack.routes, ...teams.routes],
    isReady: () => true,
    onError: (error, { method, path }) => reportTrouble(log, error, { event: "http", name: `${method} ${path}` }),
  });
  const port = await server.listen();
  await slack.start();
  return {
    bot,
    url: `http://127.0.0.1:${port}`,
    async settle(platform) {
      if (platform !== "teams") await slack.settle();
      if (platform !== "slack") await teams.settle();
    },
    async stop() {
      await slack.stop();
      await teams.stop();
      await server.stop();
      await bot.delivery.stop();
      await storage.close();
    },
  };
}
