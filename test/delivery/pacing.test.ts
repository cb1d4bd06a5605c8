import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { queuePost } from "../../src/app/posting.ts";
import type { Platform } from "../../src/core/team.ts";
import { PLATFORM_LIMITS } from "../../src/delivery/limits.ts";
import { aHeldPeer, type Received } from "../helpers/fake-sender.ts";
import { cases } from "../helpers/seed.ts";
import { aMailroom, aMessage, type Mailroom } from "./mailroom.ts";

let room: Mailroom;
beforeEach(async () => {
  room = await aMailroom();
});
afterEach(() => room.close());

/** One message to each of so many conversations. */
async function queueMany(workspaceId: string, count: number, messagesEach = 1): Promise<void> {
  await room.work(async (work) => {
    for (let index = 0; index < count * messagesEach; index += 1) {
      const channelId = `${workspaceId}-c${index % count}`;
      await queuePost(work, {
        target: { to: "channel", workspaceId, channelId },
        workspaceId,
        purpose: "notice",
        subjectId: channelId,
        message: aMessage(`${index}`),
      });
    }
  });
}

function mostIn(received: readonly Received[], perMs: number): number {
  const instants = received.map(({ at }) => at).sort((left, right) => left - right);
  let from = 0;
  let most = 0;
  for (const [index, at] of instants.entries()) {
    while ((instants[from] ?? at) <= at - perMs) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}

function groupBy(received: readonly Received[], keyOf: (entry: Received) => string): readonly (readonly Received[])[] {
  const groups = new Map<string, Received[]>();
  for (const entry of received) groups.set(keyOf(entry), [...(groups.get(keyOf(entry)) ?? []), entry]);
  return [...groups.values()];
}

function expectWithinLimits(received: readonly Received[], platform: Platform): void {
  const limits = PLATFORM_LIMITS[platform];
  for (const ofWorkspace of groupBy(received, (entry) => entry.workspaceId)) {
    for (const { amount, perMs } of limits.workspace) expect(mostIn(ofWorkspace, perMs)).toBeLessThanOrEqual(amount);
    for (const ofLane of groupBy(ofWorkspace, (entry) => (entry.target.to === "channel" ? entry.target.channelId : ""))) {
      for (const { amount, perMs } of limits.lane) expect(mostIn(ofLane, perMs)).toBeLessThanOrEqual(amount);
    }
  }
}

describe("R15: a 429", () => {
  it("holds its own channel alone, for exactly as long as told", async () => {
    await room.addWorkspace("w-slack", "slack");
    let refused = false;
    room.sender.behaviour = ({ target }) => {
      if (refused || target.to !== "channel" || target.channelId !== "a") return undefined;
      refused = true;
      return { answer: { kind: "rate-limited", retryAfterMs: 7_000, scope: "lane" } };
    };
    const started = room.clock.now();
    for (const channelId of ["a", "b", "a", "b"]) await room.toChannel(channelId, { workspaceId: "w-slack" });
    await room.drainAll();
    const timesOf = (id: string) =>
      room.sender.received
        .filter(({ target }) => target.to === "channel" && target.channelId === id)
        .map(({ at }) => at - started);
    expect(timesOf("a")).toEqual([7_000, 8_000]);
    expect(timesOf("b")).toEqual([0, 1_000]);
  });

  it("holds the whole workspace where the platform says so, and no other workspace", async () => {
    await room.addWorkspace("w-slack", "slack");
    await room.addWorkspace("w-other", "slack");
    let refused = false;
    room.sender.behaviour = ({ workspaceId }) => {
      if (refused || workspaceId !== "w-slack") return undefined;
      refused = true;
      return { answer: { kind: "rate-limited", retryAfterMs: 5_000, scope: "workspace" } };
    };
    const started = room.clock.now();
    await room.toChannel("a", { workspaceId: "w-slack" });
    await room.delivery.drain();
    await room.toChannel("b", { workspaceId: "w-slack" });
    await room.toChannel("c", { workspaceId: "w-other" });
    await room.drainAll();
    const times = room.sender.received.map(({ workspaceId, at }) => `${workspaceId} ${at - started}`);
    expect(times).toEqual(["w-other 0", "w-slack 5000", "w-slack 5000"]);
  });

  it("that many conversations get at once holds the whole workspace, and one of them tries first", async () => {
    await room.addWorkspace("w-teams", "teams");
    const started = room.clock.now();
    const calls = new Map<number, number>();
    room.sender.behaviour = () => {
      const at = room.clock.now() - started;
      calls.set(at, (calls.get(at) ?? 0) + 1);
      return at < 15_000 ? { answer: { kind: "rate-limited", retryAfterMs: 5_000, scope: "lane" } } : undefined;
    };
    await queueMany("w-teams", 50);
    await room.drainAll();
    expect(calls.get(0)).toBeLessThanOrEqual(PLATFORM_LIMITS.teams.concurrent);
    expect([calls.get(5_000), calls.get(10_000)]).toEqual([1, 1]);
    expect(room.sender.received).toHaveLength(50);
    expect(room.clock.now() - started).toBeLessThan(20_000);
  });

  it("does not use up an attempt", async () => {
    let refusals = 100;
    room.sender.behaviour = () => {
      refusals -= 1;
      return refusals >= 0 ? { answer: { kind: "rate-limited", retryAfterMs: 1_000, scope: "lane" } } : undefined;
    };
    const post = await room.toChannel("a");
    await room.drainAll();
    expect(await room.item(post.id)).toMatchObject({ status: "sent", attempt: 1 });
  });
});

describe("R16: the platforms' limits", () => {
  it("are never exceeded over 10,000 sends, and no workspace waits for another's", async () => {
    const slack = ["s-1", "s-2", "s-3", "s-4"];
    const teams = ["t-1", "t-2"];
    for (const id of slack) await room.addWorkspace(id, "slack");
    for (const id of teams) await room.addWorkspace(id, "teams");
    const started = room.clock.now();
    const [forSlack, forTeams] = [cases(5_000), cases(4_000)];
    await queueMany("s-1", forSlack);
    for (const id of slack.slice(1)) await queueMany(id, 200);
    await queueMany("t-1", forTeams);
    await queueMany("t-2", 4, 100);
    await room.drainAll();

    const { received } = room.sender;
    expect(received).toHaveLength(forSlack + 600 + forTeams + 400);
    expect(new Set(received.map(({ postId }) => postId)).size).toBe(received.length);
    expectWithinLimits(
      received.filter(({ workspaceId }) => slack.includes(workspaceId)),
      "slack",
    );
    expectWithinLimits(
      received.filter(({ workspaceId }) => teams.includes(workspaceId)),
      "teams",
    );

    const endOf = (id: string) =>
      Math.max(...received.filter(({ workspaceId }) => workspaceId === id).map(({ at }) => at)) - started;
    // 200 messages fit into one minute's allowance, whatever the neighbour with 5,000 does.
    for (const id of slack.slice(1)) expect(endOf(id)).toBeLessThan(12_000);
    expect(endOf("t-1")).toBeLessThanOrEqual((forTeams / 50) * 1_000 * 1.1);
    expect(endOf("s-1")).toBeLessThanOrEqual((forSlack / 240) * 60_000 * 1.1);
  }, 120_000);
});

describe("R17: a peer that hangs", () => {
  it("is given up, its outcome unknown", async () => {
    await room.addWorkspace("w-hangs", "slack");
    room.sender.behaviour = () => ({ hang: true });
    await queueMany("w-hangs", 8);
    await room.another({ sendTimeoutMs: 20 }).drain();
    expect((await room.queued("sending")).length).toBeGreaterThan(0);
  });

  it("gets eight at a time of its workspace until it answers again", async () => {
    await room.addWorkspace("w-hung", "teams");
    const [hung, well] = [aHeldPeer(), aHeldPeer()];
    const delivery = room.another({ sendTimeoutMs: 60_000 });
    room.sender.behaviour = () => ({ answer: { kind: "unclear", reason: "timeout" } });
    await queueMany("w-hung", 1);
    await delivery.drain();
    room.sender.behaviour = () => ({ wait: hung.answer });
    await queueMany("w-hung", 20);
    const draining = delivery.drain();
    await expect.poll(hung.asked, { interval: 5 }).toBe(8);
    hung.release();
    await draining;
    room.clock.advance({ minutes: 5 });
    room.sender.behaviour = () => ({ wait: well.answer });
    await queueMany("w-hung", 40);
    const next = delivery.drain();
    await expect.poll(well.asked, { interval: 5 }).toBeGreaterThan(8);
    well.release();
    await next;
  });

  it("holds no other workspace up", async () => {
    await room.addWorkspace("w-hangs", "slack");
    await room.addWorkspace("w-well", "slack");
    const peer = aHeldPeer();
    room.sender.behaviour = ({ workspaceId }) => (workspaceId === "w-hangs" ? { wait: peer.answer } : undefined);
    await queueMany("w-hangs", 8);
    await queueMany("w-well", 20);
    const draining = room.another({ sendTimeoutMs: 60_000 }).drain();
    await expect.poll(() => room.sender.received, { interval: 5 }).toHaveLength(20);
    expect(peer.asked()).toBeGreaterThan(0);
    peer.release();
    await draining;
  });

  it("in one conversation does not hold back the workspace's others", async () => {
    const peer = aHeldPeer();
    room.sender.behaviour = ({ target }) =>
      target.to === "channel" && target.channelId === "hangs" ? { wait: peer.answer } : undefined;
    for (const channelId of ["hangs", "hangs", "b", "c", "b"]) await room.toChannel(channelId);
    const draining = room.another({ sendTimeoutMs: 60_000 }).drain();
    await expect.poll(() => room.sender.received, { interval: 5 }).toHaveLength(3);
    expect(peer.asked()).toBe(1);
    peer.release();
    await draining;
  });
});

describe("R18: a thousand direct messages", () => {
  it("take at most 110 % of what the limit allows, also across a restart, and never exceed it", async () => {
    await room.addWorkspace("w-slack", "slack");
    const started = room.clock.now();
    await queueMany("w-slack", 1_000);
    let next = await room.delivery.drain();
    while (next !== undefined && room.sender.received.length < 500) {
      room.clock.set(next);
      next = await room.delivery.drain();
    }
    // From here another process goes on; it knows from the database what went out in the last minute.
    await room.drainAll(room.another());
    expect(new Set(room.sender.received.map(({ postId }) => postId)).size).toBe(1_000);
    expect(room.sender.received).toHaveLength(1_000);
    expectWithinLimits(room.sender.received, "slack");
    expect(room.clock.now() - started).toBeLessThanOrEqual((1_000 / 240) * 60_000 * 1.1);
  }, 60_000);
});
