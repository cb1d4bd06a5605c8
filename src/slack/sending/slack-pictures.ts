/** Puts a message's pictures into Slack: drawn, uploaded once, and then named by their file's id. */
import { createHash } from "node:crypto";
import type { WebClient } from "@slack/web-api";
import type { Log } from "../../app/ports/log.ts";
import type { Sending } from "../../app/ports/sender.ts";
import type { Element, Message } from "../../message/message.ts";
import type { Picture } from "../../message/picture.ts";
import { nameFailure } from "../answering/after-answer.ts";
import { type RenderedMessage, toBlockKit } from "../block-kit/block-kit.ts";
import { BLOCK_LIMITS, shortenForBlock } from "../block-kit/block-limits.ts";
import { platformCode } from "./slack-send-result.ts";

const KEPT = 500;
const UPLOAD_TIMEOUT_MS = 5_000;

export type FileOf = (picture: Picture) => string | undefined;

export interface Pictures {
  /** Never rejects: a picture that cannot be brought there is told in words instead. */
  bring(client: WebClient, workspaceId: string, message: Message): Promise<FileOf>;
}

export type PictureParts = { readonly draw: (picture: Picture) => Promise<Uint8Array>; readonly log: Log };

export function createPictures({ draw, log }: PictureParts): Pictures {
  const files = new Map<string, string>();

  async function bringOne(client: WebClient, workspaceId: string, { picture, alt }: Shown): Promise<string | undefined> {
    const key = `${workspaceId} ${createHash("sha256").update(JSON.stringify(picture)).digest("base64")}`;
    const known = files.get(key);
    if (known !== undefined) return known;
    const id = await upload(client, { content: await draw(picture), name: `${picture.kind}.png`, alt });
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
          const id = await bringOne(client, workspaceId, shown);
          if (id !== undefined) ids.set(shown.picture, id);
        } catch (cause) {
          log.warn({ workspaceId, failure: nameFailure(cause) }, "a picture could not be uploaded");
        }
      }
      return (picture) => ids.get(picture);
    },
  };
}

type Shown = Extract<Element, { kind: "picture" }>;

export function hasPictures(message: Message): boolean {
  return listPictures(message.elements).length > 0;
}

function listPictures(elements: readonly Element[]): readonly Shown[] {
  return elements.flatMap((element) => {
    if (element.kind === "picture") return [element];
    return element.kind === "fold" ? listPictures(element.elements) : [];
  });
}

export type Upload = {
  readonly content: Uint8Array;
  readonly name: string;
  readonly alt?: string;
  /** Shared there; without it the file is seen where a message names it. */
  readonly channelId?: string;
};

/** Slack's upload in three steps; returns the file's id. */
export async function upload(client: WebClient, { content, name, alt, channelId }: Upload): Promise<string> {
  const altText = alt === undefined ? {} : { alt_text: shortenForBlock(alt, BLOCK_LIMITS.imageAlt) };
  const place = await client.files.getUploadURLExternal({ filename: name, length: content.byteLength, ...altText });
  if (!place.upload_url || !place.file_id) throw new Error("no place to upload to");
  const answer = await fetch(place.upload_url, {
    method: "POST",
    body: new Blob([Uint8Array.from(content)]),
    signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`upload answered ${answer.status}`);
  await client.files.completeUploadExternal({
    files: [{ id: place.file_id, title: name }],
    ...(channelId !== undefined && { channel_id: channelId }),
  });
  return place.file_id;
}

/** `worded` is without pictures, where `first` has some. */
export type Renderings = { readonly first: RenderedMessage; readonly worded?: RenderedMessage };

/** Slack takes a moment with a new picture; until then it refuses blocks that show it. */
const WAITS_MS = [400, 800, 1_600];

/** Uploads what is not in Slack yet. */
export async function renderPost(pictures: Pictures, client: WebClient, sending: Sending): Promise<Renderings> {
  const { message, target, workspaceId } = sending;
  const build = (fileOf?: FileOf): RenderedMessage =>
    toBlockKit(message, { surface: "post", foldsInThread: target.to === "channel", ...(fileOf && { fileOf }) });
  if (!hasPictures(message)) return { first: build() };
  return { first: build(await pictures.bring(client, workspaceId, message)), worded: build() };
}

/** What `show` gave, and the rendering that Slack took. Rejects as `show` does, but for pictures that are not ready. */
export async function showWhenReady<T>(
  { first, worded = first }: Renderings,
  show: (rendered: RenderedMessage) => Promise<T>,
  sleep: (ms: number) => Promise<void>,
): Promise<{ readonly done: T; readonly rendered: RenderedMessage }> {
  for (const ms of worded === first ? [] : WAITS_MS) {
    try {
      return { done: await show(first), rendered: first };
    } catch (cause) {
      if (!isPictureTrouble(platformCode(cause))) throw cause;
      await sleep(ms);
    }
  }
  return { done: await show(worded), rendered: worded };
}

function isPictureTrouble(code: string | undefined): boolean {
  return code === "invalid_blocks" || code === "slack_file_invalid" || code === "invalid_slack_file";
}
