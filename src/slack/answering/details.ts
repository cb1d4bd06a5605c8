/** Packs details into the button that shows them, so that they open at once, even after a restart. */
import { z } from "zod";
import { LOCALES, type Locale } from "../../core/locale.ts";
import type { Element } from "../../message/message.ts";
import { toPlainText } from "../../message/plain-text.ts";
import { type Text, toRuns } from "../../message/text.ts";
import { BLOCK_LIMITS } from "../block-kit/block-limits.ts";

const run = z.object({
  t: z.string(),
  s: z.enum(["bold", "italic", "code"]).optional(),
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
