/** Starts Slack, the front end that runs when its token or its installation by OAuth is configured. */
import type { Log } from "../app/ports/log.ts";
import type { Bot, FrontEnd } from "../bot/bot-parts.ts";
import { toPng } from "../pictures/to-png.ts";
import { toSvg } from "../pictures/to-svg.ts";
import type { SlackSettings } from "../slack/slack-settings.ts";
import { createSlack } from "../slack/slack.ts";

/** What Slack needs of the bot, and its settings from the environment. */
export type SlackStart = { readonly bot: Bot; readonly settings: SlackSettings; readonly log: Log };

/** Creates Slack's front end over the running bot. Pictures are sent as PNG. */
export function startSlack({ bot, settings, log }: SlackStart): Promise<FrontEnd> {
  const draw = (picture: Parameters<typeof toSvg>[0]) => toPng(toSvg(picture, "light"));
  return createSlack({ settings, handle: bot.app.handle, world: bot.world, log, draw });
}
