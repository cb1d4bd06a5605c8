/** Sends, edits and removes messages in Slack, and says what became of each call. */
import type { WebClient } from "@slack/web-api";
import type { Log } from "../../app/ports/log.ts";
import type { PlacedSending, Sender, Sending, SendResult } from "../../app/ports/sender.ts";
import type { Storage } from "../../app/ports/world.ts";
import type { Locale } from "../../core/locale.ts";
import { SHORTENINGS, shortenMessage } from "../../message/shorten-message.ts";
import type { Voice } from "../../message/voice/voice.ts";
import type { RenderedMessage } from "../block-kit/block-kit.ts";
import type { Clients } from "../clients.ts";
import { renderPost, showWhenReady, type Pictures } from "./slack-pictures.ts";
import { QUIET, showThread, createDirectChannels, formatRef, parseSlackRef, type Ref } from "./slack-places.ts";
import { isDeadToken, isTooLargeForSlack, platformCode, type Stage, toSlackSendResult } from "./slack-send-result.ts";

const METADATA_TYPE = "speedboat_post";
const LOOKED_THROUGH = 15;
/** Slack's clock is not ours. */
const LOOKED_BEFORE_S = 120;

/** What sending in Slack needs. */
export type SlackSenderParts = {
  readonly clients: Clients;
  readonly storage: Storage;
  readonly pictures: Pictures;
  readonly log: Log;
  readonly voice: (locale: Locale) => Voice;
  /** A token of the workspace was refused: true where it has another one by now. */
  readonly onDeadToken: (
    workspaceId: string,
    refused: { readonly token: string | undefined; readonly code: string },
  ) => Promise<boolean>;
  /** Somebody's direct messages changed: their Home tab may have to. */
  readonly onShown: (workspaceId: string, platformUserId: string) => void;
  readonly sleep?: (ms: number) => Promise<void>;
};

/** How far a send got, for the meaning of its failure. */
type Progress = { stage: Stage };

/** Creates the sender. Its functions never throw. */
export function createSlackSender(parts: SlackSenderParts): Sender {
  const { clients, storage, pictures, log, voice } = parts;
  const sleep = parts.sleep ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const directChannels = createDirectChannels(storage);

  /** Every way out of a send leads through here. */
  async function attempt(
    sending: Sending,
    send: (client: WebClient, progress: Progress) => Promise<SendResult>,
  ): Promise<SendResult> {
    const progress: Progress = { stage: "before" };
    let token: string | undefined;
    try {
      const client = await clients.of(sending.workspaceId);
      if (!client) return { kind: "failed", reason: "not-installed", retry: true };
      token = client.token;
      return await send(client, progress);
    } catch (cause) {
      const code = platformCode(cause);
      const dead = code !== undefined && isDeadToken(code);
      if (dead && (await parts.onDeadToken(sending.workspaceId, { token, code })))
        return { kind: "failed", reason: code, retry: true };
      return toSlackSendResult(cause, { stage: progress.stage, to: sending.target.to });
    }
  }

  /** The same for what stands in Slack already. */
  function attemptOn(
    sending: PlacedSending,
    send: (client: WebClient, ref: Ref, progress: Progress) => Promise<SendResult>,
  ): Promise<SendResult> {
    const ref = parseSlackRef(sending.platformRef);
    if (!ref) return Promise.resolve({ kind: "failed", reason: "bad-ref", retry: false });
    return attempt(sending, (client, progress) => send(client, ref, progress));
  }

  /** Whole, or in fewer words where Slack finds it too large: that is our fault, and nobody should miss the message for it. */
  async function showAsItFits<T>(client: WebClient, sending: Sending, show: (rendered: RenderedMessage) => Promise<T>) {
    for (const how of [undefined, ...SHORTENINGS]) {
      const message = how ? shortenMessage(voice(sending.message.locale), sending.message, how) : sending.message;
      const renderings = await renderPost(pictures, client, { ...sending, message });
      try {
        return await showWhenReady(renderings, show, sleep);
      } catch (cause) {
        if (!isTooLargeForSlack(cause) || how === SHORTENINGS.at(-1)) throw cause;
        const { workspaceId, postId } = sending;
        log.warn({ workspaceId, postId, code: platformCode(cause), from: how ?? "whole" }, "a message was too large for Slack");
      }
    }
    throw new RangeError("nothing to show");
  }

  async function postedAt(postId: string): Promise<number> {
    return (await storage.work((stores) => stores.posts.find(postId)))?.createdAt ?? 0;
  }

  function tellShown({ workspaceId }: Sending, user: string | undefined): void {
    if (user !== undefined) parts.onShown(workspaceId, user);
  }

  return {
    post: (sending) =>
      attempt(sending, async (client, progress) => {
        const where = await directChannels.find(client, sending);
        if (!where) return { kind: "unreachable", reason: "not-installed" };
        const metadata = { event_type: METADATA_TYPE, event_payload: { postId: sending.postId } };
        const show = ({ text, blocks }: RenderedMessage) => {
          progress.stage = "sending";
          const thread = sending.answersIn ? { thread_ts: sending.answersIn } : {};
          return client.chat.postMessage({ channel: where.channel, ...thread, text, blocks, metadata, ...QUIET });
        };
        const { done, rendered } = await showAsItFits(client, sending, show);
        if (!done.ts || !done.channel) return { kind: "unclear", reason: "no-ref" };
        const { thread } = rendered;
        const ref = await showThread(client, log, { ref: { channel: done.channel, ts: done.ts }, thread });
        tellShown(sending, where.user);
        return { kind: "sent", platformRef: formatRef(ref) };
      }),
    edit: (sending) =>
      attemptOn(sending, async (client, ref, progress) => {
        const show = ({ text, blocks }: RenderedMessage) => {
          progress.stage = "sending";
          return client.chat.update({ channel: ref.channel, ts: ref.ts, text, blocks });
        };
        const { rendered } = await showAsItFits(client, sending, show);
        const now = await showThread(client, log, { ref, thread: rendered.thread });
        tellShown(sending, await directChannels.userOf(sending));
        return { kind: "sent", platformRef: formatRef(now) };
      }),
    remove: (sending) =>
      attemptOn(sending, async (client, ref, progress) => {
        progress.stage = "sending";
        await showThread(client, log, { ref, thread: undefined });
        try {
          await client.chat.delete({ channel: ref.channel, ts: ref.ts });
        } catch (cause) {
          if (platformCode(cause) !== "message_not_found") throw cause;
        }
        return { kind: "sent", platformRef: sending.platformRef };
      }),
    async locate(sending) {
      const client = await clients.of(sending.workspaceId);
      const where = client && (await directChannels.find(client, sending));
      if (!client || !where) return "unknown";
      const { channel } = where;
      try {
        const look = {
          channel,
          oldest: String((await postedAt(sending.postId)) / 1_000 - LOOKED_BEFORE_S),
          limit: LOOKED_THROUGH,
          include_all_metadata: true,
        } as const;
        const { messages = [], has_more: hasMore } = sending.answersIn
          ? await client.conversations.replies({ ...look, ts: sending.answersIn })
          : await client.conversations.history(look);
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

function isOurs(metadata: { event_type?: string; event_payload?: object } | undefined, postId: string): boolean {
  if (metadata?.event_type !== METADATA_TYPE || !metadata.event_payload) return false;
  return "postId" in metadata.event_payload && metadata.event_payload.postId === postId;
}
