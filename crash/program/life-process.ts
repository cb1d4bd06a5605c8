/** Starts the bot and the administrator's command as they are released, with the preload that lets them die. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { createChild } from "../../bench/program/child.ts";
import { findFreePort } from "../../bench/program/program.ts";
import { SIGNING_SECRET } from "../../fakes/slack/client.ts";
import { BOT_TOKEN } from "../../wire/slack/server.ts";
import type { Fate } from "./points.ts";

const PRELOAD = fileURLToPath(new URL("./deadly-preload.js", import.meta.url));
const GIVE_UP_MS = 300_000;
const MOST_SAID = 4_000;

const sampleSchema = z.object({
  residentMb: z.number(),
  heapMb: z.number(),
  externalMb: z.number(),
  descriptors: z.number(),
  timers: z.number(),
  handles: z.number(),
  /** Clients' connections, which are not among the descriptors and handles. */
  connections: z.number(),
});

/** What the program holds at one moment, after its garbage was cleared away. */
export type Sample = z.infer<typeof sampleSchema>;

/** The program as one life of it: from its start to its death. */
export type Life = {
  readonly url: string;
  /** Resolves to true when requests can come, and to false when it died before. Rejects after five minutes. */
  readonly ready: Promise<boolean>;
  /** Resolves when it is dead, to true where it was killed and to false where it ended by itself. */
  readonly ended: Promise<boolean>;
  readonly kill: () => void;
  /** From now on passings count, where the fate says so. */
  readonly begin: () => void;
  /** Rejects when the program is dead. */
  readonly sample: () => Promise<Sample>;
  /** The end of what it wrote to its error output. */
  readonly said: () => string;
};

export type LifeParts = {
  /** The folder that holds `dist`. */
  readonly root: string;
  readonly databasePath: string;
  readonly slackApiUrl: string;
  /** The one that the fake of `wire/` knows, unless given. */
  readonly slackBotToken?: string;
  /** Its wall clock runs ahead by so much. */
  readonly aheadMs: number;
  readonly fate?: Fate | undefined;
};

/** Starts `dist/main.js` with both platforms. */
export async function startLife(parts: LifeParts): Promise<Life> {
  const { root, databasePath, slackApiUrl, slackBotToken = BOT_TOKEN, aheadMs, fate } = parts;
  const port = await findFreePort();
  const child = spawn(process.execPath, ["--expose-gc", "--import", PRELOAD, `${root}/dist/main.js`], {
    env: {
      PATH: process.env.PATH ?? "",
      HOST: "127.0.0.1",
      PORT: String(port),
      LOG_LEVEL: "error",
      DATABASE_URL: `sqlite:${databasePath}`,
      SLACK_BOT_TOKEN: slackBotToken,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slackApiUrl,
      TEAMS_ANONYMOUS: "true",
      ...orderOf(aheadMs, fate),
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const said = listen(child);
  const ended = once(child, "exit").then(([, signal]) => signal === "SIGKILL");
  const url = `http://127.0.0.1:${port}`;
  const { ask } = createChild(child, "the program");
  return {
    url,
    ready: waitUntilReady(child, url, said),
    ended,
    kill: () => void child.kill("SIGKILL"),
    // It may die while this is on its way.
    begin: () => void child.send({ question: "count" }, () => undefined),
    sample: async () => sampleSchema.parse(await ask("sample")),
    said,
  };
}

/** Runs the administrator's command; resolves to its exit code, or undefined where it was killed. */
export async function runCommand(
  parts: Pick<LifeParts, "root" | "databasePath" | "fate">,
  args: readonly string[],
): Promise<{ readonly code: number | undefined; readonly said: string }> {
  const { root, databasePath, fate } = parts;
  const child = spawn(process.execPath, ["--import", PRELOAD, `${root}/dist/cli.js`, ...args], {
    env: { PATH: process.env.PATH ?? "", DATABASE_URL: `sqlite:${databasePath}`, ...orderOf(0, fate) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const said = listen(child);
  const [code] = await once(child, "exit");
  return { code: typeof code === "number" ? code : undefined, said: said() };
}

function orderOf(aheadMs: number, fate: Fate | undefined) {
  const order = fate && { CRASH_POINT: fate.point, CRASH_PASSES: String(fate.passes), CRASH_FROM: fate.from };
  return { CRASH_AHEAD_MS: String(aheadMs), ...order };
}

function listen(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (part) => {
      text = `${text}${String(part)}`.slice(-MOST_SAID);
    });
  }
  return () => text;
}

async function waitUntilReady(child: ChildProcess, url: string, said: () => string): Promise<boolean> {
  const deadline = performance.now() + GIVE_UP_MS;
  while (child.exitCode === null && child.signalCode === null) {
    const status = await fetch(`${url}/readyz`).then(
      (response) => response.status,
      () => undefined,
    );
    if (status === 200) return true;
    if (performance.now() > deadline) throw new Error(`the program did not become ready: ${said()}`);
    await sleep(40);
  }
  return false;
}
