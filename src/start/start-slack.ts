/** Wires Slack: the front end that runs where its token or its installation by OAuth is configured. */
import type { Log } from "../app/ports/log.ts";
import type { Bot } from "../bot/bot.ts";
import type { FrontEnd } from "../bot/front-ends.ts";
import { toPng } from "../pictures/to-png.ts";
import { toSvg } from "../pictures/to-svg.ts";
import type { SlackSettings } from "../slack/slack-settings.ts";
import { createSlack } from "../slack/slack.ts";

export type SlackStart = { readonly bot: Bot; readonly settings: SlackSettings; readonly log: Log };

export function startSlack({ bot, settings, log }: SlackStart): Promise<FrontEnd> {
  const draw = (picture: Parameters<typeof toSvg>[0]) => toPng(toSvg(picture, "light"));
  return createSlack({ settings, handle: bot.app.handle, world: bot.world, log, draw });
}
