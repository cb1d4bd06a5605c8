/**
 * Text in Block Kit: its limits in one table, how what is too long is shortened visibly, which signs stand as entities, runs
 * as rich text, in which nothing mentions, links or formats whatever a user wrote, and details packed into the button that
 * shows them.
 */
import type { types } from "@slack/bolt";
import { z } from "zod";
import { LOCALES, type Locale } from "../../core/locale.ts";
import type { Element } from "../../message/message.ts";
import { toPlainText } from "../../message/plain-text.ts";
import { SLASH_COMMAND } from "../../message/slash-command.ts";
import { type Run, type Text, toRuns } from "../../message/text.ts";

/** Characters or counts, from Slack's reference of Block Kit. `messageText` and `richText` are ours: Slack names no figure. */
export const BLOCK_LIMITS = {
  messageBlocks: 50,
  viewBlocks: 100,
  header: 150,
  contextText: 2000,
  actions: 25,
  buttonText: 75,
  buttonValue: 2000,
  id: 255,
  options: 100,
  optionText: 75,
  optionValue: 150,
  viewTitle: 24,
  privateMetadata: 3000,
  inputText: 3000,
  label: 2000,
  hint: 2000,
  placeholder: 150,
  imageAlt: 2000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  summary: 1000,
  richText: 3000,
  messageText: 12_000,
} as const;

const MORE = "…";
/** Controls, and marks that turn the direction of what follows: they let a text look like another. */
const UNSEEN = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const HALF_CHARACTERS = /\p{Cs}/gu;

/** Returns at most `limit` UTF-16 units, ending in "…" when something was cut. It never cuts a character in half. */
export function shortenForBlock(text: string, limit: number): string {
  const clean = toSeen(text);
  if (clean.length <= limit) return clean;
  const cut = clean.slice(0, Math.max(0, limit - MORE.length)).replace(/[\ud800-\udbff]$/, "");
  return cut.trimEnd() + MORE;
}

/** Returns the text without invisible characters. Line breaks and tabs stay. */
function toSeen(text: string): string {
  return text.replace(HALF_CHARACTERS, "\ufffd").replace(UNSEEN, (mark) => (mark === "\n" || mark === "\t" ? mark : ""));
}

/** Escapes the three characters that Slack treats as markup. */
export function toEntities(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Undoes `toEntities`. */
export function fromEntities(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

type Block = types.KnownBlock;

/** Returns at most `most` blocks within the text limit of a message. Buttons are kept before text, because they lead on. */
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

type Section = types.RichTextSection;
type Part = types.RichTextElement;

/** Renders a text as a section, shortened to `limit` characters. It is never empty, because Slack refuses a run without text. */
export function toSection(text: Text, limit: number = BLOCK_LIMITS.richText): Section {
  const parts: Part[] = [];
  let left = limit;
  for (const run of toRuns(text)) {
    const text = spell(run);
    const said = shortenForBlock(text, left);
    if (said === "") continue;
    parts.push(toPart(run, said));
    left -= said.length;
    if (said.length < toSeen(text).length || left <= 0) break;
  }
  return { type: "rich_text_section", elements: parts.length > 0 ? parts : [{ type: "text", text: " " }] };
}

/** A command is shown as people type it in Slack: after the slash command, which works in every conversation. */
function spell({ text, style }: Run): string {
  return style === "command" ? `${SLASH_COMMAND} ${text}` : text;
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
  const style = run.style ? { style: { [run.style === "command" ? "code" : run.style]: true } } : {};
  return run.href !== undefined && isLink(run)
    ? { type: "link", url: run.href, text, ...style }
    : { type: "text", text, ...style };
}

function isLink({ href }: Run): boolean {
  return href?.startsWith("https://") === true && href.length <= BLOCK_LIMITS.richText;
}

const run = z.object({
  t: z.string(),
  s: z.enum(["bold", "italic", "code", "command"]).optional(),
  h: z.string().optional(),
});
const schema = z.object({
  locale: z.enum(LOCALES),
  title: z.string(),
  details: z.array(z.union([z.object({ p: z.array(run) }), z.object({ l: z.array(z.array(run)) })])),
});

/** What a button shows: a title and elements in one language. */
export type Details = { readonly locale: Locale; readonly title: string; readonly elements: readonly Element[] };
type Packed = z.infer<typeof schema>["details"][number];

/**
 * Packs the details as the value of a button. Returns undefined when they contain more than text, or more than a button
 * can carry.
 */
export function encodeDetails({ locale, title, elements }: Details): string | undefined {
  const packed = elements.map(pack);
  if (packed.some((part) => part === undefined)) return undefined;
  const value = JSON.stringify({ locale, title: title.slice(0, 200), details: packed });
  return value.length <= BLOCK_LIMITS.buttonValue ? value : undefined;
}

/** Unpacks the value of a button; undefined when it holds no details. */
export function parseDetails(value: unknown): Details | undefined {
  if (typeof value !== "string") return undefined;
  try {
    const { locale, title, details } = schema.parse(JSON.parse(value));
    return { locale, title, elements: details.map(unpack) };
  } catch {
    return undefined;
  }
}

function pack(element: Element): Packed | undefined {
  switch (element.kind) {
    case "paragraph":
      return { p: packText(element.text) };
    case "list":
      return { l: element.items.map(packText) };
    case "heading":
    case "facts":
    case "progress":
    case "table":
      return { p: [{ t: toPlainText({ locale: "en", summary: "", elements: [element] }) }] };
    case "choices":
    case "scores":
    case "picture":
    case "file":
    case "buttons":
    case "fold":
    case "divider":
      return undefined;
    default: {
      const never: never = element;
      return never;
    }
  }
}

function packText(text: Text): z.infer<typeof run>[] {
  return toRuns(text).map(({ text: t, style, href }) => ({ t, ...(style && { s: style }), ...(href && { h: href }) }));
}

function unpack(part: Packed): Element {
  return "p" in part
    ? { kind: "paragraph", text: part.p.map(unpackRun) }
    : { kind: "list", items: part.l.map((item) => item.map(unpackRun)) };
}

function unpackRun({ t, s, h }: z.infer<typeof run>) {
  return { text: t, ...(s && { style: s }), ...(h && { href: h }) };
}
