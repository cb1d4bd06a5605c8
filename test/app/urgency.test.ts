/** How urgent a message is: who waits for it. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Urgency } from "../../src/app/ports/outbox-store.ts";
import type { Target } from "../../src/app/ports/post-store.ts";
import { queueEdit, queuePost, queueRemoval } from "../../src/app/posting.ts";
import { aMessage } from "../helpers/delivery.ts";
import { aWorld, type TestWorld } from "../helpers/world.ts";

const ANA: Target = { to: "person", personId: "person-ana" };
const BEN: Target = { to: "person", personId: "person-ben" };
const CHANNEL: Target = { to: "channel", workspaceId: "w-1", channelId: "c-1" };

let test: TestWorld;
beforeEach(async () => {
  test = await aWorld();
});
afterEach(() => test.close());

type Operation = "post" | "edit" | "remove";

/** What is queued for the target while Ana's press is answered, or while nobody asked. */
async function urgencyOf(operation: Operation, target: Target, asked: { readonly by?: string; readonly urgency?: Urgency } = {}) {
  return test.stores(async (stores) => {
    const { workspace } = test;
    const work = { stores, world: test.world, now: test.clock.now(), ...(asked.by !== undefined && { askedBy: asked.by }) };
    const place = target.to === "channel" ? { ...target, workspaceId: workspace.id } : target;
    const about = { target: place, workspaceId: workspace.id, purpose: "notice", subjectId: "s-1", message: aMessage() } as const;
    const post = await queuePost(work, { ...about, ...(asked.urgency && { urgency: asked.urgency }) });
    if (operation === "edit") await queueEdit(work, post, aMessage());
    if (operation === "remove") await queueRemoval(work, post, aMessage());
    const queued = await stores.outbox.listByStatus("pending", 10);
    return queued.find((item) => item.operation === operation)?.urgency;
  });
}

describe("a message", () => {
  it("is waited for by the person who asked, whether it is new, changed or taken away", async () => {
    for (const operation of ["post", "edit", "remove"] as const) {
      expect(await urgencyOf(operation, ANA, { by: "person-ana" })).toBe("waiting");
    }
  });

  it("is personal to somebody who has not asked", async () => {
    expect(await urgencyOf("post", BEN, { by: "person-ana" })).toBe("personal");
    expect(await urgencyOf("post", ANA)).toBe("personal");
  });

  it("is a channel's where it goes to one", async () => {
    expect(await urgencyOf("post", CHANNEL, { by: "person-ana" })).toBe("channel");
  });

  it("is background where it brings a card up to date that nobody looks at", async () => {
    expect(await urgencyOf("edit", BEN, { by: "person-ana" })).toBe("background");
    expect(await urgencyOf("edit", CHANNEL)).toBe("background");
    expect(await urgencyOf("remove", ANA)).toBe("background");
  });

  it("is as urgent as its caller says where it says so", async () => {
    expect(await urgencyOf("post", CHANNEL, { urgency: "waiting" })).toBe("waiting");
  });
});
