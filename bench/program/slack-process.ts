/** The fake Slack's process as a row sees it. */
import { fork } from "node:child_process";
import { z } from "zod";
import { createChild } from "./child.ts";

const shownSchema = z.object({ posted: z.number(), edited: z.number(), problems: z.array(z.string()) });

export type SlackProcess = {
  readonly apiUrl: string;
  /** How many messages were posted and edited so far. Rejects when one of them broke a rule of Block Kit. */
  readonly countShown: () => Promise<{ readonly posted: number; readonly edited: number }>;
  readonly stop: () => Promise<void>;
};

export async function startSlackProcess(people: number): Promise<SlackProcess> {
  const child = createChild(fork(new URL("./fake-slack.js", import.meta.url)), "the fake Slack");
  const { apiUrl } = z.object({ apiUrl: z.string() }).parse(await child.ask({ people }));
  return {
    apiUrl,
    async countShown() {
      const { problems, ...shown } = shownSchema.parse(await child.ask("shown"));
      if (problems.length > 0) throw new Error(problems.join("; "));
      return shown;
    },
    stop: () => child.stop("SIGKILL"),
  };
}
