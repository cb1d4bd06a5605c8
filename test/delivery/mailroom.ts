/** A bot whose outbox a test fills by hand, with a fake front end for each of its workspaces. */
import type { Work } from "../../src/app/call.ts";
import type { OutboxItem } from "../../src/app/ports/outbox-store.ts";
import type { Post } from "../../src/app/ports/post-store.ts";
import { type Posting, queuePost } from "../../src/app/posting.ts";
import type { Platform } from "../../src/core/team.ts";
import type { Delivery, DeliveryParts } from "../../src/delivery/delivery.ts";
import type { Message } from "../../src/message/message.ts";
import { aFakeSender, deliverTo, type FakeSender } from "../helpers/fake-sender.ts";
import { aWorkspace } from "../helpers/team.ts";
import { aWorld, type TestWorld } from "../helpers/world.ts";

export function aMessage(summary = "Hello"): Message {
  return { locale: "en", summary, elements: [{ kind: "paragraph", text: summary }] };
}

export type Mailroom = TestWorld & {
  readonly sender: FakeSender;
  readonly delivery: Delivery;
  /** Another delivery on the same database: after a crash, or a second process. */
  another(parts?: Partial<DeliveryParts>): Delivery;
  work<T>(task: (work: Work) => Promise<T>): Promise<T>;
  addWorkspace(id: string, platform: Platform): Promise<void>;
  toChannel(channelId: string, about?: Partial<Posting>): Promise<Post>;
  item(postId: string): Promise<OutboxItem | undefined>;
  post(postId: string): Promise<Post | undefined>;
  /** Sends, moving the clock to whatever is due next, until nothing waits. Returns how often it moved. */
  drainAll(delivery?: Delivery): Promise<number>;
};

export async function aMailroom(parts: Partial<DeliveryParts> = {}): Promise<Mailroom> {
  const test = await aWorld();
  const sender = aFakeSender(test.clock);
  const another: Mailroom["another"] = (more = {}) => deliverTo(sender, test.world, { ...parts, ...more });
  const work: Mailroom["work"] = (task) => test.stores((stores) => task({ stores, world: test.world, now: test.clock.now() }));
  const delivery = another();
  return {
    ...test,
    sender,
    delivery,
    another,
    work,
    addWorkspace: (id, platform) => test.stores((stores) => stores.workspaces.save(aWorkspace({ id, platformId: id, platform }))),
    toChannel: (channelId, about = {}) =>
      work((inside) => {
        const workspaceId = about.workspaceId ?? test.workspace.id;
        return queuePost(inside, {
          target: { to: "channel", workspaceId, channelId },
          workspaceId,
          purpose: "notice",
          subjectId: channelId,
          message: aMessage(),
          ...about,
        });
      }),
    item: (postId) => test.stores((stores) => stores.outbox.findOfPost(postId)),
    post: (postId) => test.stores((stores) => stores.posts.find(postId)),
    async drainAll(which = delivery) {
      for (let moves = 0; ; moves += 1) {
        const next = await which.drain();
        if (next === undefined) return moves;
        test.clock.set(next);
      }
    },
  };
}
