/** The details of a post in a channel: one reply below it, which edits and removals keep in step. */
import type { WebClient } from "@slack/web-api";
import type { Log } from "../../app/ports/log.ts";
import type { Rendered } from "../block-kit/block-kit.ts";
import { nameFailure } from "../sdk-log.ts";
import type { Ref } from "./slack-ref.ts";
import { platformCode } from "./slack-send-result.ts";

/** Nobody's link is opened into a preview, and no name in a text becomes a mention. */
export const QUIET = { unfurl_links: false, unfurl_media: false, link_names: false } as const;

export type Thread = { readonly ref: Ref; readonly thread: Rendered | undefined };

/** Where post and reply are afterwards. A failure is logged, and is not the post's: the next edit brings the details. */
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
