/** Sends, edits and removes messages in Slack: finds where each goes and where it is, and says what became of each call. */
import type { WebClient } from "@slack/web-api";
import type { ExportFiles } from "../../app/ports/export-files.ts";
import type { Log } from "../../app/ports/log.ts";
import type { PlacedSending, Sender, Sending, SendResult } from "../../app/ports/sender.ts";
import type { Storage } from "../../app/ports/world.ts";
import type { Locale } from "../../core/locale.ts";
import { findFile, hasPictures, type Message } from "../../message/message.ts";
import { SHORTENINGS, shortenMessage } from "../../message/shorten-message.ts";
import type { Voice } from "../../message/voice/voice.ts";
import { CallTurnedAway } from "../../pace/call-budget.ts";
import { type RenderedMessage, type Rendered, toBlockKit } from "../block-kit/block-kit.ts";
import type { Caller, Clients } from "../clients.ts";
import { findPosted, toMetadata } from "./find-posted.ts";
import { shareFile } from "./slack-files.ts";
import { type FileOf, type Pictures, showWithPictures } from "./slack-pictures.ts";
import {
  nameFailure,
  isDeadToken,
  isTooLargeForSlack,
  platformCode,
  type Stage,
  toSlackSendResult,
} from "./slack-send-result.ts";

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
  readonly files: Pick<ExportFiles, "find" | "remove"> | undefined;
  readonly sleep?: (ms: number) => Promise<void>;
};

/** Delivery gives a send up after ten seconds, which several calls share. */
const MOST_WAIT_MS = 2_000;
/** In a minute Slack lets conversations be opened again. */
const OPENED_AGAIN_MS = 60_000;

function callerFor({ urgency }: Sending): Caller {
  return { urgency, mostWaitMs: MOST_WAIT_MS };
}

function renderPost({ message, target, answersIn }: Sending, fileOf: FileOf | undefined): RenderedMessage {
  const surface = answersIn === undefined ? "post" : "notice";
  return toBlockKit(message, { surface, foldsInThread: target.to === "channel", ...(fileOf && { fileOf }) });
}

/** How far a send got, for the meaning of its failure. */
type Progress = { stage: Stage };

/** Creates the sender. Its functions never throw. */
export function createSlackSender(parts: SlackSenderParts): Sender {
  const { clients, storage, pictures, log, voice, files } = parts;
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
      const client = await clients.of(sending.workspaceId, callerFor(sending));
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
      const render = (fileOf?: FileOf) => renderPost({ ...sending, message }, fileOf);
      try {
        if (hasPictures(message))
          return await showWithPictures(await pictures.bring(client, sending.workspaceId, message), { render, show, sleep });
        const rendered = render();
        return { done: await show(rendered), rendered };
      } catch (cause) {
        if (!isTooLargeForSlack(cause) || how === SHORTENINGS.at(-1)) throw cause;
        const { workspaceId, postId } = sending;
        log.warn({ workspaceId, postId, code: platformCode(cause), from: how ?? "whole" }, "a message was too large for Slack");
      }
    }
    throw new RangeError("nothing to show");
  }

  function sayGone({ locale }: Message): Message {
    const { say } = voice(locale);
    return { locale, summary: say("export.notice.gone"), elements: [{ kind: "paragraph", text: say("export.notice.gone") }] };
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
        const file = findFile(sending.message);
        if (file) {
          // A file is shared in a conversation that was opened, and in no other way.
          if (where.channel === where.user) throw new CallTurnedAway("conversations.open", OPENED_AGAIN_MS);
          const onShare = () => void (progress.stage = "sending");
          const { channel } = where;
          const id = await shareFile(client, files, { channel, message: sending.message, file, onShare });
          if (id !== undefined) return { kind: "sent", platformRef: formatRef({ channel, ts: id }) };
        }
        const metadata = toMetadata(sending.postId);
        const show = ({ text, blocks }: RenderedMessage) => {
          progress.stage = "sending";
          const thread = sending.answersIn ? { thread_ts: sending.answersIn } : {};
          return client.chat.postMessage({ channel: where.channel, ...thread, text, blocks, metadata, ...QUIET });
        };
        const message = file ? sayGone(sending.message) : sending.message;
        const { done, rendered } = await showAsItFits(client, { ...sending, message }, show);
        if (!done.ts || !done.channel) return { kind: "unclear", reason: "no-ref" };
        if (where.user !== undefined) directChannels.remember(sending.workspaceId, where.user, done.channel);
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
      const client = await clients.of(sending.workspaceId, callerFor(sending));
      const where = client && (await directChannels.find(client, sending));
      if (!client || !where) return "unknown";
      const found = await findPosted(client, sending, { channel: where.channel, postedAt: () => postedAt(sending.postId) });
      return typeof found === "string" ? found : { found: formatRef({ channel: where.channel, ts: found.ts }) };
    },
  };
}

/** `user`: whose direct message it is. */
type Whereabouts = { readonly channel: string; readonly user?: string };

/** Finds the channel that a message goes to. */
interface DirectChannels {
  /** Undefined for a channel, and for a person without an account in the workspace. */
  userOf(sending: Sending): Promise<string | undefined>;
  /**
   * Undefined for a person without an account in the workspace. Where no more direct messages may be opened for now, the channel
   * is the person's own id, to which Slack posts as well. Rejects as Slack's call does.
   */
  find(client: WebClient, sending: Sending): Promise<Whereabouts | undefined>;
  /** The direct message that Slack posted to. */
  remember(workspaceId: string, user: string, channel: string): void;
}

/** Creates the look-up. Each direct message is opened once, because its channel never changes. */
function createDirectChannels(storage: Storage): DirectChannels {
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
    try {
      const { channel } = await client.conversations.open({ users: user });
      if (channel?.id) opened.set(key, channel.id);
      return channel?.id;
    } catch (cause) {
      if (cause instanceof CallTurnedAway) return user;
      throw cause;
    }
  }

  return {
    userOf,
    remember: (workspaceId, user, channel) => void opened.set(`${workspaceId} ${user}`, channel),
    async find(client, sending) {
      if (sending.target.to === "channel") return { channel: sending.target.channelId };
      const user = await userOf(sending);
      const channel = user === undefined ? undefined : await open(client, sending.workspaceId, user);
      return channel === undefined || user === undefined ? undefined : { channel, user };
    },
  };
}

/** Where a message is in Slack, with the first reply of its thread if it has one. */
type Ref = { readonly channel: string; readonly ts: string; readonly threadTs?: string };

/** Returns the ref as text that `parseSlackRef` reads back. */
function formatRef({ channel, ts, threadTs }: Ref): string {
  return threadTs === undefined ? `${channel}:${ts}` : `${channel}:${ts}:${threadTs}`;
}

/** Reads a ref; undefined when the text is not one of ours. */
function parseSlackRef(text: string): Ref | undefined {
  const [channel, ts, threadTs] = text.split(":");
  if (!channel || !ts) return undefined;
  return { channel, ts, ...(threadTs && { threadTs }) };
}

/** Options of every message: no link is unfolded into a preview, and no name becomes a mention. */
const QUIET = { unfurl_links: false, unfurl_media: false, link_names: false } as const;

/** A message and the details that belong in its thread. */
type Thread = { readonly ref: Ref; readonly thread: Rendered | undefined };

/**
 * Shows the details in the message's thread and returns where both are. A failure is logged, because the next edit brings
 * the details again.
 */
async function showThread(client: WebClient, log: Log, { ref, thread }: Thread): Promise<Ref> {
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
