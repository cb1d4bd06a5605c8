/** How the bot's commands are spelled, in one place. */
import type { Platform } from "../core/team.ts";

/** Typed in Slack and in the playground; elsewhere it may stand before a command that is typed as a message. */
export const SLASH_COMMAND = "/level2";

/** A command as it is typed there: Teams has no command of its own for the bot, and its slash opens a menu of others. */
export function spellCommand({ platform }: { readonly platform: Platform }, command: string): string {
  return platform === "teams" ? command : `${SLASH_COMMAND} ${command}`;
}
