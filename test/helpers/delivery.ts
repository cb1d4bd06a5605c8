/** Builders of a message, a post and an item of the outbox. */
import { type OutboxItem, type OutboxStore, URGENCIES } from "../../src/app/ports/outbox-store.ts";
import type { Post } from "../../src/app/ports/post-store.ts";
import type { Stores } from "../../src/app/ports/world.ts";
import type { Message } from "../../src/message/message.ts";
import { NOW } from "./team.ts";

export function aMessage(overrides: Partial<Message> = {}): Message {
  return {
    locale: "en",
    summary: "Your check-in",
    elements: [{ kind: "paragraph", text: "Three questions" }],
    ...overrides,
  };
}

/** A check-in's, to Ana. */
export function aPost(overrides: Partial<Post> = {}): Post {
  return {
    id: "post-1",
    target: { to: "person", personId: "person-ana" },
    workspaceId: "workspace-1",
    purpose: "check-in",
    subjectId: "check-in-1",
    createdAt: NOW,
    ...overrides,
  };
}

/** Pending, due at `NOW`, in Ana's lane. */
export function anOutboxItem(overrides: Partial<OutboxItem> = {}): OutboxItem {
  return {
    id: "item-1",
    postId: "post-1",
    workspaceId: "workspace-1",
    lane: "person-ana",
    operation: "post",
    urgency: "personal",
    message: aMessage(),
    unsolicited: true,
    notBefore: NOW,
    status: "pending",
    attempt: 0,
    createdAt: NOW,
    ...overrides,
  };
}

/** A message to a person and its post, put into the outbox; unsolicited and pending unless told otherwise. */
export async function putMessage(
  { posts, outbox }: Pick<Stores, "posts" | "outbox">,
  { personId, ...overrides }: Partial<OutboxItem> & { readonly personId: string; readonly id: string },
): Promise<void> {
  const { id, workspaceId = "w-1", createdAt = NOW } = overrides;
  const postId = `post-of-${id}`;
  await posts.save(
    aPost({ id: postId, target: { to: "person", personId }, workspaceId, createdAt, purpose: "notice", subjectId: id }),
  );
  await outbox.add(anOutboxItem({ postId, lane: `person:${personId}`, ...overrides, workspaceId }));
}

export type Claim = {
  readonly now: number;
  readonly leaseMs: number;
  readonly limit: number;
  readonly busyLanes: readonly string[];
  readonly workspaceId: string;
};

/** Up to `limit` due items of a workspace, the most urgent first, one of each lane. */
export async function claimDue(outbox: OutboxStore, claim: Partial<Claim> = {}): Promise<readonly OutboxItem[]> {
  const { now = NOW, leaseMs = 30_000, limit = 50, busyLanes = [], workspaceId = "workspace-1" } = claim;
  const claimed: OutboxItem[] = [];
  for (const urgency of URGENCIES) {
    for (const lane of await outbox.listDueLanes({ now, workspaceId, urgency, limit: limit - claimed.length, busyLanes })) {
      const item = await outbox.claimFirst({ now, leaseMs, workspaceId, lane, urgency });
      if (item) claimed.push(item);
    }
  }
  return claimed;
}
