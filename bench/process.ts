/** The program as it is started: how long until it is ready, and what it holds in memory at rest. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT, withFolder } from "./bot.ts";
import { compare } from "./measure.ts";
import { ms, type Result, ratio } from "./print.ts";

const STARTS = 5;
const REST_MS = 8_000;
const START_AIM_MS = 1_000;
const MEMORY_AIM_MB = 120;
const GIVE_UP_MS = 30_000;

export async function benchProcess(): Promise<readonly Result[]> {
  return withFolder(async (folder) => {
    const url = `sqlite:${join(folder, "speedboat.db")}`;
    let running: Running | undefined;
    const { left, right } = await compare(
      {
        async prepare() {
          await stop(running);
        },
        async run() {
          running = await start(url);
        },
      },
      { run: async () => once(spawn(process.execPath, ["--eval", "0"]), "exit") },
      STARTS,
    );
    await sleep(REST_MS);
    const megabytes = running ? await residentOf(running.child) : Number.NaN;
    await stop(running);
    return [
      {
        what: "cold start to ready",
        value: ms(left),
        aim: { text: `≤ ${ms(START_AIM_MS)}`, met: left <= START_AIM_MS },
        detail: `${ratio(left / right)} of a Node that does nothing (${ms(right)})`,
      },
      {
        what: "memory at rest",
        value: `${Math.round(megabytes)} MB`,
        aim: { text: `≤ ${MEMORY_AIM_MB} MB`, met: megabytes <= MEMORY_AIM_MB },
        detail: `resident, ${REST_MS / 1000} s after the start`,
      },
    ];
  });
}

type Running = { readonly child: ChildProcess };

/** Resolves when `/readyz` says yes. */
async function start(url: string): Promise<Running> {
  const port = await findFreePort();
  const env = { PATH: process.env.PATH ?? "", DATABASE_URL: url, PORT: String(port), LOG_LEVEL: "silent" };
  const child = spawn(process.execPath, [join(ROOT, "dist", "main.js")], { env, stdio: ["ignore", "ignore", "inherit"] });
  const deadline = performance.now() + GIVE_UP_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    if (await isReady(port)) return { child };
    await sleep(5);
  }
  child.kill();
  throw new Error("dist/main.js did not become ready");
}

async function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  );
}

async function stop(running: Running | undefined): Promise<void> {
  if (!running || running.child.exitCode !== null) return;
  const ended = once(running.child, "exit");
  running.child.kill("SIGTERM");
  await ended;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

/** Megabytes (10⁶) of memory that the process really occupies. */
async function residentOf({ pid = 0 }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => undefined);
  const kilobytes = status ? Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) : await askPs(pid);
  return (kilobytes * 1024) / 1_000_000;
}

async function askPs(pid: number): Promise<number> {
  const child = spawn("ps", ["-o", "rss=", "-p", String(pid)], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  for await (const part of child.stdout) text += String(part);
  return Number(text);
}
