/** The wall clock is set back and forward while messages wait: nobody is silenced, and nothing comes twice. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../../src/core/time.ts";
import { aHeldPeer } from "../helpers/fake-sender.ts";
import { aMailroom, aMessage, type Mailroom } from "./mailroom.ts";

let room: Mailroom;
/** What no administrator sets. */
let steadyMs: number;
const steady = { now: () => steadyMs };
beforeEach(async () => {
  steadyMs = 5_000_000;
  room = await aMailroom({ steady });
  await room.addWorkspace("w-slack", "slack");
});
afterEach(() => room.close());

function pass(ms: number): void {
  steadyMs += ms;
  room.clock.set(room.clock.now() + ms);
}
function setClock(by: number): void {
  room.clock.set(room.clock.now() + by);
}
const post = (summary: string) => room.toChannel("ana", { workspaceId: "w-slack", message: aMessage(summary) });
const summaries = () => room.sender.received.map(({ message }) => message.summary);

describe.each([
  ["back by an hour", -HOUR_MS],
  ["back by a day", -DAY_MS],
  ["forward by an hour", HOUR_MS],
  ["forward by a day", DAY_MS],
])("R35: with the clock set %s", (_name, by) => {
  it("the next message goes a second after the last, as ever", async () => {
    await post("before");
    await room.delivery.drain();
    setClock(by);
    await post("after");
    await room.delivery.drain();
    expect(summaries()).toEqual(["before"]);
    pass(1_000);
    await room.delivery.drain();
    expect(summaries()).toEqual(["before", "after"]);
  });

  it("a program that starts anew sends at once", async () => {
    await post("before");
    await room.delivery.drain();
    setClock(by);
    pass(2_000);
    await post("after");
    await room.another().drain();
    expect(summaries()).toEqual(["before", "after"]);
  });

  it("what was queued before is sent, by this program and by one that starts anew", async () => {
    await room.delivery.drain();
    await post("one");
    setClock(by);
    await room.delivery.drain();
    expect(summaries()).toEqual(["one"]);
    await post("two");
    setClock(by);
    pass(2_000);
    await room.another().drain();
    expect(summaries()).toEqual(["one", "two"]);
  });

  it("what was refused for now is tried again after its two seconds", async () => {
    let refused = false;
    room.sender.behaviour = () => {
      if (refused) return undefined;
      refused = true;
      return { answer: { kind: "failed", reason: "503", retry: true } };
    };
    await post("one");
    await room.delivery.drain();
    setClock(by);
    await room.delivery.drain();
    expect(summaries()).toEqual([]);
    pass(2_000);
    await room.delivery.drain();
    expect(summaries()).toEqual(["one"]);
  });

  it("what is on its way is not sent again, and counts once", async () => {
    const peer = aHeldPeer();
    room.sender.behaviour = () => ({ wait: peer.answer });
    const delivery = room.another({ sendTimeoutMs: 60_000 });
    const { id } = await post("one");
    const running = delivery.run();
    await expect.poll(peer.asked, { interval: 5 }).toBe(1);
    setClock(by);
    delivery.wake();
    await delivery.drain();
    peer.release();
    await delivery.stop();
    await running;
    expect(summaries()).toEqual(["one"]);
    expect(await room.item(id)).toMatchObject({ status: "sent", attempt: 1 });
  });

  it("what was sent with an unknown outcome is looked for after fifteen seconds, and not sent twice", async () => {
    room.sender.behaviour = () => ({ acceptThen: { kind: "unclear", reason: "socket" } });
    const { id } = await post("one");
    await room.delivery.drain();
    setClock(by);
    await room.delivery.drain();
    expect(await room.item(id)).toMatchObject({ status: "sending" });
    pass(15_000);
    await room.delivery.drain();
    expect(summaries()).toEqual(["one"]);
    expect(await room.item(id)).toMatchObject({ status: "sent" });
  });
});
