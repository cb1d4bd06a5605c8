/** Debian's Chromium, headless; and the bot as a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { RELEASED_MAIN } from "./child.ts";

const CANDIDATES = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const QUIET_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Undefined where there is none; under `CI=true` that is an error. */
export function findBrowser(): string | undefined {
  const found = CANDIDATES.find((path) => path !== undefined && existsSync(path));
  if (!found && process.env.CI === "true")
    throw new Error("no Chromium: install Debian's package chromium, or set CHROMIUM_PATH");
  if (!found) console.warn("Tests in a real browser are skipped: no Chromium was found. Set CHROMIUM_PATH to run them.");
  return found;
}

export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: QUIET_FLAGS });
}

/** Kept where `SCREENSHOT_DIR` says, for a person to look at. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const directory = process.env.SCREENSHOT_DIR;
  if (!directory) return;
  mkdirSync(directory, { recursive: true });
  await page.screenshot({ path: join(directory, `${name}.png`) });
}

export type RunningBot = { readonly address: string; readonly process: ChildProcess; stop(): Promise<void> };

/** Starts the bot as it is released, on a free loopback port; resolves when it has printed its address. */
export async function startBot(environment: Readonly<Record<string, string>>): Promise<RunningBot> {
  const env = { PATH: process.env.PATH ?? "", LOG_LEVEL: "warn", PORT: "0", ...environment };
  const child = spawn(process.execPath, [RELEASED_MAIN], { env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const address = await readAddress(child);
  return {
    address,
    process: child,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

function readAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const read = (part: Buffer): void => {
      said += part.toString();
      const found = /http:\/\/\S+:\d+/.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", (code) => reject(new Error(`the bot ended with ${code}: ${said}`)));
  });
}
