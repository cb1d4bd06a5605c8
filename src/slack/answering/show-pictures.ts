/** Showing a message whose pictures Slack may not have ready: it waits for them a while, and goes without them at last. */
import type { WebClient } from "@slack/web-api";
import type { Sending } from "../../app/ports/sender.ts";
import { type RenderedMessage, toBlockKit } from "../block-kit/block-kit.ts";
import { type FileOf, hasPictures, type Pictures } from "../sending/slack-pictures.ts";
import { platformCode } from "../sending/slack-send-result.ts";

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
