/** Who may speak to the bot: tokens against a key server on loopback, and tenants. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { nextActivityId, postActivity } from "../../fakes/teams/client.ts";
import { anotherKey, ISSUER, type KeyServer, startKeyServer } from "../../fakes/teams/key-server.ts";
import { anActivity, aTeamsWorld, TENANT, type TeamsWorld } from "../helpers/teams/teams-world.ts";

const APP_ID = "22222222-2222-4222-8222-222222222222";

/** Of the tenant in which Bot Framework's emulator gets its tokens. */
const EMULATOR_ISSUER = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/";

let keys: KeyServer;
let world: TeamsWorld;

beforeEach(async () => {
  // The SDK prints every refusal.
  vi.spyOn(console, "error").mockImplementation(() => {});
  keys = await startKeyServer(["msteams", "directline"]);
  world = await aTeamsWorld({
    settings: {
      appId: APP_ID,
      password: "a-password",
      tenantId: TENANT,
      appType: "SingleTenant",
      anonymous: false,
      serviceHosts: ["127.0.0.1"],
      openIdMetadataUrl: keys.metadataUrl,
      tokenIssuer: ISSUER,
      loginUrl: new URL("/login", keys.metadataUrl).href,
    },
  });
});

afterEach(async () => {
  await world.close();
  await keys.stop();
  vi.restoreAllMocks();
});

const now = () => Math.floor(Date.now() / 1000);
const claims = (overrides: Readonly<Record<string, unknown>> = {}) => ({
  iss: ISSUER,
  aud: APP_ID,
  serviceurl: world.fake.url,
  nbf: now() - 60,
  exp: now() + 600,
  ...overrides,
});

/** A command that would make the person known. */
function ask(authorization: string | undefined, overrides: Readonly<Record<string, unknown>> = {}) {
  const activity = anActivity(world, "aad-ana", { text: "language en", ...overrides });
  return postActivity(world, activity, authorization === undefined ? {} : { authorization });
}

async function countTraces(): Promise<number> {
  const workspaces = await world.storage().work((stores) => stores.workspaces.list());
  return workspaces.length + world.fake.calls.length;
}

describe("R25: a token", () => {
  it("that is right is believed, and what was asked happens", async () => {
    expect((await ask(`Bearer ${keys.sign(claims())}`)).status).toBe(200);
    await world.teams().settle();
    expect(await countTraces()).toBeGreaterThan(0);
  });

  const refused: readonly (readonly [string, () => string | undefined])[] = [
    ["that an emulator got", () => `Bearer ${keys.sign(claims({ iss: EMULATOR_ISSUER, ver: "1.0", appid: APP_ID }))}`],
    [
      "that another app got for itself",
      () => `Bearer ${keys.sign(claims({ iss: EMULATOR_ISSUER, ver: "2.0", azp: "any", aud: "any" }))}`,
    ],
    ["that is missing", () => undefined],
    ["that is garbled", () => "Bearer not.a.token"],
    ["of another scheme", () => `Basic ${keys.sign(claims())}`],
    ["with a bad signature", () => `Bearer ${keys.sign(claims()).slice(0, -8)}AAAAAAAA`],
    ["signed by another key", () => `Bearer ${keys.sign(claims(), { key: anotherKey() })}`],
    ["of another issuer", () => `Bearer ${keys.sign(claims({ iss: "https://evil.example" }))}`],
    ["for another audience", () => `Bearer ${keys.sign(claims({ aud: "33333333-3333-4333-8333-333333333333" }))}`],
    ["without a signature", () => `Bearer ${keys.sign(claims(), { algorithm: "none" })}`],
    ["with an algorithm that says less than it signs", () => `Bearer ${keys.sign(claims(), { algorithm: "HS256" })}`],
    ["that has expired", () => `Bearer ${keys.sign(claims({ exp: now() - 3_600, nbf: now() - 7_200 }))}`],
    ["that is not valid yet", () => `Bearer ${keys.sign(claims({ nbf: now() + 3_600, exp: now() + 7_200 }))}`],
    ["for another service address", () => `Bearer ${keys.sign(claims({ serviceurl: "https://evil.example" }))}`],
  ];
  it.each(refused)("%s is refused without a reason, and nothing happens", async (_, authorization) => {
    const answer = await ask(authorization());
    expect(answer).toEqual({ status: 401, body: { error: "unauthorized" } });
    expect(await countTraces()).toBe(0);
  });

  it("for a service address does not vouch for an activity that names none", async () => {
    const answer = await ask(`Bearer ${keys.sign(claims())}`, { serviceUrl: undefined });
    expect(answer.status).toBe(401);
  });

  it("does not vouch for another channel than its key is endorsed for", async () => {
    const answer = await ask(`Bearer ${keys.sign(claims())}`, { channelId: "webchat" });
    expect(answer.status).toBe(401);
  });

  it("of another channel acts as nobody here, even where its key is endorsed for it", async () => {
    const answer = await ask(`Bearer ${keys.sign(claims())}`, { channelId: "directline" });
    expect(answer).toEqual({ status: 403, body: { error: "forbidden" } });
    expect(await countTraces()).toBe(0);
  });

  it.each(["message", "invoke"])("does not vouch for %s without an author of the directory", async (type) => {
    const answer = await ask(`Bearer ${keys.sign(claims())}`, { type, from: { id: "29:aad-ana", name: "Ana Example" } });
    expect(answer).toEqual({ status: 403, body: { error: "forbidden" } });
    expect(await countTraces()).toBe(0);
  });

  it.each([
    "https://evil.example/teams/",
    "http://smba.trafficmanager.net/teams/",
    "https://smba.trafficmanager.net.evil.example/",
    "https://smba.trafficmanager.net@evil.example/",
  ])("for the service address %s brings no message there", async (serviceUrl) => {
    const answer = await ask(`Bearer ${keys.sign(claims({ serviceurl: serviceUrl }))}`, { serviceUrl });
    expect(answer).toEqual({ status: 403, body: { error: "forbidden" } });
    expect(await countTraces()).toBe(0);
  });

  it("does not vouch for an activity that names two tenants", async () => {
    const conversation = { id: "a:1", conversationType: "personal", tenantId: "44444444-4444-4444-8444-444444444444" };
    expect((await ask(`Bearer ${keys.sign(claims())}`, { conversation })).status).toBe(403);
    expect(await countTraces()).toBe(0);
  });

  it("of a tenant that is not allowed is refused without a reason, and nothing happens", async () => {
    const other = "44444444-4444-4444-8444-444444444444";
    const answer = await ask(`Bearer ${keys.sign(claims())}`, {
      conversation: { id: "a:1", conversationType: "personal", tenantId: other },
      channelData: { tenant: { id: other } },
    });
    expect(answer).toEqual({ status: 403, body: { error: "forbidden" } });
    expect(await countTraces()).toBe(0);
  });

  it("cannot be judged while the key server is down: the platform may come again", async () => {
    await keys.stop();
    const answer = await ask(`Bearer ${keys.sign(claims())}`);
    expect(answer.status).toBe(503);
    expect(await countTraces()).toBe(0);
  });
});

it("R25: an activity of no tenant is refused, whoever may speak", async () => {
  const open = await aTeamsWorld();
  const nowhere = { conversation: { id: "a:1", conversationType: "personal" }, channelData: {} };
  expect((await postActivity(open, anActivity(open, "aad-ana", nowhere))).status).toBe(403);
  await open.close();
});

it("R25: without tokens nothing is believed but what comes from this machine, to it and from no foreign page", async () => {
  const open = await aTeamsWorld();
  const activity = () => anActivity(open, "aad-ana", { text: "language en" });
  expect((await postActivity(open, activity(), { host: "rebound.example" })).status).toBe(421);
  expect((await postActivity(open, activity(), { origin: "https://evil.example" })).status).toBe(403);
  expect((await postActivity(open, activity(), { origin: "http://127.0.0.1:1" })).status).toBe(403);
  const elsewhere = { ...activity(), serviceUrl: "https://smba.trafficmanager.net/teams/" };
  expect((await postActivity(open, elsewhere)).status).toBe(403);
  expect(await open.storage().work((stores) => stores.workspaces.list())).toEqual([]);
  expect((await postActivity(open, activity())).status).toBe(200);
  await open.teams().settle();
  await open.close();
});

it("R25: a body is not even read without a token", async () => {
  expect((await ask("", { text: "x".repeat(600_000) })).status).toBe(401);
});

it("R24: a body that is too large or no activity is refused", async () => {
  const authorization = `Bearer ${keys.sign(claims())}`;
  expect((await ask(authorization, { text: "x".repeat(600_000) })).status).toBe(413);
  expect(
    (
      await postActivity(
        world,
        { type: "message", id: nextActivityId(), channelId: "msteams", serviceUrl: world.fake.url },
        { authorization },
      )
    ).status,
  ).toBe(400);
  expect(await countTraces()).toBe(0);
});
