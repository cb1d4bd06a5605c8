/**
 * Words on a card. Runs are literal by themselves; only date functions, control characters and direction marks must be
 * taken out. A TextBlock knows Markdown, so it is used for headings without any sign of it alone.
 */
import type { Tone } from "../../message/message.ts";
import { type Run, type Text, toRuns } from "../../message/text.ts";
import { CARD_LIMITS, shortenForCard } from "./card-limits.ts";
import type { CardNode } from "./card.ts";

const INVISIBLE = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;
const WORD_JOINER = "\u2060";
/** Letters, digits, blanks and signs that mean nothing in Markdown. */
const PLAIN = /^[\p{L}\p{M}\p{N} .,:;·…?%/()“”‘’'–—、。，：；？（）《》「」+]*$/u;
const LOOKS_LIKE_LIST = /^\s*(\d+[.)]|[+])\s/;

/** `{{DATE(…)}}` is a function on a card; a word joiner between the braces makes it text. */
export function toLiteral(text: string, limit: number = CARD_LIMITS.text): string {
  return shortenForCard(text.replaceAll(INVISIBLE, " ").replaceAll("{{", `{${WORD_JOINER}{`), limit);
}

/** How a text is rendered on a card. */
export type TextStyle = {
  readonly size?: "Small" | "Medium" | "Large";
  readonly bold?: boolean;
  readonly tone?: Tone;
  readonly spacing?: "None" | "Small" | "Medium" | "Large";
};

/** One block a line. */
export function toTextBlocks(text: Text, style: TextStyle = {}): readonly CardNode[] {
  return splitLines(toRuns(text)).map((runs, index) => ({
    type: "RichTextBlock",
    inlines: runs.map((run) => toTextRun(run, style)),
    ...(index === 0 ? style.spacing && { spacing: style.spacing } : { spacing: "Small" }),
  }));
}

/** With the role of a heading where that is safe; else it only looks like one. */
export function toHeading(text: string): CardNode {
  const words = toLiteral(text, CARD_LIMITS.heading);
  const look = { size: "Medium", weight: "Bolder" };
  if (!PLAIN.test(words) || LOOKS_LIKE_LIST.test(words))
    return { type: "RichTextBlock", inlines: [{ type: "TextRun", text: words, ...look }] };
  return { type: "TextBlock", text: words, style: "heading", wrap: true, ...look };
}

function toTextRun(run: Run, { size, bold, tone }: TextStyle): CardNode {
  const href = run.href?.startsWith("https://") ? toUrl(run.href) : undefined;
  return {
    type: "TextRun",
    text: toLiteral(run.text),
    ...(size && { size }),
    ...((bold || run.style === "bold") && { weight: "Bolder" }),
    ...(run.style === "italic" && { italic: true }),
    ...((run.style === "code" || run.style === "command") && { fontType: "Monospace" }),
    ...(tone === "quiet" && { isSubtle: true }),
    ...(tone === "good" && { color: "Good" }),
    ...(tone === "warning" && { color: "Attention" }),
    ...(href && { color: "Accent", underline: true, selectAction: { type: "Action.OpenUrl", url: href } }),
  };
}

/** Browsers take more in an address than the schema of cards, which wants each other sign encoded. */
function toUrl(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined;
  const { origin, pathname, search, hash } = new URL(href);
  return `${origin}${encodeRest(pathname + search)}${hash && `#${encodeRest(hash.slice(1))}`}`;
}

function encodeRest(part: string): string {
  return part.replaceAll(/[^\w\-.~:/?@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/g, encodeURIComponent);
}

function splitLines(runs: readonly Run[]): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]];
  for (const run of runs) {
    for (const [index, part] of run.text.split(/\r\n|\r|\n/).entries()) {
      if (index > 0) lines.push([]);
      if (part !== "") lines.at(-1)?.push({ ...run, text: part });
    }
  }
  return lines.filter((line) => line.length > 0);
}
