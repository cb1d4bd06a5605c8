/** Uploads a message's pictures to Slack once, and then refers to them by the id of their file. */
import { createHash } from "node:crypto";
import type { WebClient } from "@slack/web-api";
import type { Log } from "../../app/ports/log.ts";
import { listPictures, type Message, type PictureElement } from "../../message/message.ts";
import type { Picture } from "../../message/picture.ts";
import type { RenderedMessage } from "../block-kit/block-kit.ts";
import { BLOCK_LIMITS, shortenForBlock } from "../block-kit/block-text.ts";
import { nameFailure, platformCode, toSlackSendResult } from "./slack-send-result.ts";

const KEPT = 500;
const UPLOAD_TIMEOUT_MS = 5_000;
const AGAIN_AFTER_MS = 1_000;

/** Returns the id of the file that shows the picture; undefined when there is none. */
export type FileOf = (picture: Picture) => string | undefined;

/** Uploads the pictures of messages. */
export interface Pictures {
  /** Never rejects: a picture that cannot be brought there is told in words instead. */
  bring(client: WebClient, workspaceId: string, message: Message): Promise<FileOf>;
}

/** How pictures are drawn, and where failures are logged. */
export type PictureParts = { readonly draw: (picture: Picture) => Promise<Uint8Array>; readonly log: Log };

/** Creates the uploads. The ids of the last 500 files are remembered. */
export function createPictures({ draw, log }: PictureParts): Pictures {
  const files = new Map<string, string>();

  async function bringOne(client: WebClient, workspaceId: string, { picture, alt }: PictureElement): Promise<string | undefined> {
    const key = `${workspaceId} ${createHash("sha256").update(JSON.stringify(picture)).digest("base64")}`;
    const known = files.get(key);
    if (known !== undefined) return known;
    const id = await upload(client, {
      content: new Blob([Uint8Array.from(await draw(picture))]),
      name: `${picture.kind}.png`,
      alt,
    });
    files.set(key, id);
    const oldest = files.keys().next();
    if (files.size > KEPT && !oldest.done) files.delete(oldest.value);
    return id;
  }

  return {
    async bring(client, workspaceId, message) {
      const ids = new Map<Picture, string>();
      for (const shown of listPictures(message.elements)) {
        try {
          const id = await bringOne(client, workspaceId, shown).catch(async (cause: unknown) => {
            if (!isWorthAnotherTry(cause)) throw cause;
            await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
            return bringOne(client, workspaceId, shown);
          });
          if (id !== undefined) ids.set(shown.picture, id);
        } catch (cause) {
          log.warn({ workspaceId, failure: nameFailure(cause) }, "a picture could not be uploaded");
        }
      }
      return (picture) => ids.get(picture);
    },
  };
}

/** In trouble that may be over in a moment; a message waits for its picture no longer than that. */
function isWorthAnotherTry(cause: unknown): boolean {
  const result = toSlackSendResult(cause, { stage: "before", to: "channel" });
  return (result.kind === "failed" && result.retry) || (result.kind === "rate-limited" && result.retryAfterMs <= AGAIN_AFTER_MS);
}

/** A file to be uploaded. */
export type Upload = {
  readonly content: Blob;
  readonly name: string;
  readonly alt?: string;
  readonly timeoutMs?: number;
  /** Shared there with these words, `onBegin` being called before; without it the file is seen where a message names it. */
  readonly share?: { readonly channelId: string; readonly comment: string; readonly onBegin: () => void };
};

/** Uploads a file and returns its id. Rejects when Slack refuses any of the three steps. */
export async function upload(client: WebClient, file: Upload): Promise<string> {
  const { content, name, alt, share, timeoutMs = UPLOAD_TIMEOUT_MS } = file;
  const altText = alt === undefined ? {} : { alt_text: shortenForBlock(alt, BLOCK_LIMITS.imageAlt) };
  const place = await client.files.getUploadURLExternal({ filename: name, length: content.size, ...altText });
  if (!place.upload_url || !place.file_id) throw new Error("no place to upload to");
  const answer = await fetch(place.upload_url, { method: "POST", body: content, signal: AbortSignal.timeout(timeoutMs) });
  if (!answer.ok) throw new Error(`upload answered ${answer.status}`);
  share?.onBegin();
  await client.files.completeUploadExternal({
    files: [{ id: place.file_id, title: name }],
    ...(share && { channel_id: share.channelId, initial_comment: share.comment }),
  });
  return place.file_id;
}

/** Slack takes a moment with a new picture; until then it refuses blocks that show it. */
const WAITS_MS = [400, 800, 1_600];

/** How a message is rendered and shown, and how one waits. `render` without a `FileOf` tells pictures in words. */
export type Showing<T> = {
  readonly render: (fileOf?: FileOf) => RenderedMessage;
  readonly show: (rendered: RenderedMessage) => Promise<T>;
  readonly sleep: (ms: number) => Promise<void>;
};

/** What Slack answered, and the rendering that it took. */
export type ShownRendering<T> = { readonly done: T; readonly rendered: RenderedMessage };

/**
 * Shows a message with its pictures, or in words alone when Slack still does not have them. Rejects as `show` does for any
 * other reason.
 */
export async function showWithPictures<T>(fileOf: FileOf, { render, show, sleep }: Showing<T>): Promise<ShownRendering<T>> {
  const pictured = render(fileOf);
  for (const ms of WAITS_MS) {
    try {
      return { done: await show(pictured), rendered: pictured };
    } catch (cause) {
      if (!isPictureTrouble(platformCode(cause))) throw cause;
      await sleep(ms);
    }
  }
  const worded = render();
  return { done: await show(worded), rendered: worded };
}

function isPictureTrouble(code: string | undefined): boolean {
  return code === "invalid_blocks" || code === "slack_file_invalid" || code === "invalid_slack_file";
}
