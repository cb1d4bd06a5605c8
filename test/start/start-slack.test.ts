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
import { postActivity } from "../../fakes/teams/client.ts";
import { startFakeConnector } from "../../fakes/teams/fake-connector.ts";
import type { Trouble } from "../../fakes/trouble.ts";
import { nameInCast } from "../../src/simulation/cast.ts";
import { RELEASED_MAIN } from "../helpers/child.ts";
import { anActivity } from "../helpers/teams/teams-world.ts";

const listeningSchema = z.object({ msg: z.literal("listening"), port: z.number() });

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function aFakeSlack() {
  const fake = await startFakeSlack();
  closers.push(fake.close);
  fake.users.set("UANA", { id: "UANA", name: nameInCast("ana"), tz: "Europe/Berlin", locale: "en-GB" });
  return fake;
}

function startProgram(apiUrl: string, more: Readonly<Record<string, string>> = {}): ChildProcess {
  const folder = mkdtempSync(join(tmpdir(), "speedboat-start-"));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  const environment = {
    ...{ DATABASE_URL: `sqlite:${join(folder, "speedboat.db")}`, HOST: "127.0.0.1", PORT: "0", LOG_LEVEL: "info" },
    ...{ DRAIN_SECONDS: "0", SLACK_BOT_TOKEN: "xoxb-one", SLACK_SIGNING_SECRET: SIGNING_SECRET, SLACK_API_URL: apiUrl },
    ...more,
  };
  return spawn(process.execPath, [RELEASED_MAIN], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

const help = (origin: string) =>
  new URLSearchParams({
    ...{ command: "/level2", text: "help", team_id: "T1", user_id: "UANA", channel_id: "C1", trigger_id: "trigger-1" },
    response_url: `${origin}/respond/help`,
  }).toString();

describe("the program with Slack's variables", () => {
  it("becomes ready, and answers a signed command and nobody else's", async () => {
    const fake = await aFakeSlack();
    const child = startProgram(fake.apiUrl);
    closers.push(() => end(child));
    const port = await portOf(child);
    const world = { url: () => `http://127.0.0.1:${port}` };
    await expect.poll(() => ready(world.url()), { timeout: 120_000, interval: 100 }).toEqual([200, "ready\n"]);

    const command = help(fake.origin);
    expect((await post(world, command, { secret: "another secret" })).status).toBe(401);
    const { status, body } = await post(world, command);
    expect(status).toBe(200);
    expect(readBlocks(toBlocks(JSON.parse(body).blocks))).toContain("/level2");
  }, 240_000);
});

describe("the program while Slack does not answer", () => {
  it.each([
    ["503", { status: 503 }],
    ["silence", { hang: true }],
    ["a dropped connection", { drop: true }],
    ["its own trouble", { error: "internal_error" }],
    ["429", { status: 429, retryAfter: 5 }],
  ] as const satisfies readonly (readonly [string, Trouble])[])(
    "serves Teams, says which platform is missing, and takes Slack in once it answers: %s",
    async (_, trouble) => {
      const fake = await aFakeSlack();
      const calm = fake.plan("auth.test", trouble, Number.POSITIVE_INFINITY);
      const connector = await startFakeConnector();
      closers.push(connector.close);
      const child = startProgram(fake.apiUrl, { TEAMS_ANONYMOUS: "true" });
      closers.push(() => end(child));
      const origin = `http://127.0.0.1:${await portOf(child)}`;
      const [status, said] = await ready(origin);
      expect([status, said]).toEqual([200, expect.stringMatching(/^ready\nSlack .*\n$/)]);
      const world = { url: () => `${origin}/api/messages`, fake: connector };
      const greeting = { ...anActivity(world, "ana"), text: "help", textFormat: "plain" };
      expect((await postActivity(world, greeting))?.status).toBe(200);
      await expect.poll(() => connector.posted.length, { timeout: 20_000 }).toBeGreaterThan(0);
      expect((await post({ url: () => origin }, help(fake.origin))).status).toBe(503);
      calm();
      await expect.poll(() => ready(origin), { timeout: 60_000, interval: 100 }).toEqual([200, "ready\n"]);
      expect((await post({ url: () => origin }, help(fake.origin))).status).toBe(200);
    },
    240_000,
  );

  it("is not ready where there is no other platform, and stops when told", async () => {
    const fake = await aFakeSlack();
    fake.plan("auth.test", { status: 503 }, Number.POSITIVE_INFINITY);
    const child = startProgram(fake.apiUrl);
    closers.push(() => end(child));
    const origin = `http://127.0.0.1:${await portOf(child)}`;
    const [status, said] = await ready(origin);
    expect([status, said]).toEqual([503, expect.stringContaining("Slack cannot be reached (HTTP 503)")]);
  }, 240_000);

  it("ends with one sentence where Slack answers that the token is wrong", async () => {
    const fake = await aFakeSlack();
    fake.plan("auth.test", { error: "invalid_auth" }, Number.POSITIVE_INFINITY);
    const child = startProgram(fake.apiUrl, { TEAMS_ANONYMOUS: "true" });
    const said: string[] = [];
    child.stderr?.on("data", (chunk: Buffer) => said.push(chunk.toString("utf8")));
    const [code] = await once(child, "exit");
    expect(code).toBe(1);
    expect(said.join("")).toMatch(/^SLACK_BOT_TOKEN: Slack does not take it \(invalid_auth\)[^\n]*\n$/);
  }, 240_000);
});

async function ready(address: string): Promise<readonly [number, string]> {
  const answer = await fetch(`${address}/readyz`).catch(() => undefined);
  return answer ? [answer.status, await answer.text()] : [0, ""];
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
