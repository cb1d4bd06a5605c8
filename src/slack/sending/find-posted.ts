/** Looks in Slack for a message whose sending was interrupted. Each of ours carries the id of its post, which people do not see. */
import type { WebClient } from "@slack/web-api";
import type { Sending } from "../../app/ports/sender.ts";
import { findFile } from "../../message/message.ts";
import { sharesFile } from "./slack-files.ts";

const METADATA_TYPE = "speedboat_post";
const LOOKED_THROUGH = 15;
/** Slack's clock is not ours. */
const LOOKED_BEFORE_S = 120;

/** The metadata that a message carries in Slack, by which it is found again. */
export type PostMetadata = { readonly event_type: string; readonly event_payload: { readonly postId: string } };

/** Returns the metadata of the message of a post. */
export function toMetadata(postId: string): PostMetadata {
  return { event_type: METADATA_TYPE, event_payload: { postId } };
}

/** The conversation to look through, and when the post was made, in milliseconds. */
export type Looking = { readonly channel: string; readonly postedAt: () => Promise<number> };

/**
 * Finds a post in a conversation by what it carries, or by the file that it shares. It never throws: `unknown` where Slack
 * does not answer, or where the conversation holds more than was looked through.
 */
export async function findPosted(
  client: WebClient,
  sending: Sending,
  { channel, postedAt }: Looking,
): Promise<{ readonly ts: string } | "absent" | "unknown"> {
  try {
    const look = {
      channel,
      oldest: String((await postedAt()) / 1_000 - LOOKED_BEFORE_S),
      limit: LOOKED_THROUGH,
      include_all_metadata: true,
    } as const;
    const { messages = [], has_more: hasMore } = sending.answersIn
      ? await client.conversations.replies({ ...look, ts: sending.answersIn })
      : await client.conversations.history(look);
    const file = findFile(sending.message);
    const found = messages.find(
      (message) => isOurs(message.metadata, sending.postId) || (file !== undefined && sharesFile(message, file.name)),
    );
    if (found?.ts) return { ts: found.ts };
    // Beyond the page it may still be: only a history seen to its end says that it is absent.
    return hasMore ? "unknown" : "absent";
  } catch {
    return "unknown";
  }
}

function isOurs(metadata: { event_type?: string; event_payload?: object } | undefined, postId: string): boolean {
  if (metadata?.event_type !== METADATA_TYPE || !metadata.event_payload) return false;
  return "postId" in metadata.event_payload && metadata.event_payload.postId === postId;
}
