/** The bot as its main program runs it, behind its real HTTP endpoint; it can be stopped and started again over the same database. */
import { SIGNING_SECRET } from "../fakes/slack/client.ts";
import type { Log } from "../src/app/ports/log.ts";
import type { Bot } from "../src/bot/bot-parts.ts";
import type { Catalogue } from "../src/core/catalogue/catalogue.ts";
import { createVoices } from "../src/message/voice/voices.ts";
import { createSlack } from "../src/slack/slack.ts";
import { createIds } from "../src/storage/ids.ts";
import { openStorage } from "../src/storage/open-storage.ts";
import type { TeamsSettings } from "../src/teams/teams-settings.ts";
import { createTeams } from "../src/teams/teams.ts";
import type { PlatformName } from "./plan.ts";
import { BOT_TOKEN } from "./slack/server.ts";
import { startBot } from "./start-bot.ts";
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

/** Whoever calls is taken for Teams. */
const ANYBODY: TeamsSettings = { appId: "", appType: "MultiTenant", allowedTenants: [], anonymous: true };

/** Starts the bot with both platforms over this database. Resolves when requests can come to its address. */
export async function startBotProcess({ clock, catalogue, log, ...parts }: BotProcessParts): Promise<BotProcess> {
  const storage = await openStorage({ url: parts.databaseUrl });
  const voice = await createVoices(parts.promptsDirectory);
  const { bot, port, settle, stop } = await startBot({
    parts: { storage, clock, ids: createIds(clock, Math.random), voice, catalogue, log },
    async open({ app, world }) {
      const shared = { world, log, draw: async () => SMALL_PICTURE, pace: UNCOUNTED };
      const settings = { signingSecret: SIGNING_SECRET, botToken: BOT_TOKEN, apiUrl: parts.slackApiUrl };
      return {
        slack: await createSlack({ ...shared, settings, handle: app.handle }),
        teams: await createTeams({ ...shared, config: ANYBODY, app }),
      };
    },
  });
  return { bot, url: `http://127.0.0.1:${port}`, settle, stop };
}
