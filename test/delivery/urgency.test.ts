/** Who waits at the screen is served first, and nobody is left out for it. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Urgency } from "../../src/app/ports/outbox-store.ts";
import type { Post } from "../../src/app/ports/post-store.ts";
import { queueEdit } from "../../src/app/posting.ts";
import { cases } from "../helpers/seed.ts";
import { aMailroom, aMessage, type Mailroom } from "./mailroom.ts";

let room: Mailroom;
beforeEach(async () => {
  room = await aMailroom();
  await room.addWorkspace("w-slack", "slack");
});
afterEach(() => room.close());

const summaries = () => room.sender.received.map(({ message }) => message.summary);

async function queueMany(count: number, urgency: Urgency, workspaceId = "w-slack"): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const message = aMessage(`${urgency} ${index}`);
    await room.toChannel(`${workspaceId}-${urgency}-${index}`, { workspaceId, urgency, message });
  }
}

async function edit(post: Post, summary: string, urgency: Urgency): Promise<void> {
  await room.work(async (work) => queueEdit(work, (await work.stores.posts.find(post.id)) ?? post, aMessage(summary), urgency));
}

/** Sends until the workspace would have to wait for longer than anybody likes. */
async function useUpPace(): Promise<void> {
  for (;;) {
    const next = await room.delivery.drain();
    if (next === undefined || next - room.clock.now() > 5_000) return;
    room.clock.set(next);
  }
}

/** Moves the clock to whatever is due next until the message has arrived; how long that took. */
async function untilArrived(summary: string): Promise<number> {
  const started = room.clock.now();
  for (;;) {
    const next = await room.delivery.drain();
    if (summaries().includes(summary)) return room.clock.now() - started;
    if (next === undefined) throw new Error(`${summary} never arrived`);
    room.clock.set(next);
  }
}

describe("R33: a person who waits", () => {
  it("sees their card move on within a second, with thousands of other messages due", async () => {
    const card = await room.toChannel("ana", { workspaceId: "w-slack", message: aMessage("card"), urgency: "waiting" });
    await room.delivery.drain();
    await queueMany(cases(3_000), "personal");
    await useUpPace();
    expect(room.sender.received.length).toBeGreaterThan(200);
    await edit(card, "next question", "waiting");
    expect(await untilArrived("next question")).toBeLessThanOrEqual(1_000);
  }, 60_000);

  it("is not held up by what waits in their own conversation", async () => {
    const card = await room.toChannel("ana", { workspaceId: "w-slack", message: aMessage("card") });
    await room.delivery.drain();
    for (const summary of ["one", "two", "three"]) {
      await room.toChannel("ana", { workspaceId: "w-slack", message: aMessage(summary), urgency: "personal" });
    }
    await edit(card, "next question", "waiting");
    await room.drainAll();
    expect(summaries()).toEqual(["card", "next question", "one", "two", "three"]);
  });

  it("is not held up by what their conversation refused for now", async () => {
    const card = await room.toChannel("ana", { workspaceId: "w-slack", message: aMessage("card") });
    await room.delivery.drain();
    room.sender.behaviour = ({ message }) =>
      message.summary === "stuck" ? { answer: { kind: "failed", reason: "503", retry: true } } : undefined;
    await room.toChannel("ana", { workspaceId: "w-slack", message: aMessage("stuck"), urgency: "personal" });
    room.clock.advance({ minutes: 1 });
    await room.delivery.drain();
    await edit(card, "next question", "waiting");
    expect(await untilArrived("next question")).toBeLessThanOrEqual(1_000);
  });

  it("leaves every other urgency its share while more and more people wait", async () => {
    await queueMany(200, "waiting");
    for (const urgency of ["background", "channel", "personal"] as const) await queueMany(3, urgency);
    while (room.sender.received.length < 64) room.clock.set((await room.delivery.drain()) ?? room.clock.now());
    for (const urgency of ["personal", "channel", "background"]) expect(summaries()).toContain(`${urgency} 0`);
    expect(summaries().filter((summary) => summary.startsWith("waiting")).length).toBeGreaterThan(40);
  });
});

describe("R16: a workspace's first message", () => {
  it("goes out before any other workspace's second, where a hundred have many", async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `w-${index + 100}`);
    for (const id of ids) await room.addWorkspace(id, "slack");
    for (const id of ids) await queueMany(id === "w-100" ? 60 : 2, "personal", id);
    await room.delivery.drain();
    const first = room.sender.received.slice(0, 128).map(({ workspaceId }) => workspaceId);
    expect(new Set(first).size).toBe(100);
    expect(room.sender.received.every(({ at }) => at === room.sender.received[0]?.at)).toBe(true);
  }, 60_000);
});
