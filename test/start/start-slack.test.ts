/** The program as `npm start` runs it, with Slack's variables, against Slack on loopback. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { readBlocks } from "../../fakes/slack/blocks.ts";
import { post, SIGNING_SECRET } from "../../fakes/slack/client.ts";
import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import { toBlocks } from "../../fakes/slack/workspace.ts";
import { compileSources } from "../helpers/child.ts";

const listeningSchema = z.object({ msg: z.literal("listening"), port: z.number() });

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe("the program with Slack's variables", () => {
  it("becomes ready, and answers a signed command and nobody else's", async () => {
    const folder = mkdtempSync(join(tmpdir(), "speedboat-start-"));
    closers.push(() => rmSync(folder, { recursive: true, force: true }));
    const fake = await startFakeSlack();
    closers.push(fake.close);
    fake.users.set("UANA", { id: "UANA", name: "Ana Example", tz: "Europe/Berlin", locale: "en-GB" });
    const compiled = await compileSources();
    closers.push(compiled.remove);
    const environment = {
      ...{ DATABASE_URL: `sqlite:${join(folder, "speedboat.db")}`, HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "info" },
      ...{ SLACK_BOT_TOKEN: "xoxb-one", SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: fake.apiUrl },
    };
    const main = join(compiled.folder, "main.js");
    const child = spawn(process.execPath, [main], {
      env: { PATH: process.env.PATH, ...environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    closers.push(() => end(child));
    const port = await portOf(child);
    const world = { url: () => `http://127.0.0.1:${port}` };
    await expect.poll(() => ready(world.url()), { timeout: 120_000, interval: 100 }).toBe(200);

    const command = new URLSearchParams({
      ...{ command: "/level2", text: "help", team_id: "T1", user_id: "UANA", channel_id: "C1", trigger_id: "trigger-1" },
      response_url: `${fake.origin}/respond/help`,
    }).toString();
    expect((await post(world, command, { secret: "another secret" })).status).toBe(401);
    const { status, body } = await post(world, command);
    expect(status).toBe(200);
    expect(readBlocks(toBlocks(JSON.parse(body).blocks))).toContain("/level2");
  }, 240_000);
});

async function ready(address: string): Promise<number> {
  return fetch(`${address}/readyz`).then(
    ({ status }) => status,
    () => 0,
  );
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
}

/** The port that the bot says it listens on. */
async function portOf(child: ChildProcess): Promise<number> {
  if (!child.stdout) throw new Error("nothing is heard of the program");
  for await (const line of createInterface({ input: child.stdout })) {
    const { success, data } = listeningSchema.safeParse(JSON.parse(line));
    if (success) return data.port;
  }
  throw new Error("the program ended before it listened");
}
