/** What is written down of each outcome of a send, and of each look for one. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OutboxRules } from "../../src/app/ports/outbox-rules.ts";
import type { OutboxItem } from "../../src/app/ports/outbox-store.ts";
import type { Post } from "../../src/app/ports/post-store.ts";
import type { SendResult } from "../../src/app/ports/sender.ts";
import { queueEdit } from "../../src/app/posting.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/core/time.ts";
import { type LookResult, recordInterrupted, recordLocated, recordResult } from "../../src/delivery/record-result.ts";
import { claimDue } from "../helpers/delivery.ts";
import { aMailroom, aMessage, type Mailroom } from "./mailroom.ts";

const UNCLEAR: SendResult = { kind: "unclear", reason: "socket" };

let room: Mailroom;
let told: string[];
let post: Post;
/** The post's item, as it was claimed to be sent. */
let item: OutboxItem;
let now: number;
beforeEach(async () => {
  room = await aMailroom();
  told = [];
  now = room.clock.now();
  post = await room.toChannel("c-1");
  item = await claim();
});
afterEach(() => room.close());

const RULES: OutboxRules = {
  judge: async () => ({ kind: "drop", reason: "removed" }),
  namePeople: async (_work, message) => message,
  whenDropped: async () => void told.push("dropped"),
  whenArrived: async (_work, { id }) => void told.push(`arrived ${id}`),
  whenUnreachable: async (_work, { id }, { reason, code }) => void told.push(`unreachable ${id} ${reason} ${code}`),
  whenRefused: async (_work, refused) => void told.push(`refused ${refused.post.id} ${refused.reason} ${refused.trouble}`),
  whenUnclear: async (_work, { status, leaseUntil }, { id }) => void told.push(`unclear ${id} ${status} ${leaseUntil}`),
  whenGone: async (_work, { operation }, { id }) => void told.push(`gone ${id} ${operation}`),
};

async function claim(): Promise<OutboxItem> {
  const claimed = await room.stores(({ outbox }) => claimDue(outbox, { now, leaseMs: 60_000, workspaceId: room.workspace.id }));
  const [first] = claimed;
  if (!first) throw new Error("nothing is due");
  return first;
}

type Given = { readonly item?: OutboxItem; readonly post?: Post; readonly reconcileAfterMs?: number };

async function record(result: SendResult, given: Given = {}): Promise<OutboxItem> {
  const outcome = { item, post, reconcileAfterMs: undefined, ...given, result };
  const returned = await room.work((work) => recordResult(work, outcome, RULES));
  expect(await stored(returned.id)).toMatchObject({ status: returned.status, attempt: returned.attempt });
  return returned;
}

async function located(found: LookResult, given: Partial<OutboxItem> = {}): Promise<OutboxItem | undefined> {
  await room.work((work) => recordLocated(work, { item: { ...item, ...given }, found }, RULES));
  return stored(item.id);
}

const stored = (id: string) => room.stores(({ outbox }) => outbox.find(id));
const store = (change: Partial<OutboxItem>) => room.stores(({ outbox }) => outbox.update({ ...item, ...change }));

describe("the outcome of a send", () => {
  it("that arrived keeps the place, ends the lease, and is told", async () => {
    await store({ failure: "earlier" });
    const { leaseUntil, failure, ...sent } = await record(
      { kind: "sent", platformRef: "ref-1" },
      { item: { ...item, failure: "earlier" } },
    );
    expect([sent.status, sent.sentAt, leaseUntil, failure]).toEqual(["sent", now, undefined, undefined]);
    expect(await stored(item.id)).not.toHaveProperty("failure");
    expect((await room.post(post.id))?.platformRef).toBe("ref-1");
    expect(told).toEqual([`arrived ${post.id}`]);
  });

  it("that has to wait goes back for exactly as long, without using up the attempt", async () => {
    const waits = await record({ kind: "rate-limited", retryAfterMs: 7_000, scope: "lane" });
    expect([waits.status, waits.notBefore, waits.attempt, waits.leaseUntil]).toEqual(["pending", now + 7_000, 0, undefined]);
    expect(
      (await record({ kind: "rate-limited", retryAfterMs: 1, scope: "call" }, { item: { ...item, attempt: 0 } })).attempt,
    ).toBe(0);
    expect(told).toEqual([]);
  });

  it.each([
    [{ kind: "unreachable", reason: "deactivated", code: "user_not_found" } as const, "user_not_found"],
    [{ kind: "unreachable", reason: "deactivated" } as const, "deactivated"],
  ])("that cannot reach the person ends with the platform's word, or ours: %o", async (result, failure) => {
    const failed = await record(result);
    expect([failed.status, failed.failure, failed.leaseUntil]).toEqual(["failed", failure, undefined]);
    expect(told).toEqual([`unreachable ${post.id} deactivated ${"code" in result ? result.code : undefined}`]);
  });

  it.each([
    [1, 2_000],
    [2, 4_000],
    [5, 32_000],
    [10, 1_024_000],
    [11, 30 * MINUTE_MS],
    [59, 30 * MINUTE_MS],
  ])("that was refused for now, at attempt %s, is tried again after %s ms", async (attempt, waitMs) => {
    const again = await record({ kind: "failed", reason: "503", retry: true }, { item: { ...item, attempt } });
    expect([again.status, again.failure, again.notBefore - now, again.leaseUntil]).toEqual(["pending", "503", waitMs, undefined]);
    expect(told).toEqual([]);
  });

  it("that was refused for now ends with the sixtieth attempt, and is told", async () => {
    expect((await record({ kind: "failed", reason: "503", retry: true }, { item: { ...item, attempt: 60 } })).status).toBe(
      "failed",
    );
    expect(told).toEqual([`refused ${post.id} 503 undefined`]);
  });

  it("that was refused for good ends at once, and is told with what it means for the channel", async () => {
    const failed = await record({ kind: "failed", reason: "is_archived", retry: false, trouble: "archived" });
    expect([failed.status, failed.failure]).toEqual(["failed", "is_archived"]);
    expect(told).toEqual([`refused ${post.id} is_archived archived`]);
  });

  it("that found nothing to change ends, and is told", async () => {
    const failed = await record({ kind: "gone", reason: "message_not_found" });
    expect([failed.status, failed.failure]).toEqual(["failed", "message_not_found"]);
    expect(told).toEqual([`gone ${post.id} post`]);
  });

  it.each(["sent", "dropped", "ambiguous", "pending"] as const)(
    "that comes when the item is %s already changes nothing",
    async (status) => {
      await store({ status });
      for (const late of [UNCLEAR, { kind: "failed", reason: "503", retry: true }, { kind: "gone", reason: "late" }] as const) {
        expect((await record(late)).status).toBe(status);
      }
      expect(told).toEqual([]);
    },
  );

  it("counts as sent, however late it comes", async () => {
    await store({ status: "ambiguous" });
    expect((await record({ kind: "sent", platformRef: "ref-late" })).status).toBe("sent");
    expect((await room.post(post.id))?.platformRef).toBe("ref-late");
  });
});

describe("R14: an outcome that nobody knows", () => {
  it("leaves a post alone for so long, where it can be looked for", async () => {
    const { status, leaseUntil, notBefore, failure } = await record(UNCLEAR, { reconcileAfterMs: 15_000 });
    expect([status, leaseUntil, notBefore, failure]).toEqual(["sending", now + 15_000, now, "socket"]);
  });

  it("leaves a post unclear where nobody can look, to be told after an hour", async () => {
    const { status, leaseUntil, failure } = await record(UNCLEAR);
    expect([status, leaseUntil, failure]).toEqual(["ambiguous", now + HOUR_MS, "socket"]);
  });

  it("repeats an answer that somebody waits for, where nobody can look", async () => {
    const answer: Post = { ...post, purpose: "answer" };
    expect((await record(UNCLEAR, { post: answer })).status).toBe("pending");
  });

  it("repeats a digest, whose channel nobody can read, where the platform said that it is in trouble", async () => {
    const digest: Post = { ...post, purpose: "digest" };
    const answered: SendResult = { ...UNCLEAR, answered: true };
    expect((await record(answered, { post: digest })).status).toBe("pending");
    expect((await record(answered, { post: digest, reconcileAfterMs: 15_000 })).status).toBe("pending");
  });

  it("never repeats a digest after silence", async () => {
    const digest: Post = { ...post, purpose: "digest" };
    expect((await record(UNCLEAR, { post: digest })).status).toBe("ambiguous");
  });

  it("repeats no other post for the platform's word", async () => {
    expect((await record({ ...UNCLEAR, answered: true })).status).toBe("ambiguous");
  });

  it("looks for an answer, too, where it can", async () => {
    const answer: Post = { ...post, purpose: "answer" };
    expect((await record(UNCLEAR, { post: answer, reconcileAfterMs: 15_000 })).status).toBe("sending");
  });

  it.each(["edit", "remove"] as const)("repeats what does no harm twice: %s", async (operation) => {
    const again = await record(UNCLEAR, { item: { ...item, operation }, reconcileAfterMs: 15_000 });
    expect([again.status, again.notBefore - now]).toEqual(["pending", 2_000]);
  });

  it("is no reason to repeat an edit once a newer one waits", async () => {
    const edit = { ...item, operation: "edit" as const };
    expect((await record(UNCLEAR, { item: edit })).status).toBe("pending");
    await store({ status: "sending" });
    await room.work((work) => queueEdit(work, post, aMessage("newer")));
    expect(await record(UNCLEAR, { item: edit })).toMatchObject({ status: "dropped", failure: "overtaken" });
    await store({ status: "sending" });
    await room.work((work) => recordInterrupted(work, edit));
    expect(await stored(item.id)).toMatchObject({ status: "dropped", failure: "overtaken" });
    await store({ status: "sending" });
    expect((await record(UNCLEAR)).status).toBe("ambiguous");
    await store({ status: "sending" });
    expect((await record({ kind: "sent", platformRef: "ref" }, { item: edit })).status).toBe("sent");
  });

  it("repeats what a crash interrupted, until the sixtieth attempt", async () => {
    const edit = { ...item, operation: "edit" as const };
    await room.work((work) => recordInterrupted(work, { ...edit, attempt: 59 }));
    expect(await stored(item.id)).toMatchObject({ status: "pending", failure: "interrupted", notBefore: now + 30 * MINUTE_MS });
    await room.work((work) => recordInterrupted(work, { ...edit, attempt: 60 }));
    expect(await stored(item.id)).toMatchObject({ status: "failed", failure: "interrupted" });
  });
});

describe("R14: a look for a post", () => {
  it("that found it keeps its place, and is told", async () => {
    const sent = await located({ ref: "ref-found" }, { failure: "socket" });
    expect(sent).toMatchObject({ status: "sent", sentAt: now });
    expect((await room.post(post.id))?.platformRef).toBe("ref-found");
    expect(told).toEqual([`arrived ${post.id}`]);
  });

  it("that finds out after the answer came after all changes nothing", async () => {
    await record({ kind: "sent", platformRef: "ref-1" });
    told = [];
    expect((await located("absent"))?.status).toBe("sent");
    expect((await located({ ref: "ref-2" }))?.status).toBe("sent");
    expect((await room.post(post.id))?.platformRef).toBe("ref-1");
    expect(told).toEqual([]);
  });

  it("that did not find it sends it again", async () => {
    expect(await located("absent")).toMatchObject({ status: "pending", failure: "absent", notBefore: now + 2_000 });
    expect(told).toEqual([]);
  });

  it("that found nothing out right after the send is repeated after fifteen seconds, and counts from now on", async () => {
    const { failure: _, ...fresh } = item;
    expect(await located("unknown", { ...fresh, notBefore: now - 5 * HOUR_MS })).toMatchObject({
      ...{ status: "ambiguous", failure: "interrupted", notBefore: now, leaseUntil: now + 15_000 },
    });
    expect(told).toEqual([]);
  });

  it.each([
    [10_000, 15_000],
    [16_000, 16_000],
    [20 * MINUTE_MS, 20 * MINUTE_MS],
    [50 * MINUTE_MS, 30 * MINUTE_MS],
  ])("that found nothing out for %s ms is repeated after %s ms", async (unclearMs, waitMs) => {
    const since = now - unclearMs;
    const next = await located("unknown", { status: "ambiguous", notBefore: since, failure: "socket" });
    expect(next).toMatchObject({ status: "ambiguous", notBefore: since, failure: "socket", leaseUntil: now + waitMs });
    expect(told).toEqual([]);
  });

  it("that found nothing out for an hour is told, and repeated all the same", async () => {
    const leaseUntil = now + 30 * MINUTE_MS;
    expect(await located("unknown", { status: "ambiguous", notBefore: now - HOUR_MS + 1 })).toMatchObject({ leaseUntil });
    expect(told).toEqual([]);
    expect(await located("unknown", { status: "ambiguous", notBefore: now - HOUR_MS })).toMatchObject({ leaseUntil });
    expect(told).toEqual([`unclear ${post.id} ambiguous ${leaseUntil}`]);
  });

  it("that found nothing out for a day is the last", async () => {
    expect(await located("unknown", { status: "ambiguous", notBefore: now - DAY_MS + 1 })).toHaveProperty("leaseUntil");
    expect(await located("unknown", { status: "ambiguous", notBefore: now - DAY_MS })).not.toHaveProperty("leaseUntil");
    expect(told.at(-1)).toBe(`unclear ${post.id} ambiguous undefined`);
  });

  it("that nobody can make comes once more after an hour, to tell", async () => {
    expect(await located("cannot")).toMatchObject({ status: "ambiguous", leaseUntil: now + HOUR_MS });
    expect(await located("cannot", { status: "ambiguous", notBefore: now - HOUR_MS + 1 })).toHaveProperty("leaseUntil");
    expect(told).toEqual([]);
    expect(await located("cannot", { status: "ambiguous", notBefore: now - HOUR_MS })).not.toHaveProperty("leaseUntil");
    expect(told).toEqual([`unclear ${post.id} ambiguous undefined`]);
  });
});
