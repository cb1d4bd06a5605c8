/** `start`: the bot itself, from the environment, as `npm start` runs it. */
import type { ExitCode } from "./command.ts";

/** Starts the bot and returns 0 while it runs on. Where it cannot start, the bot says why and ends the process itself. */
export async function start(): Promise<ExitCode> {
  await import("../main.ts");
  return 0;
}
