/** Writes SVG as text, with escaped attributes and lines of words that nobody's name can break. */
import { type Face, fitText } from "./text-width.ts";

/** The attributes of an element. Those that are undefined are left out. */
export type SvgAttributes = Readonly<Record<string, string | number | undefined>>;

/** The fonts of the pictures, in order. The first three come with the product; a browser that lacks them takes its own. */
export const FONT_FAMILY = "Inter, Noto Sans SC, Noto Emoji, system-ui, sans-serif";

/**
 * Returns an SVG element with escaped attributes. `children` must already be markup; numbers are written with at most
 * two decimals.
 */
export function element(name: string, attributes: SvgAttributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(typeof value === "number" ? toDecimal(value) : String(value))}"`)
    .join("");
  const inner = children.join("");
  return inner === "" ? `<${name}${written}/>` : `<${name}${written}>${inner}</${name}>`;
}

/** One line of text. Lengths are logical pixels. */
export type Line = Face & {
  /** Where it starts, ends or is centred, by `anchor`. */
  readonly x: number;
  /** The middle of its capital letters. */
  readonly y: number;
  readonly text: string;
  readonly fill: string;
  readonly anchor?: "start" | "middle" | "end";
  /** Longer text ends in an ellipsis. */
  readonly maxWidth?: number;
  readonly class?: string;
};

const HALF_CAPITAL = 0.364;

/** Draws a line of text, cleaned and escaped, and cut with an ellipsis at `maxWidth`. */
export function writeLine(line: Line): string {
  const text = toDrawable(line.text);
  const fitted = line.maxWidth === undefined ? text : fitText(text, line, line.maxWidth);
  const attributes = {
    class: line.class,
    x: line.x,
    y: line.y + line.size * HALF_CAPITAL,
    "font-size": line.size,
    "font-weight": line.weight,
    fill: line.fill,
    "text-anchor": line.anchor === "start" ? undefined : line.anchor,
  };
  return element("text", attributes, escapeXml(fitted));
}

/** A pictograph with what joins, colours or repeats it: pictures have no glyphs for the whole, so its first part stands for it. */
const PICTOGRAPH = /(\p{Extended_Pictographic})(?:\p{Emoji_Modifier}|\p{Variation_Selector}|\u200d\p{Extended_Pictographic})+/gu;

/**
 * Returns the text as XML can hold it and a line can show it: without control characters, marks that change the
 * direction of writing and halves of characters, and with one pictograph for a composed one. Where nothing remains of
 * a text it returns a dash.
 */
export function toDrawable(text: string): string {
  const clean = text
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu, " ")
    .replaceAll(PICTOGRAPH, "$1")
    .replaceAll(/\p{Variation_Selector}|\u20e3/gu, "")
    .replaceAll(/[\p{Cf}\p{Cs}\p{Cn}\p{Co}]/gu, "")
    .replaceAll(/ +/g, " ")
    .trim();
  return clean === "" && text.trim() !== "" ? "–" : clean;
}

/** Returns the text with the five characters escaped that are markup in XML. */
export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function toDecimal(value: number): string {
  return String(Math.round(value * 100) / 100);
}
