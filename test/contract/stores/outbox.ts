/** The outbox: one item a lane at a time, each claimed by one process, nothing forgotten. */
import { describe, expect, test } from "vitest";
import type { OutboxItem, OutboxStatus } from "../../../src/app/ports/outbox-store.ts";
import type { Storage, Stores } from "../../../src/app/ports/world.ts";
import { aMessage, anOutboxItem, aPost, type Claim, claimDue } from "../../helpers/delivery.ts";
import { aWorkspace, NOW } from "../../helpers/team.ts";
import { type OpenStorage, useStorage } from "./harness.ts";

const LEASE_MS = 30_000;
const ids = (items: readonly OutboxItem[]) => items.map(({ id }) => id);

/** An item with a post of its own, created `order` ms after `NOW`. */
function item(id: string, overrides: Partial<OutboxItem> = {}): OutboxItem {
  return anOutboxItem({ id, postId: `post-of-${id}`, ...overrides });
}

async function keep(stores: Stores, ...items: readonly OutboxItem[]): Promise<void> {
  for (const one of items) {
    const forChannel = one.lane.startsWith("channel");
    const target = forChannel
      ? ({ to: "channel", workspaceId: one.workspaceId, channelId: one.lane } as const)
      : ({ to: "person", personId: one.lane } as const);
    await stores.posts.save(aPost({ id: one.postId, workspaceId: one.workspaceId, target }));
    await stores.outbox.add(one);
  }
}

export function describeOutbox(open: OpenStorage): void {
  describe("the outbox", () => {
    const { work, reopen } = useStorage(open);
    const add = (...items: readonly OutboxItem[]) => work((stores) => keep(stores, ...items));
    const settle = async (id: string, status: OutboxStatus, at = NOW) =>
      work(async (stores) => {
        const found = await stores.outbox.find(id);
        if (!found) throw new Error(`no item ${id}`);
        await stores.outbox.update({ ...found, status, ...(status === "sent" && { sentAt: at }) });
      });
    const claimOn = (storage: Pick<Storage, "work">, claim: Partial<Claim> = {}) =>
      storage.work(({ outbox }) => claimDue(outbox, { now: NOW, leaseMs: LEASE_MS, ...claim }));
    const claim = (options: Partial<Claim> = {}) => claimOn({ work }, options);

    test("gives an item back as it was added", async () => {
      const full = item("a", {
        expiresAt: NOW + 9,
        stillWanted: { when: "round-not-sealed", roundId: "round-1" },
        failure: "channel_not_found",
        leaseUntil: 4,
        sentAt: 5,
        status: "failed",
        unsolicited: false,
        urgency: "background",
      });
      await add(full, item("b", { stillWanted: { when: "check-in-open", checkInId: "check-in-1" } }));
      expect(await work((stores) => stores.outbox.find("a"))).toEqual(full);
      expect(await work((stores) => stores.outbox.findOfPost("post-of-a"))).toEqual(full);
      expect(await work((stores) => stores.outbox.findOfPost("post-of-z"))).toBeUndefined();
      expect((await work((stores) => stores.outbox.find("b")))?.stillWanted).toMatchObject({ when: "check-in-open" });
    });

    test("hands out what is due, under a lease and with the attempt counted", async () => {
      await add(item("a"), item("later", { lane: "person-ben", notBefore: NOW + 1 }));
      expect(await claim({ now: NOW - 1 })).toEqual([]);
      expect(await claim()).toEqual([item("a", { status: "sending", attempt: 1, leaseUntil: NOW + LEASE_MS })]);
      expect(await claim()).toEqual([]);
      expect((await work((stores) => stores.outbox.find("a")))?.status).toBe("sending");
    });

    test("hands out one item a lane, in order of creation, the next when the first is done", async () => {
      await add(item("b", { createdAt: 2 }), item("c", { createdAt: 3, notBefore: NOW - 9 }), item("a", { createdAt: 1 }));
      await add(item("x", { lane: "person-ben" }));
      expect(ids(await claim()).sort()).toEqual(["a", "x"]);
      expect(await claim()).toEqual([]);
      await settle("a", "sent");
      expect(ids(await claim())).toEqual(["b"]);
      await settle("b", "failed");
      expect(ids(await claim())).toEqual(["c"]);
    });

    test("an item that is not due yet lets the next of its lane pass", async () => {
      await add(item("a", { createdAt: 1, notBefore: NOW + 60_000 }), item("b", { createdAt: 2 }));
      expect(ids(await claim())).toEqual(["b"]);
    });

    test("leaves lanes alone that the caller is busy with", async () => {
      await add(item("a"), item("x", { lane: "person-ben" }));
      expect(ids(await claim({ busyLanes: ["person-ana"] }))).toEqual(["x"]);
    });

    test("hands out at most the limit, and the rest next time", async () => {
      await add(...Array.from({ length: 5 }, (_, index) => item(`i${index}`, { lane: `lane-${index}` })));
      const first = ids(await claim({ limit: 3 }));
      const rest = ids(await claim({ limit: 3 }));
      expect([first.length, rest.length]).toEqual([3, 2]);
      expect(new Set([...first, ...rest]).size).toBe(5);
    });

    test("hands an item to one of many processes", async () => {
      const other = await reopen();
      await add(...Array.from({ length: 30 }, (_, index) => item(`i${index}`, { lane: `lane-${index}` })));
      const claims = Array.from({ length: 10 }, (_, index) => claimOn(index % 2 ? other : { work }, { limit: 5 }));
      const claimed = (await Promise.all(claims)).flatMap(ids);
      expect(claimed).toHaveLength(30);
      expect(new Set(claimed).size).toBe(30);
    });

    test("serves one workspace alone, and names those with something due", async () => {
      await work((stores) => stores.workspaces.save(aWorkspace({ id: "workspace-2", platformId: "other" })));
      await add(item("a"), item("x", { lane: "channel-2", workspaceId: "workspace-2", notBefore: NOW + 5 }));
      const due = (now: number) => work((stores) => stores.outbox.listDueWorkspaces(now));
      expect(await due(NOW - 1)).toEqual([]);
      const [one, two] = ["workspace-1", "workspace-2"].map((id) => ({ id, urgency: "personal" }));
      expect(await due(NOW)).toEqual([one]);
      expect(await due(NOW + 5)).toEqual([one, two]);
      expect(ids(await claim({ now: NOW + 5, workspaceId: "workspace-2" }))).toEqual(["x"]);
      expect(await due(NOW + 5)).toEqual([one]);
    });

    test("an edit waits until its post was sent, and others of the lane pass meanwhile", async () => {
      await add(item("a", { createdAt: 1, notBefore: NOW + 60_000 }), item("z", { createdAt: 9 }));
      await add(item("edit", { createdAt: 2, postId: "post-of-a", operation: "edit" }));
      expect(ids(await claim())).toEqual(["z"]);
      await settle("z", "sent");
      expect(await claim()).toEqual([]);
      expect(ids(await claim({ now: NOW + 60_000 }))).toEqual(["a"]);
      await settle("a", "sent");
      expect(ids(await claim())).toEqual(["edit"]);
    });

    test("an edit whose post will never show is dropped with it", async () => {
      await add(item("a"), item("edit", { postId: "post-of-a", operation: "edit", createdAt: NOW + 1 }));
      await claim();
      await settle("a", "failed");
      expect((await work((stores) => stores.outbox.find("edit")))?.status).toBe("dropped");
    });

    test("a lease that ran out is handed to one, as lapsed and never as due", async () => {
      const other = await reopen();
      await add(item("a"), item("b", { createdAt: NOW + 1 }));
      await claim();
      const lapsed = (storage: Pick<Storage, "work">, now: number) =>
        storage.work((stores) => stores.outbox.claimLapsed({ now, leaseMs: LEASE_MS, limit: 9 }));
      expect(await lapsed({ work }, NOW + LEASE_MS - 1)).toEqual([]);
      expect(await claim({ now: NOW + LEASE_MS })).toEqual([]);
      const both = await Promise.all([lapsed({ work }, NOW + LEASE_MS), lapsed(other, NOW + LEASE_MS)]);
      expect(both.flat()).toEqual([item("a", { status: "sending", attempt: 2, leaseUntil: NOW + 2 * LEASE_MS })]);
    });

    test("says when it next has something to do", async () => {
      const next = (after?: number) => work((stores) => stores.outbox.nextDueAt(after));
      expect(await next()).toBeUndefined();
      await add(item("a"), item("b", { lane: "person-ben", notBefore: NOW + 90_000 }));
      expect(await next()).toBe(NOW);
      expect(await next(NOW)).toBe(NOW + 90_000);
      await claim();
      expect(await next()).toBe(NOW + LEASE_MS);
      expect(await next(NOW + LEASE_MS)).toBe(NOW + 90_000);
      expect(await next(NOW + 90_000)).toBeUndefined();
    });

    test("drops pending edits of a post, and nothing else", async () => {
      await add(item("a", { status: "sent" }), item("other"));
      await add(item("edit", { postId: "post-of-a", operation: "edit" }));
      await add(item("going", { postId: "post-of-a", operation: "edit", status: "sending" }));
      await add(item("removal", { postId: "post-of-a", operation: "remove" }));
      await work((stores) => stores.outbox.dropPendingEdits("post-of-a"));
      const status = async (id: string) => (await work((stores) => stores.outbox.find(id)))?.status;
      expect(await Promise.all(["a", "other", "edit", "going", "removal"].map(status))).toEqual([
        "sent",
        "pending",
        "dropped",
        "sending",
        "pending",
      ]);
    });

    describe("an edit", () => {
      const edit = (id: string, summary: string, overrides: Partial<OutboxItem> = {}) =>
        item(id, { postId: "post-of-a", operation: "edit", message: aMessage({ summary }), ...overrides });
      const addEdit = (one: OutboxItem) => work((stores) => stores.outbox.addEdit(one));
      const find = (id: string) => work((stores) => stores.outbox.find(id));

      test("is added where none of its post waits", async () => {
        await add(item("a", { status: "sent" }), edit("of-other", "other", { postId: "post-of-b" }));
        await addEdit(edit("new", "newest"));
        expect(await find("new")).toEqual(edit("new", "newest"));
        expect((await find("of-other"))?.message.summary).toBe("other");
      });

      test("takes the place of one that waits, in its place of the lane", async () => {
        await add(item("a", { status: "sent" }), edit("old", "old"), item("next", { lane: "person-ana", createdAt: NOW + 1 }));
        await addEdit(edit("new", "newest", { createdAt: NOW + 2 }));
        expect(await find("old")).toEqual(edit("old", "newest"));
        expect(await find("new")).toBeUndefined();
        expect(ids(await claim())).toEqual(["old"]);
      });

      test("makes one that waits as urgent as the more urgent of both", async () => {
        await add(item("a", { status: "sent" }), edit("old", "old", { urgency: "background" }));
        await addEdit(edit("new", "newest", { urgency: "waiting" }));
        expect(await find("old")).toMatchObject({ urgency: "waiting", message: { summary: "newest" } });
        await addEdit(edit("newer", "newest of all", { urgency: "background" }));
        expect(await find("old")).toMatchObject({ urgency: "waiting", message: { summary: "newest of all" } });
      });

      test("comes after one that is being sent", async () => {
        await add(item("a", { status: "sent" }), edit("going", "old"));
        await claim();
        await addEdit(edit("new", "newest", { createdAt: NOW + 1 }));
        expect(await find("going")).toMatchObject({ status: "sending", message: { summary: "old" } });
        expect(await find("new")).toMatchObject({ status: "pending", message: { summary: "newest" } });
      });

      test("is overtaken by another of its post that waits, and by nothing else", async () => {
        const isOvertaken = () => work((stores) => stores.outbox.isOvertaken({ id: "going", postId: "post-of-a" }));
        await add(item("a", { status: "sent" }), edit("going", "old"), edit("of-other", "other", { postId: "post-of-b" }));
        await add(edit("sent", "older", { status: "sent" }), edit("gone", "", { operation: "remove" }));
        expect(await isOvertaken()).toBe(false);
        await claim();
        await addEdit(edit("new", "newest", { createdAt: NOW + 1 }));
        expect(await isOvertaken()).toBe(true);
      });

      test("does not wait as long as one that was refused", async () => {
        await add(item("a", { status: "sent" }), edit("refused", "old", { attempt: 3, notBefore: NOW + 60_000 }));
        await addEdit(edit("new", "newest"));
        expect((await find("refused"))?.status).toBe("dropped");
        expect(ids(await claim())).toEqual(["new"]);
      });

      test("goes out once where several waited", async () => {
        await add(item("a", { status: "sent" }), edit("one", "old"), edit("two", "older", { createdAt: NOW + 1 }));
        await addEdit(edit("new", "newest", { createdAt: NOW + 2 }));
        const counts = await work((stores) => stores.outbox.countByStatus());
        expect(counts).toMatchObject({ pending: 1, dropped: 2 });
        expect((await find("new"))?.status).toBe("pending");
      });
    });

    test("keeps the words of what may have to be sent again, and of nothing else", async () => {
      const said = (id: string, overrides: Partial<OutboxItem> = {}) =>
        item(id, { lane: `lane-${id}`, message: aMessage({ summary: "How Ana answers" }), ...overrides });
      await add(said("sent"), said("failed"), said("ambiguous"), said("pending"), said("dropped"), said("lane"));
      for (const status of ["sent", "failed", "ambiguous", "dropped"] as const) await settle(status, status);
      await work((stores) => stores.outbox.dropLane({ workspaceId: "workspace-1", lane: "lane-lane" }));
      const summaries = await Promise.all(
        ["sent", "dropped", "lane", "failed", "ambiguous", "pending"].map(
          async (id) => (await work((stores) => stores.outbox.find(id)))?.message.summary,
        ),
      );
      const kept = "How Ana answers";
      expect(summaries).toEqual(["", "", "", kept, kept, kept]);
    });

    test("drops what is pending in a lane, and nothing else", async () => {
      await add(item("a"), item("gone", { status: "sent" }), item("x", { lane: "person-ben" }));
      await work((stores) => stores.outbox.dropLane({ workspaceId: "workspace-1", lane: "person-ana" }));
      expect(await work((stores) => stores.outbox.countByStatus())).toEqual({
        pending: 1,
        sending: 0,
        sent: 1,
        failed: 0,
        ambiguous: 0,
        dropped: 1,
      });
    });

    test("lists by status, newest first", async () => {
      await add(item("a", { status: "failed" }), item("b", { status: "failed" }), item("c"));
      expect(ids(await work((stores) => stores.outbox.listByStatus("failed", 9)))).toEqual(["b", "a"]);
      expect(ids(await work((stores) => stores.outbox.listByStatus("failed", 1)))).toEqual(["b"]);
    });

    test("counts what reached or will reach a person unasked, since an instant", async () => {
      const sent = (id: string, sentAt: number) => item(id, { status: "sent", sentAt, notBefore: 0 });
      await add(sent("before", 99), sent("since", 100), item("pending", { notBefore: 5 }));
      await add(item("asked-for", { unsolicited: false }), item("dropped", { status: "dropped" }));
      await add(item("unclear", { status: "ambiguous", notBefore: 100 }), item("x", { lane: "person-ben" }));
      expect(await work((stores) => stores.outbox.countUnsolicited("person-ana", 100))).toBe(3);
      expect(await work((stores) => stores.outbox.countUnsolicited("person-ben", 100))).toBe(1);
      expect(await work((stores) => stores.outbox.countUnsolicited("channel-1", 0))).toBe(0);
    });

    test("tells when a person was sent something unasked, in order", async () => {
      const sent = (id: string, sentAt: number) => item(id, { status: "sent", sentAt, notBefore: 0 });
      await add(sent("later", 300), sent("before", 99), sent("since", 100), item("pending"));
      await add({ ...sent("asked-for", 200), unsolicited: false }, { ...sent("x", 150), lane: "person-ben" });
      expect(await work((stores) => stores.outbox.listUnsolicitedSent("person-ana", 100))).toEqual([100, 300]);
    });

    test("forgets what is settled and old; an edit that is still to come is sent all the same", async () => {
      const old = { createdAt: 5 };
      await add(
        item("a", { ...old, status: "sent" }),
        item("b", { ...old, status: "failed" }),
        item("c", { ...old, status: "dropped" }),
      );
      await add(item("unclear", { ...old, status: "ambiguous" }), item("waiting", old), item("new", { status: "sent" }));
      await add(item("edit", { postId: "post-of-a", operation: "edit", lane: "person-ben" }));
      await work((stores) => stores.outbox.removeSettledBefore(6, 100));
      const left = await Promise.all(
        ["a", "b", "c", "unclear", "waiting", "new"].map((id) => work((stores) => stores.outbox.find(id))),
      );
      expect(left.map((found) => found?.id)).toEqual([undefined, undefined, undefined, "unclear", "waiting", "new"]);
      expect(ids(await claim()).sort()).toEqual(["edit", "waiting"]);
    });

    test("tells what was sent since an instant, oldest first", async () => {
      const sent = (id: string, sentAt: number) => item(id, { status: "sent", sentAt });
      await add(sent("a", 30), sent("b", 20), sent("c", 10), item("d"));
      const marks = await work((stores) => stores.outbox.listSentSince(20));
      expect(marks).toEqual([20, 30].map((at) => ({ workspaceId: "workspace-1", lane: "person-ana", urgency: "personal", at })));
    });
  });
}
