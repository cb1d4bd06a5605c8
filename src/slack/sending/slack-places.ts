/** Finds where a message goes in Slack and where it is: a channel or a direct message, with a ref of the form `channel:ts`. */
import type { WebClient } from "@slack/web-api";
import type { Log } from "../../app/ports/log.ts";
import type { Sending } from "../../app/ports/sender.ts";
import type { Storage } from "../../app/ports/world.ts";
import { nameFailure } from "../answering/after-answer.ts";
import type { Rendered } from "../block-kit/block-kit.ts";
import { platformCode } from "./slack-send-result.ts";

/** `user`: whose direct message it is. */
type Whereabouts = { readonly channel: string; readonly user?: string };

/** Finds the channel that a message goes to. */
export interface DirectChannels {
  /** Undefined for a channel, and for a person without an account in the workspace. */
  userOf(sending: Sending): Promise<string | undefined>;
  /** Undefined for a person without an account in the workspace. Rejects as Slack's call does. */
  find(client: WebClient, sending: Sending): Promise<Whereabouts | undefined>;
}

/** Creates the look-up. Each direct message is opened once, because its channel never changes. */
export function createDirectChannels(storage: Storage): DirectChannels {
  const opened = new Map<string, string>();

  async function userOf({ workspaceId, target }: Sending): Promise<string | undefined> {
    if (target.to !== "person") return undefined;
    const accounts = await storage.work((stores) => stores.people.accountsOf(target.personId));
    return accounts.find((account) => account.workspaceId === workspaceId)?.platformUserId;
  }

  async function open(client: WebClient, workspaceId: string, user: string): Promise<string | undefined> {
    const key = `${workspaceId} ${user}`;
    const known = opened.get(key);
    if (known !== undefined) return known;
    const { channel } = await client.conversations.open({ users: user });
    if (channel?.id) opened.set(key, channel.id);
    return channel?.id;
  }

  return {
    userOf,
    async find(client, sending) {
      if (sending.target.to === "channel") return { channel: sending.target.channelId };
      const user = await userOf(sending);
      const channel = user === undefined ? undefined : await open(client, sending.workspaceId, user);
      return channel === undefined || user === undefined ? undefined : { channel, user };
    },
  };
}

/** Where a message is in Slack, with the first reply of its thread if it has one. */
export type Ref = { readonly channel: string; readonly ts: string; readonly threadTs?: string };

/** Returns the ref as text that `parseSlackRef` reads back. */
export function formatRef({ channel, ts, threadTs }: Ref): string {
  return threadTs === undefined ? `${channel}:${ts}` : `${channel}:${ts}:${threadTs}`;
}

/** Reads a ref; undefined when the text is not one of ours. */
export function parseSlackRef(text: string): Ref | undefined {
  const [channel, ts, threadTs] = text.split(":");
  if (!channel || !ts) return undefined;
  return { channel, ts, ...(threadTs && { threadTs }) };
}

/** Options of every message: no link is unfolded into a preview, and no name becomes a mention. */
export const QUIET = { unfurl_links: false, unfurl_media: false, link_names: false } as const;

/** A message and the details that belong in its thread. */
export type Thread = { readonly ref: Ref; readonly thread: Rendered | undefined };

/**
 * Shows the details in the message's thread and returns where both are. A failure is logged, because the next edit brings
 * the details again.
 */
export async function showThread(client: WebClient, log: Log, { ref, thread }: Thread): Promise<Ref> {
  try {
    if (thread && ref.threadTs) {
      await client.chat.update({ channel: ref.channel, ts: ref.threadTs, ...thread });
      return ref;
    }
    if (thread) {
      const said = await client.chat.postMessage({ channel: ref.channel, thread_ts: ref.ts, ...thread, ...QUIET });
      return said.ts ? { ...ref, threadTs: said.ts } : ref;
    }
    if (!ref.threadTs) return ref;
    await client.chat.delete({ channel: ref.channel, ts: ref.threadTs });
    return { channel: ref.channel, ts: ref.ts };
  } catch (cause) {
    log.warn({ channel: ref.channel, failure: nameFailure(cause), code: platformCode(cause) }, "details were not shown");
    return ref;
  }
}
