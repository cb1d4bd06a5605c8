/** `start`: the bot itself, from the environment, as `npm start` runs it. */
import type { ExitCode } from "./command.ts";

/** Resolves while the bot runs on. The bot tells by itself why it cannot start, and ends the process then. */
export async function start(): Promise<ExitCode> {
  await import("../main.ts");
  return 0;
}
