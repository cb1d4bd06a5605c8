/** Two processes on one database: one sends, and another takes over where it ended. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Delivery } from "../../src/delivery/delivery.ts";
import type { SendingProcess } from "../../src/delivery/sender-lease.ts";
import { aMailroom, type Mailroom } from "./mailroom.ts";

let room: Mailroom;
let gone: Set<string>;
let steadyMs: number;
beforeEach(async () => {
  steadyMs = 0;
  gone = new Set();
  room = await aMailroom({ steady: { now: () => steadyMs } });
  await room.addWorkspace("w-slack", "slack");
});
afterEach(() => room.close());

function aProcess(id: string): Delivery {
  const process: SendingProcess = { id, host: "example", pid: 1 };
  return room.another({ shared: { process, isGone: (other) => gone.has(other.id) } });
}

function pass(ms: number): void {
  steadyMs += ms;
  room.clock.set(room.clock.now() + ms);
}

describe("R16: two processes on one database", () => {
  it("send together what one may: the second sends nothing while the first renews its lease", async () => {
    const [first, second] = [aProcess("first"), aProcess("second")];
    for (let index = 0; index < 60; index += 1) await room.toChannel(`c-${index}`, { workspaceId: "w-slack" });
    for (let seconds = 0; seconds < 120; seconds += 1) {
      const before = room.sender.received.length;
      await first.drain();
      await second.drain();
      expect(room.sender.received.length - before).toBeLessThanOrEqual(20);
      pass(1_000);
    }
    expect(room.sender.received).toHaveLength(60);
  });

  it("have the second take over thirty seconds after the first fell silent, whatever the wall clock says", async () => {
    const [first, second] = [aProcess("first"), aProcess("second")];
    await first.drain();
    await room.toChannel("c-1", { workspaceId: "w-slack" });
    await second.drain();
    room.clock.advance({ days: 1 });
    pass(29_000);
    await second.drain();
    expect(room.sender.received).toEqual([]);
    pass(1_000);
    await second.drain();
    expect(room.sender.received).toHaveLength(1);
    await room.toChannel("c-2", { workspaceId: "w-slack" });
    await first.drain();
    expect(room.sender.received).toHaveLength(1);
  });

  it("have the second take over at once where the first stopped in order, or is known to have ended", async () => {
    const [first, second, third] = [aProcess("first"), aProcess("second"), aProcess("third")];
    await first.drain();
    await room.toChannel("c-1", { workspaceId: "w-slack" });
    await first.stop();
    await second.drain();
    expect(room.sender.received).toHaveLength(1);
    await room.toChannel("c-2", { workspaceId: "w-slack" });
    gone.add("second");
    await third.drain();
    expect(room.sender.received).toHaveLength(2);
  });

  it("count what the other sent against the rates", async () => {
    const [first, second] = [aProcess("first"), aProcess("second")];
    for (let index = 0; index < 30; index += 1) await room.toChannel(`c-${index}`, { workspaceId: "w-slack" });
    await second.drain();
    expect(room.sender.received).toHaveLength(20);
    await second.stop();
    await first.drain();
    expect(room.sender.received).toHaveLength(20);
    pass(1_000);
    await first.drain();
    expect(room.sender.received).toHaveLength(30);
  });
});
