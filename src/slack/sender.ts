/** Delivery's hands in Slack: posts, edits and removes, and says of each call what became of it. */
import type { WebClient } from "@slack/web-api";
import type { Log } from "../app/log.ts";
import type { Storage } from "../app/ports.ts";
import type { Sender, Sending, SendResult } from "../app/sender.ts";
import { type Rendered, type RenderedMessage, toBlockKit } from "./block-kit.ts";
import type { Clients } from "./clients.ts";
import { type FileOf, hasPictures, type Pictures } from "./pictures.ts";
import { formatRef, parseRef, type Ref } from "./ref.ts";
import { nameFailure } from "./sdk-log.ts";
import { isDeadToken, platformCode, type Stage, toSendResult } from "./send-result.ts";

const METADATA_TYPE = "speedboat_post";
/** Slack takes a moment with a new picture; until then it refuses blocks that show it. */
const PICTURE_WAITS_MS = [400, 800, 1_600];
const LOOKED_THROUGH = 15;
/** Slack's clock is not ours. */
const LOOKED_BEFORE_S = 120;

export type SenderParts = {
  readonly clients: Clients;
  readonly storage: Storage;
  readonly pictures: Pictures;
  readonly log: Log;
  /** A token of the workspace was refused: true where it has another one by now. */
  readonly onDeadToken: (
    workspaceId: string,
    refused: { readonly token: string | undefined; readonly code: string },
  ) => Promise<boolean>;
  /** Somebody's direct messages changed: their Home tab may have to. */
  readonly onShown: (workspaceId: string, platformUserId: string) => void;
  readonly sleep?: (ms: number) => Promise<void>;
};

type Progress = { stage: Stage };
type Renderings = { readonly first: RenderedMessage; readonly worded?: RenderedMessage };

export function createSlackSender(parts: SenderParts): Sender {
  const { clients, storage, pictures, log } = parts;
  const sleep = parts.sleep ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const directChannels = new Map<string, string>();

  /** Every way out of a send leads through here. */
  async function attempt(
    sending: Sending,
    send: (client: WebClient, progress: Progress) => Promise<SendResult>,
  ): Promise<SendResult> {
    const progress: Progress = { stage: "before" };
    let token: string | undefined;
    try {
      const client = await clients.of(sending.workspaceId);
      if (!client) return { kind: "failed", reason: "not-installed", retry: false };
      token = client.token;
      return await send(client, progress);
    } catch (cause) {
      const code = platformCode(cause);
      const dead = code !== undefined && isDeadToken(code);
      if (dead && (await parts.onDeadToken(sending.workspaceId, { token, code })))
        return { kind: "failed", reason: code, retry: true };
      return toSendResult(cause, { stage: progress.stage, to: sending.target.to });
    }
  }

  async function userOf({ workspaceId, target }: Sending): Promise<string | undefined> {
    if (target.to !== "person") return undefined;
    const accounts = await storage.work((stores) => stores.people.accountsOf(target.personId));
    return accounts.find((account) => account.workspaceId === workspaceId)?.platformUserId;
  }

  /** Undefined for a person without an account here. */
  async function channelOf(
    client: WebClient,
    { target, workspaceId }: Sending,
    user: string | undefined,
  ): Promise<string | undefined> {
    if (target.to === "channel") return target.channelId;
    if (user === undefined) return undefined;
    const key = `${workspaceId} ${user}`;
    const known = directChannels.get(key);
    if (known !== undefined) return known;
    const { channel } = await client.conversations.open({ users: user });
    if (channel?.id) directChannels.set(key, channel.id);
    return channel?.id;
  }

  async function postedAt(postId: string): Promise<number> {
    return (await storage.work((stores) => stores.posts.find(postId)))?.createdAt ?? 0;
  }

  /** The second without pictures, where the first has some. */
  async function renderFor(client: WebClient, sending: Sending): Promise<Renderings> {
    const build = (fileOf?: FileOf): RenderedMessage =>
      toBlockKit(sending.message, {
        surface: "post",
        foldsInThread: sending.target.to === "channel",
        ...(fileOf && { fileOf }),
      });
    if (!hasPictures(sending.message)) return { first: build() };
    return { first: build(await pictures.bring(client, sending.workspaceId, sending.message)), worded: build() };
  }

  /** Waits for the pictures, and goes without them at last. */
  async function showing<T>(
    { first, worded = first }: Renderings,
    show: (rendered: RenderedMessage) => Promise<T>,
  ): Promise<{ done: T; rendered: RenderedMessage }> {
    for (const ms of worded === first ? [] : PICTURE_WAITS_MS) {
      try {
        return { done: await show(first), rendered: first };
      } catch (cause) {
        if (!isPictureTrouble(platformCode(cause))) throw cause;
        await sleep(ms);
      }
    }
    return { done: await show(worded), rendered: worded };
  }

  /** The details below a post. Their failure is not the post's: the next edit brings them. */
  async function showThread(client: WebClient, ref: Ref, thread: Rendered | undefined): Promise<Ref> {
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

  function tellShown({ workspaceId }: Sending, user: string | undefined): void {
    if (user !== undefined) parts.onShown(workspaceId, user);
  }

  return {
    post: (sending) =>
      attempt(sending, async (client, progress) => {
        const user = await userOf(sending);
        const channel = await channelOf(client, sending, user);
        if (channel === undefined) return { kind: "unreachable", reason: "not-installed" };
        const renderings = await renderFor(client, sending);
        progress.stage = "sending";
        const metadata = { event_type: METADATA_TYPE, event_payload: { postId: sending.postId } };
        const { done, rendered } = await showing(renderings, ({ text, blocks }) =>
          client.chat.postMessage({ channel, text, blocks, metadata, ...QUIET }),
        );
        if (!done.ts || !done.channel) return { kind: "unclear", reason: "no-ref" };
        const ref = await showThread(client, { channel: done.channel, ts: done.ts }, rendered.thread);
        tellShown(sending, user);
        return { kind: "sent", platformRef: formatRef(ref) };
      }),
    edit: (sending) =>
      attempt(sending, async (client, progress) => {
        const ref = parseRef(sending.platformRef);
        if (!ref) return { kind: "failed", reason: "bad-ref", retry: false };
        const renderings = await renderFor(client, sending);
        progress.stage = "sending";
        const { rendered } = await showing(renderings, ({ text, blocks }) =>
          client.chat.update({ channel: ref.channel, ts: ref.ts, text, blocks }),
        );
        const now = await showThread(client, ref, rendered.thread);
        tellShown(sending, await userOf(sending));
        return { kind: "sent", platformRef: formatRef(now) };
      }),
    remove: (sending) =>
      attempt(sending, async (client, progress) => {
        const ref = parseRef(sending.platformRef);
        if (!ref) return { kind: "failed", reason: "bad-ref", retry: false };
        progress.stage = "sending";
        await showThread(client, ref, undefined);
        try {
          await client.chat.delete({ channel: ref.channel, ts: ref.ts });
        } catch (cause) {
          if (platformCode(cause) !== "message_not_found") throw cause;
        }
        return { kind: "sent", platformRef: sending.platformRef };
      }),
    async locate(sending) {
      const client = await clients.of(sending.workspaceId);
      const channel = client && (await channelOf(client, sending, await userOf(sending)));
      if (!client || channel === undefined) return "unknown";
      try {
        const { messages = [], has_more: hasMore } = await client.conversations.history({
          channel,
          oldest: String((await postedAt(sending.postId)) / 1_000 - LOOKED_BEFORE_S),
          limit: LOOKED_THROUGH,
          include_all_metadata: true,
        });
        const found = messages.find((message) => isOurs(message.metadata, sending.postId));
        if (found?.ts) return { found: formatRef({ channel, ts: found.ts }) };
        // Beyond the page it may still be: only a history seen to its end says that it is absent.
        return hasMore ? "unknown" : "absent";
      } catch {
        return "unknown";
      }
    },
  };
}

/** Nobody's link is opened into a preview, and no name in a text becomes a mention. */
const QUIET = { unfurl_links: false, unfurl_media: false, link_names: false } as const;

function isOurs(metadata: { event_type?: string; event_payload?: object } | undefined, postId: string): boolean {
  if (metadata?.event_type !== METADATA_TYPE || !metadata.event_payload) return false;
  return "postId" in metadata.event_payload && metadata.event_payload.postId === postId;
}

function isPictureTrouble(code: string | undefined): boolean {
  return code === "invalid_blocks" || code === "slack_file_invalid" || code === "invalid_slack_file";
}
