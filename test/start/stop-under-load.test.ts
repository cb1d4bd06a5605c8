/** The program as it is stopped while people use it: not ready first, then gone, with everything kept that it acknowledged. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, it } from "vitest";
import { z } from "zod";
import { commandOf, post, SIGNING_SECRET } from "../../fakes/slack/client.ts";
import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import { openStorage } from "../../src/storage/open-storage.ts";
import { RELEASED_MAIN } from "../helpers/child.ts";

const LONG_MS = 240_000;
const listeningSchema = z.object({ msg: z.literal("listening"), port: z.number() });

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function portOf(child: ChildProcess): Promise<number> {
  if (!child.stdout) throw new Error("nothing is heard of the program");
  for await (const line of createInterface({ input: child.stdout })) {
    const { success, data } = listeningSchema.safeParse(JSON.parse(line));
    if (success) return data.port;
  }
  throw new Error("the program ended before it listened");
}

it(
  "R19: at SIGTERM it says that it is not ready, still answers, leaves with code 0, and kept all that it acknowledged",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "speedboat-stop-"));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const fake = await startFakeSlack();
    closers.push(fake.close);
    const url = `sqlite:${join(folder, "speedboat.db")}`;
    const child = spawn(process.execPath, [RELEASED_MAIN], {
      env: {
        ...{ PATH: process.env.PATH, DATABASE_URL: url, HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "info", DRAIN_SECONDS: "3" },
        ...{ SLACK_BOT_TOKEN: "xoxb-one", SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: fake.apiUrl },
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    closers.push(() => void child.kill("SIGKILL"));
    const origin = `http://127.0.0.1:${await portOf(child)}`;
    const bot = { url: () => origin };
    const acknowledged: string[] = [];
    const seen = new Set<string>();
    let asked = 0;

    /** Somebody new, until nobody answers any more. */
    async function ask(): Promise<void> {
      for (;;) {
        asked += 1;
        const id = `U${asked}`;
        fake.users.set(id, { id, name: `${id} Example`, tz: "Europe/Berlin", locale: "en-GB" });
        const line = "language zh-CN";
        const body = commandOf({ id, teamId: "T1", line, to: `${fake.origin}/respond/${id}`, channel: "C1" });
        const status = await post(bot, body).then(
          (answer) => answer.status,
          () => 0,
        );
        if (status === 0) return;
        if (status === 200) acknowledged.push(id);
      }
    }

    async function watch(): Promise<void> {
      for (;;) {
        const status = await fetch(`${origin}/readyz`).then(
          (answer) => answer.status,
          () => 0,
        );
        seen.add(status === 503 ? "not ready" : status === 200 ? "ready" : "refused");
        if (status === 503) seen.add(`answered ${acknowledged.length}`);
        if (status === 0) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }

    const load = Promise.all([watch(), ask(), ask(), ask(), ask()]);
    await expect.poll(() => acknowledged.length, { timeout: 120_000 }).toBeGreaterThan(20);
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    await load;
    expect([...seen].filter((state) => !state.startsWith("answered"))).toEqual(["ready", "not ready", "refused"]);
    // It went on answering while it said that it is not ready.
    expect([...seen].filter((state) => state.startsWith("answered")).length).toBeGreaterThan(1);

    const storage = await openStorage({ url });
    closers.push(() => storage.close());
    const kept = await storage.work(async ({ workspaces, people }) => {
      const workspace = await workspaces.findByPlatform("slack", "T1");
      const found = await Promise.all(acknowledged.map((id) => people.findByAccount(workspace?.id ?? "", id)));
      return found.filter((person) => person?.chosenLocale === "zh-CN").length;
    });
    expect(kept).toBe(acknowledged.length);
  },
  LONG_MS,
);
