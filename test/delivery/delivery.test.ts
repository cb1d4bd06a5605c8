import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Work } from "../../src/app/call.ts";
import type { Post } from "../../src/app/ports/post-store.ts";
import type { Sender } from "../../src/app/ports/sender.ts";
import type { Storage } from "../../src/app/ports/world.ts";
import { queueEdit, queueRemoval } from "../../src/app/posting.ts";
import { aCheckIn } from "../helpers/check-in.ts";
import { claimDue } from "../helpers/delivery.ts";
import { aHeldPeer, deliverTo, withoutLocate } from "../helpers/fake-sender.ts";
import { aMembership, aPerson, aTeam } from "../helpers/team.ts";
import { aMailroom, aMessage, type Mailroom } from "./mailroom.ts";

let room: Mailroom;
beforeEach(async () => {
  room = await aMailroom();
});
afterEach(() => room.close());

const summaries = () => room.sender.received.map(({ operation, message }) => `${operation} ${message.summary}`);

describe("delivery", () => {
  it("sends what waits, and keeps where the platform put it", async () => {
    const { id } = await room.toChannel("c-1");
    expect(await room.delivery.drain()).toBeUndefined();
    expect((await room.post(id))?.platformRef).toBe(`ref-${id}`);
    expect(await room.item(id)).toMatchObject({ status: "sent", attempt: 1, sentAt: room.clock.now() });
  });

  it("sends nothing before its time, and says when that comes", async () => {
    const notBefore = room.clock.now() + 1_000;
    await room.toChannel("c-1", { notBefore });
    expect(await room.delivery.drain()).toBe(notBefore);
    expect(room.sender.received).toEqual([]);
    room.clock.set(notBefore);
    await room.delivery.drain();
    expect(room.sender.received).toHaveLength(1);
  });

  it("keeps the order of a lane, and shows an edit after its post", async () => {
    const first = await room.toChannel("c-1", { message: aMessage("first") });
    await room.toChannel("c-1", { message: aMessage("second") });
    await room.work((work) => queueEdit(work, first, aMessage("first, edited")));
    await room.delivery.drain();
    expect(summaries()).toEqual(["post first", "post second", "edit first, edited"]);
  });

  it("keeps only the newest of several edits that wait", async () => {
    const post = await room.toChannel("c-1");
    await room.work(async (work) => {
      await queueEdit(work, post, aMessage("one"));
      await queueEdit(work, post, aMessage("two"));
    });
    await room.delivery.drain();
    expect(summaries()).toEqual(["post Hello", "edit two"]);
  });

  it("sends neither a post that was removed while it waited nor its removal", async () => {
    const post = await room.toChannel("c-1");
    await room.work((work) => queueRemoval(work, post, aMessage("gone")));
    expect(await room.delivery.drain()).toBeUndefined();
    expect(room.sender.received).toEqual([]);
    expect(await room.queued()).toEqual([]);
  });

  it("removes what was shown", async () => {
    const post = await room.toChannel("c-1");
    await room.delivery.drain();
    await room.work(async (work) => queueRemoval(work, (await findPost(work, post.id)) ?? post, aMessage("gone")));
    await room.delivery.drain();
    expect(summaries()).toEqual(["post Hello", "remove gone"]);
  });

  it("drops what expired while it waited", async () => {
    const post = await room.toChannel("c-1", { expiresAt: room.clock.now() + 1_000 });
    room.clock.advance({ minutes: 1 });
    await room.delivery.drain();
    expect(room.sender.received).toEqual([]);
    expect(await room.item(post.id)).toMatchObject({ status: "dropped", failure: "expired" });
  });

  it("drops a reminder whose check-in was answered meanwhile", async () => {
    await room.stores(async (stores) => {
      await stores.teams.save(aTeam({ workspaceId: room.workspace.id }));
      await stores.people.save(aPerson({ workspaceId: room.workspace.id }));
      await stores.memberships.save(aMembership());
      const { roundId: _, ...short } = aCheckIn();
      await stores.checkIns.insert({ ...short, kind: "short" });
    });
    const stillWanted = { when: "check-in-open", checkInId: "check-in-1" } as const;
    const post = await room.toChannel("c-1", { stillWanted });
    await room.stores(async (stores) => {
      const checkIn = await stores.checkIns.find("check-in-1");
      if (checkIn) await stores.checkIns.update({ ...checkIn, status: "finished", revision: checkIn.revision + 1 });
    });
    await room.delivery.drain();
    expect(room.sender.received).toEqual([]);
    expect(await room.item(post.id)).toMatchObject({ status: "dropped", failure: "answered" });
  });

  it("drops what waits for a workspace that was uninstalled", async () => {
    const post = await room.toChannel("c-1");
    await room.stores((stores) => stores.workspaces.save({ ...room.workspace, uninstalledAt: room.clock.now() }));
    await room.delivery.drain();
    expect(await room.item(post.id)).toMatchObject({ status: "dropped", failure: "uninstalled" });
  });

  it("tries again what the platform refused for now, later each time, and loses nothing", async () => {
    let refusals = 3;
    room.sender.behaviour = () => {
      refusals -= 1;
      return refusals >= 0 ? { answer: { kind: "failed", reason: "503", retry: true } } : undefined;
    };
    const started = room.clock.now();
    const post = await room.toChannel("c-1");
    await room.drainAll();
    expect(room.sender.received).toHaveLength(1);
    expect(room.clock.now() - started).toBe(2_000 + 4_000 + 8_000);
    expect(await room.item(post.id)).toMatchObject({ status: "sent", attempt: 4 });
  });

  it("lets nothing in the lane overtake what was refused for now, and holds no other lane", async () => {
    let refused = false;
    room.sender.behaviour = ({ message }) => {
      if (refused || message.summary !== "first") return undefined;
      refused = true;
      return { answer: { kind: "failed", reason: "503", retry: true } };
    };
    await room.toChannel("c-1", { message: aMessage("first") });
    await room.toChannel("c-1", { message: aMessage("second") });
    await room.toChannel("c-2", { message: aMessage("other") });
    await room.drainAll();
    expect(summaries()).toEqual(["post other", "post first", "post second"]);
  });

  it("gives up what the platform never accepts, with its reason, and the edits that waited for it", async () => {
    room.sender.behaviour = () => ({ answer: { kind: "failed", reason: "channel_not_found", retry: false } });
    const post = await room.toChannel("c-1");
    await room.work((work) => queueEdit(work, post, aMessage("never shown")));
    expect(await room.delivery.drain()).toBeUndefined();
    expect(await room.item(post.id)).toMatchObject({ status: "failed", failure: "channel_not_found" });
    expect(await room.queued()).toEqual([]);
  });

  it("gives up after the last attempt", async () => {
    room.sender.behaviour = () => ({ answer: { kind: "failed", reason: "503", retry: true } });
    const post = await room.toChannel("c-1");
    await room.drainAll();
    expect(await room.item(post.id)).toMatchObject({ status: "failed", failure: "503", attempt: 60 });
  });

  it("lets what follows in a conversation past one that was refused for now nine times", async () => {
    const tried: string[] = [];
    room.sender.behaviour = ({ message }) => {
      tried.push(message.summary);
      return message.summary === "stuck" ? { answer: { kind: "failed", reason: "503", retry: true } } : undefined;
    };
    await room.toChannel("c-1", { message: aMessage("stuck") });
    await room.toChannel("c-1", { message: aMessage("next") });
    for (
      let next = await room.delivery.drain();
      next !== undefined && !tried.includes("next");
      next = await room.delivery.drain()
    )
      room.clock.set(next);
    expect(tried.indexOf("next")).toBe(9);
  });

  it("tells the log what was not delivered, and why", async () => {
    const told: unknown[] = [];
    const log = { info() {}, error() {}, warn: (values: unknown) => void told.push(values) };
    room.sender.behaviour = () => ({ answer: { kind: "failed", reason: "channel_not_found", retry: false } });
    await room.toChannel("c-1");
    await room.another({ log }).drain();
    expect(told).toMatchObject([{ status: "failed", reason: "channel_not_found" }]);
  });

  it("leaves the messages of a workspace without a front end waiting", async () => {
    const post = await room.toChannel("c-1");
    const next = await room.another({ senders: () => undefined }).drain();
    expect(next).toBeGreaterThan(room.clock.now());
    expect(await room.item(post.id)).toMatchObject({ status: "pending", attempt: 0 });
  });

  it("goes on by itself when something is queued, and stops in order", async () => {
    const running = room.delivery.run();
    await room.toChannel("c-1");
    room.delivery.wake();
    await expect.poll(() => room.sender.received, { interval: 5 }).toHaveLength(1);
    await room.delivery.stop();
    await running;
    await room.toChannel("c-1");
    room.delivery.wake();
    expect(room.sender.received).toHaveLength(1);
  });
});

describe("a drain while delivery runs by itself", () => {
  it("does not wait for a peer that hangs", async () => {
    const peer = aHeldPeer();
    room.sender.behaviour = () => ({ wait: peer.answer });
    const delivery = room.another({ sendTimeoutMs: 60_000 });
    const running = delivery.run();
    await room.toChannel("c-1");
    delivery.wake();
    await expect.poll(peer.asked, { interval: 5 }).toBe(1);
    await delivery.drain();
    expect(room.sender.received).toEqual([]);
    peer.release();
    await delivery.stop();
    await running;
  });
});

describe("R14: a send whose outcome is unknown", () => {
  it("is found and kept once, when the platform accepted it and the answer was lost", async () => {
    room.sender.behaviour = () => ({ acceptThenHang: true });
    const post = await room.toChannel("c-1");
    await room.drainAll();
    expect(room.sender.received).toHaveLength(1);
    expect(await room.item(post.id)).toMatchObject({ status: "sent" });
    expect((await room.post(post.id))?.platformRef).toBe(`ref-${post.id}`);
  });

  it("is sent again only after the platform says that it is not there", async () => {
    let calls = 0;
    room.sender.behaviour = () => {
      calls += 1;
      return calls === 1 ? { answer: { kind: "unclear", reason: "socket" } } : undefined;
    };
    const started = room.clock.now();
    await room.toChannel("c-1");
    await room.drainAll();
    expect(room.sender.received).toHaveLength(1);
    expect(room.clock.now() - started).toBeGreaterThanOrEqual(15_000);
  });

  it("is listed as ambiguous and never repeated where the history cannot be read", async () => {
    const delivery = room.another({ senders: () => withoutLocate(room.sender) });
    room.sender.behaviour = () => ({ acceptThen: { kind: "unclear", reason: "504" } });
    const post = await room.toChannel("c-1");
    await room.work((work) => queueEdit(work, post, aMessage("edit")));
    await room.drainAll(delivery);
    room.clock.advance({ days: 1 });
    await room.drainAll(delivery);
    expect(room.sender.received).toHaveLength(1);
    expect((await room.queued("ambiguous")).map((item) => item.postId)).toEqual([post.id]);
    expect(await room.queued()).toEqual([]);
  });

  it("is looked for after a crash in the middle, and a post that never left goes out once", async () => {
    const lost = await room.toChannel("c-1", { message: aMessage("lost") });
    const arrived = await room.toChannel("c-2", { message: aMessage("arrived") });
    // The process died between the claim and writing the outcome down.
    const now = room.clock.now();
    await room.stores(({ outbox }) => claimDue(outbox, { now, leaseMs: 60_000, workspaceId: room.workspace.id }));
    await room.sender.post({ ...arrived, message: aMessage("arrived"), urgency: "personal", postId: arrived.id });
    const next = await room.delivery.drain();
    expect(next).toBe(now + 60_000);
    await room.drainAll();
    expect(summaries().sort()).toEqual(["post arrived", "post lost"]);
    expect(await room.item(lost.id)).toMatchObject({ status: "sent" });
  });

  it("is simply repeated for an edit, which does no harm twice", async () => {
    const post = await room.toChannel("c-1");
    await room.delivery.drain();
    let calls = 0;
    room.sender.behaviour = () => {
      calls += 1;
      return calls === 1 ? { acceptThen: { kind: "unclear", reason: "socket" } } : undefined;
    };
    await room.work(async (work) => queueEdit(work, (await findPost(work, post.id)) ?? post, aMessage("edit")));
    await room.drainAll();
    expect(summaries()).toEqual(["post Hello", "edit edit", "edit edit"]);
    expect(await room.queued()).toEqual([]);
  });

  it("is not repeated for an edit once a newer one is there, whose words would be overwritten", async () => {
    const shown = await aShownPost();
    const peer = aHeldPeer();
    room.sender.behaviour = ({ message }) =>
      message.summary === "old" ? { wait: () => peer.answer().then(() => Promise.reject(new Error("reset"))) } : undefined;
    await room.work((work) => queueEdit(work, shown, aMessage("old"), "background"));
    const draining = room.another({ sendTimeoutMs: 60_000 }).drain();
    await expect.poll(peer.asked, { interval: 5 }).toBe(1);
    room.sender.behaviour = () => undefined;
    await room.work((work) => queueEdit(work, shown, aMessage("new"), "waiting"));
    peer.release();
    await draining;
    await room.drainAll();
    expect(summaries().at(-1)).toBe("edit new");
    expect(summaries()).not.toContain("edit old");
    expect(await room.queued()).toEqual([]);
  });

  it("is not repeated after a crash for an edit once a newer one is there", async () => {
    const shown = await aShownPost();
    await room.work((work) => queueEdit(work, shown, aMessage("old"), "background"));
    const now = room.clock.now();
    await room.stores(({ outbox }) => claimDue(outbox, { now, leaseMs: 60_000, workspaceId: room.workspace.id }));
    await room.work((work) => queueEdit(work, shown, aMessage("new"), "waiting"));
    await room.drainAll();
    expect(summaries()).toEqual(["post Hello", "edit new"]);
  });

  it("is unclear, too, when a front end breaks its word and throws", async () => {
    const throwing = { ...room.sender, post: () => Promise.reject(new Error("broken")), locate: async () => "unknown" as const };
    const post = await room.toChannel("c-1");
    await room.drainAll(room.another({ senders: () => throwing }));
    expect(await room.item(post.id)).toMatchObject({ status: "ambiguous" });
  });
});

describe("a front end that breaks its word", () => {
  it("and throws when a post is looked for is asked again", async () => {
    let looked = 0;
    const locate: Sender["locate"] = async ({ postId }) => {
      looked += 1;
      if (looked === 1) throw new Error("broken");
      return { found: `ref-${postId}` };
    };
    room.sender.behaviour = () => ({ acceptThen: { kind: "unclear", reason: "504" } });
    const post = await room.toChannel("c-1");
    await room.drainAll(room.another({ senders: () => ({ ...room.sender, locate }) }));
    expect(looked).toBe(2);
    expect(await room.item(post.id)).toMatchObject({ status: "sent" });
  });
});

describe("an answer to somebody who asked", () => {
  it("says in which thread it belongs, and nothing else does", async () => {
    await room.toChannel("c-1", { purpose: "answer", subjectId: "171.5" });
    await room.toChannel("c-2");
    await room.drainAll();
    expect(room.sender.received.map(({ answersIn }) => answersIn)).toEqual(["171.5", undefined]);
  });
});

describe("a look that fails", () => {
  it("is told to the log, and delivery goes on by itself", async () => {
    const logged: unknown[] = [];
    const log = { info() {}, warn() {}, error: (about: object) => void logged.push(about) };
    let broken = 1;
    const work: Storage["work"] = (task) =>
      broken-- > 0 ? Promise.reject(new Error("the disk is full")) : room.world.storage.work(task);
    const delivery = deliverTo(room.sender, { ...room.world, storage: { ...room.world.storage, work } }, { log });
    await room.toChannel("c-1");
    const running = delivery.run();
    await expect.poll(() => logged.length, { interval: 5 }).toBe(1);
    expect(logged).toEqual([expect.objectContaining({ event: "delivery", name: "look" })]);
    delivery.wake();
    await expect.poll(() => room.sender.received, { interval: 5 }).toHaveLength(1);
    await delivery.stop();
    await running;
  });
});

/** A post that has arrived. */
async function aShownPost(): Promise<Post> {
  const { id } = await room.toChannel("c-1");
  await room.delivery.drain();
  const shown = await room.post(id);
  if (!shown) throw new Error("the post is gone");
  return shown;
}

function findPost(work: Work, id: string): Promise<Post | undefined> {
  return work.stores.posts.find(id);
}
