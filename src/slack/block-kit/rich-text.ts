/**
 * Renders our texts as Slack's rich text. Its runs are literal: nothing in them mentions, links or formats, whatever a
 * user wrote.
 */
import type { types } from "@slack/bolt";
import { type Run, type Text, toRuns } from "../../message/text.ts";
import { BLOCK_LIMITS, shortenForBlock, toSeen } from "./block-limits.ts";

type Section = types.RichTextSection;
type Part = types.RichTextElement;

/** Renders a text as a section, shortened to `limit` characters. It is never empty, because Slack refuses a run without text. */
export function toSection(text: Text, limit: number = BLOCK_LIMITS.richText): Section {
  const parts: Part[] = [];
  let left = limit;
  for (const run of toRuns(text)) {
    const said = shortenForBlock(run.text, left);
    if (said === "") continue;
    parts.push(toPart(run, said));
    left -= said.length;
    if (said.length < toSeen(run.text).length || left <= 0) break;
  }
  return { type: "rich_text_section", elements: parts.length > 0 ? parts : [{ type: "text", text: " " }] };
}

/** Renders a text with `before` in bold in front of it. */
export function toLabelled(before: string, text: Text, limit: number = BLOCK_LIMITS.richText): Section {
  return toSection([{ text: before, style: "bold" }, ...toRuns(text)], limit);
}

/** Wraps rich text elements in a block. */
export function toRichText(...elements: types.RichTextBlockElement[]): types.RichTextBlock {
  return { type: "rich_text", elements };
}

/** Renders the items as a list, in as many blocks as their length requires. */
export function toLists(items: readonly Section[], style: "bullet" | "ordered"): readonly types.RichTextBlock[] {
  const blocks: Section[][] = [];
  let length = 0;
  for (const item of items) {
    const size = countCharacters(item);
    const current = blocks.at(-1);
    if (current && length + size <= BLOCK_LIMITS.richText) {
      current.push(item);
      length += size;
    } else {
      blocks.push([item]);
      length = size;
    }
  }
  let before = 0;
  return blocks.map((elements) => {
    const offset = style === "ordered" && before > 0 ? { offset: before } : {};
    before += elements.length;
    return toRichText({ type: "rich_text_list", style, elements, ...offset });
  });
}

/** True when the text has no style and no link, so that it can be used where Slack accepts only plain text. */
export function isPlain(text: Text): boolean {
  return toRuns(text).every((run) => run.style === undefined && !isLink(run));
}

function countCharacters(section: Section): number {
  return section.elements.reduce((sum, part) => sum + ("text" in part ? (part.text?.length ?? 0) : 0), 0);
}

function toPart(run: Run, text: string): Part {
  const style = run.style ? { style: { [run.style]: true } } : {};
  return run.href !== undefined && isLink(run)
    ? { type: "link", url: run.href, text, ...style }
    : { type: "text", text, ...style };
}

function isLink({ href }: Run): boolean {
  return href?.startsWith("https://") === true && href.length <= BLOCK_LIMITS.richText;
}
