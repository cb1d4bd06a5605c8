/**
 * Bolt, made to acknowledge only what was done: over HTTP and Socket Mode alike Slack hears "received" after the listener
 * ended well. Bolt alone would acknowledge events before it, and Slack would not send again what a failure lost.
 */
import { type AckFn, App, type ReceiverEvent } from "@slack/bolt";

export class CommitFirstApp extends App {
  override async processEvent(event: ReceiverEvent): Promise<void> {
    const held: unknown[] = [];
    const hold: AckFn<unknown> = async (response) => void held.push(response);
    await super.processEvent({ ...event, ack: hold });
    if (held.length > 0) await event.ack(held[0]);
  }
}
