/** How the bot's commands are spelled, in one place. */
import type { Platform } from "../core/team.ts";
import type { CommandText } from "./command-word.ts";

/** The command that people type in Slack and in the playground. On Teams it may precede a command that is typed as a message. */
export const SLASH_COMMAND = "/level2";

/**
 * Returns a command as it is typed on this platform. On Teams it stands alone, because a slash opens a menu of other
 * commands there.
 */
export function spellCommand({ platform }: { readonly platform: Platform }, command: CommandText): string {
  return platform === "teams" ? command : `${SLASH_COMMAND} ${command}`;
}
