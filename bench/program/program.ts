/** The bot's own program and a bare Bolt app, each in a process of its own, with what they used read from within. */
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { SIGNING_SECRET } from "../../fakes/slack/client.ts";
import { type Child, createChild } from "./child.ts";
import { BOT_TOKEN } from "./names.ts";

const PRELOAD = fileURLToPath(new URL("./preload.js", import.meta.url));
const GIVE_UP_MS = 60_000;

const readingSchema = z.object({
  /** Of the whole process and all its threads, since its start. */
  cpuMs: z.number(),
  /** How long the event loop was at work rather than waiting, since the start. */
  activeMs: z.number(),
  residentMb: z.number(),
  heapMb: z.number(),
  /** How long the loop did one thing and nothing else, since `watch`. */
  loopDelayMs: z.object({ p50: z.number(), p99: z.number(), max: z.number() }).optional(),
});
export type Reading = z.infer<typeof readingSchema>;

export type Program = {
  /** Where Slack's requests go. */
  readonly url: string;
  readonly pid: number;
  readonly read: () => Promise<Reading>;
  /** Begins to measure the loop's delays anew. */
  readonly watch: () => Promise<void>;
  /** It stands still, and costs nothing, until it is thawed. */
  readonly freeze: () => void;
  readonly thaw: () => void;
  readonly stop: () => Promise<void>;
};

export type ProgramParts = {
  /** The JavaScript file that starts it. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
};

/** The environment of a bot that serves one Slack workspace. */
export function slackEnvironment(parts: { readonly databasePath: string; readonly apiUrl: string }) {
  return {
    DATABASE_URL: `sqlite:${parts.databasePath}`,
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: parts.apiUrl,
  };
}

/** Starts the bot as it is released. Resolves when `/readyz` says yes; rejects when it ends or a minute passes before. */
export async function startProgram({ file, env }: ProgramParts): Promise<Program> {
  const port = await findFreePort();
  const child = spawn(process.execPath, ["--import", PRELOAD, file], {
    env: { PATH: process.env.PATH ?? "", HOST: "127.0.0.1", PORT: String(port), LOG_LEVEL: "error", ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const deadline = performance.now() + GIVE_UP_MS;
  while (!(await isReady(port))) {
    if (performance.now() > deadline || child.exitCode !== null) {
      child.kill("SIGKILL");
      throw new Error(`${file} did not become ready`);
    }
    await sleep(5);
  }
  return describeProgram(createChild(child, "the bot"), `http://127.0.0.1:${port}/slack/events`);
}

/** A Bolt app that acknowledges everything and keeps nothing. */
export async function startBareBolt(): Promise<Program> {
  const file = fileURLToPath(new URL("./bare-bolt.js", import.meta.url));
  const port = await findFreePort();
  const child = fork(file, [String(port)], { execArgv: ["--import", PRELOAD] });
  const deadline = performance.now() + GIVE_UP_MS;
  while (!(await isListening(port))) {
    if (performance.now() > deadline || child.exitCode !== null) throw new Error("the bare Bolt app did not start");
    await sleep(5);
  }
  return describeProgram(createChild(child, "the bare Bolt app"), `http://127.0.0.1:${port}/slack/events`);
}

function describeProgram(child: Child, url: string): Program {
  const read = async (question: "read" | "watch") => readingSchema.parse(await child.ask(question));
  return {
    url,
    pid: child.pid,
    read: () => read("read"),
    watch: async () => void (await read("watch")),
    freeze: () => void process.kill(child.pid, "SIGSTOP"),
    thaw: () => void process.kill(child.pid, "SIGCONT"),
    async stop() {
      process.kill(child.pid, "SIGCONT");
      await child.stop("SIGTERM");
    },
  };
}

const statusOf = (url: string) =>
  fetch(url).then(
    ({ status }) => status,
    () => undefined,
  );
const isReady = async (port: number) => (await statusOf(`http://127.0.0.1:${port}/readyz`)) === 200;
const isListening = async (port: number) => (await statusOf(`http://127.0.0.1:${port}/`)) !== undefined;

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}
