/** Every call to Teams counts, whatever it does: no second holds more than 50 for a tenant. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FakeConnector, startFakeConnector } from "../../fakes/teams/fake-connector.ts";
import { createCallBudget } from "../../src/pace/call-budget.ts";
import { ConnectorFailure, TURNED_AWAY } from "../../src/teams/sending/connector-failure.ts";
import { type Connector, createConnector } from "../../src/teams/sending/connector.ts";
import { toTeamsSendResult } from "../../src/teams/sending/teams-send-result.ts";
import { limitsOfTeams } from "../../src/teams/teams-call-limits.ts";
import { ANONYMOUS, TENANT } from "../helpers/teams/teams-world.ts";

let fake: FakeConnector;
let connector: Connector;
let calls: { readonly path: string; readonly at: number }[];

beforeEach(async () => {
  fake = await startFakeConnector();
  calls = [];
  fake.plan(({ path }) => calls.push({ path, at: performance.now() }) < 0, { drop: true }, Number.POSITIVE_INFINITY);
  connector = createConnector(ANONYMOUS, createCallBudget({ steadyNow: () => performance.now(), limitsOf: limitsOfTeams }));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await fake.close();
});

const here = (index: number, workspaceId = "w") => ({
  serviceUrl: fake.url,
  conversationId: `a:${index}`,
  botId: "28:bot",
  workspaceId,
});
const WORDS = { type: "message", text: "hello", textFormat: "plain" } as const;
const open = (index: number, workspaceId = "w") =>
  connector.openDirect({ ...here(index, workspaceId), userId: `user-${index}`, tenantId: TENANT }, "personal");

/** As delivery does: on a busy machine a call may wait for longer than it may. */
async function untilTaken(call: () => Promise<unknown>): Promise<void> {
  for (;;) {
    const failure = await call().then(
      () => undefined,
      (cause: unknown) => cause,
    );
    if (failure === undefined) return;
    if (!(failure instanceof ConnectorFailure) || failure.code !== TURNED_AWAY) throw failure;
  }
}

function mostInASecond(): number {
  return Math.max(...calls.map(({ at }) => calls.filter((other) => other.at >= at && other.at < at + 1_000).length));
}

describe("R16: opened conversations, members and posts together", () => {
  it("are at most 50 in a second", async () => {
    for (let index = 0; index < 6; index += 1) fake.people.set(`p-${index}`, { name: "Ana Example", teamsId: `29:${index}` });
    await Promise.all([
      ...Array.from({ length: 40 }, (_, index) => untilTaken(() => open(index))),
      ...Array.from({ length: 40 }, (_, index) => untilTaken(() => connector.post(here(index), WORDS, "waiting"))),
      untilTaken(() => connector.listMembers(here(0), "background")),
    ]);
    expect(calls.length).toBeGreaterThanOrEqual(83);
    expect(mostInASecond()).toBeLessThanOrEqual(50);
  }, 60_000);
});

describe("R15: a 429 on opening conversations", () => {
  it("holds all opening in the tenant for as long as told, and no post nor another tenant", async () => {
    fake.plan(({ path }) => path === "/v3/conversations", { status: 429, retryAfter: 30 });
    const first = await open(1).catch((cause: unknown) => cause);
    const second = await open(2).catch((cause: unknown) => cause);
    const [one, two] = [first, second].map((cause) => toTeamsSendResult(cause, { to: "person", doing: "open-direct" }));
    expect(one).toEqual({ kind: "rate-limited", retryAfterMs: 30_000, scope: "call" });
    expect(two).toMatchObject({ kind: "rate-limited", scope: "call" });
    expect(calls).toHaveLength(1);
    await connector.post(here(1), WORDS, "personal");
    await open(3, "w-2");
    expect(calls).toHaveLength(3);
  });

  it("on a post holds its own conversation alone", async () => {
    fake.plan(({ path }) => path.endsWith("/activities"), { status: 429, retryAfter: 30 });
    const refused = await connector.post(here(1), WORDS, "personal").catch((cause: unknown) => cause);
    expect(refused).toBeInstanceOf(ConnectorFailure);
    const result = toTeamsSendResult(refused, { to: "person", doing: "post" });
    expect(result).toEqual({ kind: "rate-limited", retryAfterMs: 30_000, scope: "lane" });
    await connector.post(here(2), WORDS, "personal");
    expect(calls).toHaveLength(2);
  });
});
