/** Holds a whole message within what Slack takes of blocks and text: what does not fit is left out, visibly. */
import type { types } from "@slack/bolt";
import { BLOCK_LIMITS } from "./block-limits.ts";

type Block = types.KnownBlock;

/** At most `most` blocks and `LIMITS.messageText` characters; buttons are kept before text, since they lead on. */
export function fitBlocks(blocks: readonly Block[], most: number): Block[] {
  const kept: Block[] = [];
  let left: number = BLOCK_LIMITS.messageText;
  let cut = false;
  for (const block of blocks) {
    const length = countText(block);
    const fits = kept.length < most - 1 && (length <= left || block.type === "actions");
    if (fits) {
      kept.push(block);
      left -= length;
    } else cut = true;
  }
  if (!cut) return kept;
  return [...kept, { type: "context", elements: [{ type: "plain_text", text: "…", emoji: false }] }];
}

function countText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countText(item), 0);
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, held]) => sum + (key === "text" && typeof held === "string" ? held.length : countText(held)),
    0,
  );
}
