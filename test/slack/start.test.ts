/** What Slack says to a token at the start, told to the person who copied it. */
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Call } from "../../fakes/slack/workspace.ts";
import type { SlackSettings } from "../../src/slack/slack-settings.ts";
import { createSlack, type Slack } from "../../src/slack/slack.ts";
import { aSlackWorld, type SlackWorld } from "../helpers/slack/slack-world.ts";

let world: SlackWorld;
const opened: Slack[] = [];
beforeEach(async () => {
  world = await aSlackWorld();
});
afterEach(async () => {
  for (const slack of opened.splice(0)) await slack.stop();
  await world.close();
});

async function start(settings: SlackSettings): Promise<void> {
  const { app, world: ours } = world.bot();
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const slack = await createSlack({ settings, handle: app.handle, world: ours, log, draw: async () => new Uint8Array() });
  opened.push(slack);
  await slack.start();
}

const refuse = (method: string, code: string) =>
  world.fake.plan((call: Call) => call.method === method, { error: code }, Number.POSITIVE_INFINITY);

describe("a start with a token that Slack does not take", () => {
  it("names the bot token, and where to copy it", async () => {
    refuse("auth.test", "invalid_auth");
    const started = start({ botToken: "xoxb-wrong", signingSecret: "example", apiUrl: world.fake.apiUrl });
    await expect(started).rejects.toMatchObject({
      code: "config-invalid",
      values: { variable: "SLACK_BOT_TOKEN", reason: expect.stringMatching(/invalid_auth.*Install App/) },
    });
  });

  it("names the app-level token in Socket Mode", async () => {
    refuse("apps.connections.open", "invalid_auth");
    const started = start({ botToken: "xoxb-one", appToken: "xapp-wrong", apiUrl: world.fake.apiUrl });
    await expect(started).rejects.toMatchObject({
      code: "config-invalid",
      values: { variable: "SLACK_APP_TOKEN", reason: expect.stringMatching(/invalid_auth.*connections:write/) },
    });
  });
});

it("a start where nobody answers says that Slack cannot be reached, and never the token", async () => {
  const closed = createServer();
  const port = await new Promise<number>((resolve) => {
    closed.listen(0, "127.0.0.1", () => {
      const address = closed.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
  await new Promise((resolve) => closed.close(resolve));
  const started = start({ botToken: "xoxb-secret-one", signingSecret: "example", apiUrl: `http://127.0.0.1:${port}/api/` });
  const refusal = await started.catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "platform-unreachable", values: { platform: "Slack", detail: "ECONNREFUSED" } });
  expect(JSON.stringify(refusal)).not.toContain("xoxb-secret-one");
});
