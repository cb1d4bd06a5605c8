/** Tokens that end after twelve hours: renewed ahead of it, kept encrypted, and used wherever the bot speaks. */
import { existsSync, readFileSync } from "node:fs";
import { WebClient } from "@slack/web-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { install, postEvent, SIGNING_SECRET } from "../../fakes/slack/client.ts";
import { noteLeftChannel } from "../../src/app/news/platform-news.ts";
import { createSdkLog } from "../../src/slack/clients.ts";
import { createSeal } from "../../src/slack/installing/encryption.ts";
import { createInstallations } from "../../src/slack/installing/installations.ts";
import { createRenewal } from "../../src/slack/installing/renewal.ts";
import { aSlackWorld, type SlackUser, type SlackWorld } from "../helpers/slack/slack-world.ts";

const OAUTH = {
  clientId: "1.2",
  clientSecret: "client-secret-of-the-example",
  stateSecret: "state-secret",
  encryptionKey: Buffer.alloc(32, 7).toString("base64"),
  allowedWorkspaces: ["*"],
};
const LIFE_S = 12 * 3_600;
const FIRST = "xoxe.xoxb-1-first";

let world: SlackWorld;
let ana: SlackUser;
let cem: SlackUser;
beforeEach(async () => {
  const lastsS = (grant: "code" | "refresh") =>
    // The SDK counts from the machine's clock at an installation; the bot's own is the one that the test moves.
    grant === "code" ? LIFE_S + Math.floor((world.clock.now() - Date.now()) / 1_000) : LIFE_S;
  const teams = [{ id: "T1", name: "Example Ltd", token: FIRST, lastsS }];
  world = await aSlackWorld({ teams, settings: { signingSecret: SIGNING_SECRET, oauth: OAUTH } });
  ana = world.user("UANA");
  world.user("UBEN");
  cem = world.user("UCEM");
  expect((await install(world, "code-T1")).status).toBe(200);
});
afterEach(() => world.close());

const refreshes = () => world.fake.callsOf("oauth.v2.access").filter(({ args }) => args.grant_type === "refresh_token");
const lastTokenOf = (method: string) => world.fake.callsOf(method).at(-1)?.token;
const isInstalled = async () => (await world.storage().work((stores) => stores.slackInstallations.find("T1"))) !== undefined;
const uninstalledAt = async () =>
  (await world.storage().work((stores) => stores.workspaces.findByPlatform("slack", "T1")))?.uninstalledAt;
/** Opens a modal: a call with the token. */
const lookAround = () => ana.says("setup");

describe("a token that ends", () => {
  it("is used as it is while there is time", async () => {
    world.clock.advance({ hours: 9 });
    await lookAround();
    expect(lastTokenOf("views.open")).toBe(FIRST);
    expect(refreshes()).toHaveLength(0);
  });

  it("is renewed ahead of its end, once, also when many ask at the same time, and after a restart the new one is used", async () => {
    world.clock.advance({ hours: 11 });
    await Promise.all([lookAround(), lookAround(), lookAround(), ana.says("help")]);
    const renewed = lastTokenOf("views.open");
    expect(renewed).toMatch(/^xoxe\.xoxb-1-T1-/);
    await world.restart();
    await lookAround();
    expect(lastTokenOf("views.open")).toBe(renewed);
    expect(refreshes().map(({ args }) => [args.client_id, args.client_secret])).toEqual([["1.2", OAUTH.clientSecret]]);
  });

  it("is renewed with the newest refresh token the next time", async () => {
    for (const _ of [1, 2, 3]) {
      world.clock.advance({ hours: 11 });
      await lookAround();
    }
    const used = refreshes().map(({ args }) => args.refresh_token);
    expect(new Set(used).size).toBe(3);
    expect(await isInstalled()).toBe(true);
  });

  it("stands nowhere in plain, nor does its refresh token: neither in the database nor in the log", async () => {
    world.clock.advance({ hours: 11 });
    await lookAround();
    world.fake.plan("oauth.v2.access", { error: "internal_error" });
    world.clock.advance({ hours: 11 });
    await lookAround();
    const { path } = world.storage();
    await world.restart();
    const file = ["", "-wal"].map((end) => readIfThere(path + end)).join("");
    expect(file).not.toContain("xoxe");
    expect(JSON.stringify(world.log)).not.toContain("xoxe");
  });
});

describe("what the bot says unasked", () => {
  beforeEach(async () => {
    await ana.says("setup");
    await ana.submits(ana.modal(), { name: "Payments", members: ["UBEN"], leads: ["UCEM"], channel: "C1", privacy: "open" });
    await world.deliver();
  });

  it("goes out with a renewed token after the old one ended", async () => {
    world.clock.advance({ hours: 25 });
    world.fake.expired.add(FIRST);
    await benLeaves();
    expect(lastTokenOf("chat.postMessage")).toMatch(/^xoxe\.xoxb-1-T1-/);
    expect(ana.messages().at(-1)?.text).toContain("Ben Example");
    expect(await uninstalledAt()).toBeUndefined();
  });

  it("goes out on the next try where Slack ended the token before its time, to each of two", async () => {
    world.fake.expired.add(FIRST);
    await benLeaves();
    expect(ana.messages().at(-1)?.text).toContain("Ben Example");
    expect(cem.messages().at(-1)?.text).toContain("Ben Example");
    expect(refreshes()).toHaveLength(1);
    expect(await isInstalled()).toBe(true);
  });

  it("waits while Slack gives no new token, and goes out then", async () => {
    world.clock.advance({ hours: 25 });
    world.fake.expired.add(FIRST);
    world.fake.plan(({ args }) => args.grant_type === "refresh_token", { status: 500 }, 2);
    await benLeaves();
    expect(await isInstalled()).toBe(true);
    world.clock.advance({ minutes: 10 });
    await world.deliver();
    expect(ana.messages().at(-1)?.text).toContain("Ben Example");
  });

  it("ends where Slack refuses to renew for good: the bot counts as removed", async () => {
    world.fake.expired.add(FIRST);
    world.fake.plan(({ args }) => args.grant_type === "refresh_token", { error: "invalid_refresh_token" });
    await benLeaves();
    expect(await isInstalled()).toBe(false);
    expect(await uninstalledAt()).toBeDefined();
  });

  /** Asks the leads, although nobody asked the bot anything. */
  async function benLeaves(): Promise<void> {
    const workspace = await world.storage().work((stores) => stores.workspaces.findByPlatform("slack", "T1"));
    await noteLeftChannel(world.bot().world, {
      workspaceId: workspace?.id ?? "",
      platformUserId: "UBEN",
      channelId: "C1",
      eventKey: "left",
    });
    await world.deliver();
  }
});

describe("two that renew at the same time", () => {
  const aRenewal = () => {
    const installations = theInstallations();
    const client = new WebClient(undefined, { slackApiUrl: world.fake.apiUrl });
    const { clientId, clientSecret } = OAUTH;
    const renewal = createRenewal({
      client,
      clientId,
      clientSecret,
      installations,
      clock: world.clock,
      logger: createSdkLog(QUIET),
    });
    return { installations, renewal };
  };
  const refused = async () => {
    const installation = await theInstallations().find("T1");
    if (!installation) throw new Error("not installed");
    return { installation, token: FIRST, code: "token_expired" };
  };

  it("ask Slack once, in one process", async () => {
    const { renewal } = aRenewal();
    const each = await refused();
    expect(await Promise.all([renewal.replaces("T1", each), renewal.replaces("T1", each)])).toEqual([true, true]);
    expect(refreshes()).toHaveLength(1);
  });

  it("both go on with what the first brought, in two processes", async () => {
    const each = await refused();
    expect(await aRenewal().renewal.replaces("T1", each)).toBe(true);
    expect(await aRenewal().renewal.replaces("T1", each)).toBe(true);
    expect((await theInstallations().find("T1"))?.bot.token).not.toBe(FIRST);
  });

  it("do not bring back an installation that was removed meanwhile", async () => {
    const { installation } = await refused();
    await postEvent(world, { type: "app_uninstalled" });
    const spent = installation.bot.refreshToken ?? "";
    expect(spent).toMatch(/^xoxe-1-/);
    expect(await theInstallations().renew("T1", { spent, bot: { token: "xoxe.xoxb-1-late" } })).toBe(false);
    expect(await isInstalled()).toBe(false);
  });
});

const QUIET = { info: () => {}, warn: () => {}, error: () => {} };

/** As another process on the same database has them. */
function theInstallations() {
  const seal = createSeal(OAUTH.encryptionKey);
  const nothing = { allowed: ["*"], onInstalled: async () => {}, onKept: () => {} };
  return createInstallations({ storage: world.storage(), seal, clock: world.clock, ...nothing });
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path).toString("latin1") : "";
}
