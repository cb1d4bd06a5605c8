/** A front end that keeps what it was given, and does whatever a test tells it to. */
import { OUTBOX_RULES } from "../../src/app/outbox/judge-outbox.ts";
import type { Sender, Sending, SendResult } from "../../src/app/ports/sender.ts";
import type { World } from "../../src/app/ports/world.ts";
import { createDelivery, type Delivery, type DeliveryParts } from "../../src/delivery/delivery.ts";

export type Received = Sending & {
  readonly operation: "post" | "edit" | "remove";
  readonly at: number;
  readonly platformRef: string;
};

export type FakeSender = Sender & {
  /** Everything that arrived, in order, also what was answered with an error after it was accepted. */
  readonly received: Received[];
  /** Most calls that were under way at once. */
  readonly peak: () => number;
  /** Decides each call; undefined: accepted. */
  behaviour: (sending: Sending, operation: Received["operation"]) => Behaviour | undefined;
};

type Behaviour =
  /** Refused with this answer; nothing arrived. */
  | { readonly answer: SendResult }
  /** It arrived, and then this happened. */
  | { readonly acceptThen: SendResult }
  | { readonly acceptThenHang: true }
  | { readonly hang: true }
  /** Arrived after so many turns of the clock that `wait` makes. */
  | { readonly wait: () => Promise<void> };

export function aFakeSender(clock: { now(): number }): FakeSender {
  const received: Received[] = [];
  let underWay = 0;
  let peak = 0;

  async function take(sending: Sending, operation: Received["operation"], ref?: string): Promise<SendResult> {
    underWay += 1;
    peak = Math.max(peak, underWay);
    try {
      const told = sender.behaviour(sending, operation);
      const platformRef = ref ?? `ref-${sending.postId}`;
      const accept = (): SendResult => {
        received.push({ ...sending, operation, at: clock.now(), platformRef });
        return { kind: "sent", platformRef };
      };
      if (!told) return accept();
      if ("answer" in told) return told.answer;
      if ("hang" in told) return await new Promise<never>(() => {});
      if ("wait" in told) {
        await told.wait();
        return accept();
      }
      accept();
      return "acceptThen" in told ? told.acceptThen : await new Promise<never>(() => {});
    } finally {
      underWay -= 1;
    }
  }

  const sender: FakeSender = {
    received,
    peak: () => peak,
    behaviour: () => undefined,
    post: (sending) => take(sending, "post"),
    edit: (sending) => take(sending, "edit", sending.platformRef),
    remove: (sending) => take(sending, "remove", sending.platformRef),
    async locate({ postId }) {
      const found = received.find((entry) => entry.postId === postId && entry.operation === "post");
      return found ? { found: found.platformRef } : "absent";
    },
  };
  return sender;
}

/** A peer that answers nobody before it is released, and everybody at once afterwards: `behaviour` gives `{ wait: peer.answer }`. */
export function aHeldPeer() {
  let asked = 0;
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const answer = (): Promise<void> => {
    asked += 1;
    return released;
  };
  return { answer, release, asked: () => asked };
}

/** For a platform whose history cannot be read. */
export function withoutLocate(sender: FakeSender): Sender {
  const { post, edit, remove } = sender;
  return { post, edit, remove };
}

/** Brings what the world queues to this front end; a call that hangs is given up soon. */
export function deliverTo(sender: Sender, world: World, parts: Partial<DeliveryParts> = {}): Delivery {
  const log = { info() {}, warn() {}, error() {} };
  return createDelivery({ rules: OUTBOX_RULES, world, senders: () => sender, log, sendTimeoutMs: 50, ...parts });
}
