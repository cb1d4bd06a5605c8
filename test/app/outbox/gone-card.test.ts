/** What a member gets whose check-in's card was deleted while they went on answering. */
import { afterEach, expect, it } from "vitest";
import { OUTBOX_RULES } from "../../../src/app/outbox/judge-outbox.ts";
import type { OutboxItem } from "../../../src/app/ports/outbox-store.ts";
import { HOUR_MS } from "../../../src/core/time.ts";
import { toPlainText } from "../../../src/message/plain-text.ts";
import { aRoundWorld, type RoundWorld } from "../rounds/round-world.ts";

let opened: RoundWorld | undefined;
afterEach(() => opened?.close());

it("a card in the place of a deleted one shows the newest answer, though an older change of it was sent", async () => {
  const world = await aRoundWorld();
  opened = world;
  const { members } = await world.team(["ana", "ben"]);
  const [ana] = members;
  if (!ana) throw new Error("nobody is in the team");
  await world.runUntil(world.clock.now() + 7 * 24 * HOUR_MS);
  const opening = await world.openOf(ana);
  if (!opening) throw new Error("nothing was asked");
  const post = await world.stores(async ({ posts }) => (await posts.listOfSubject("check-in", opening.id))[0]);
  if (!post) throw new Error("no card was sent");
  const older = { locale: "en", summary: "an older card", elements: [] } as const;
  const item: OutboxItem = {
    ...{ id: "older", postId: post.id, workspaceId: "w-1", lane: "person:ana", operation: "edit", urgency: "waiting" },
    ...{ message: older, unsolicited: false, notBefore: 0, status: "sending", attempt: 1, createdAt: 0 },
  };
  await world.stores((stores) => OUTBOX_RULES.whenGone({ stores, world: world.world, now: world.clock.now() }, item, post));
  const [card] = (await world.queued()).filter(({ operation }) => operation === "post");
  expect(card?.message.summary).not.toBe("an older card");
  expect(card && toPlainText(card.message)).toContain("1 of");
});
