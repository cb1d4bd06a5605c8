/** What every picture shares: the ground, its title and subtitle, and the legend at its foot. */
import type { Locale } from "../core/locale.ts";
import type { Palette } from "./palette.ts";
import { element, escapeXml, FONT_FAMILY, toDrawable, writeLine } from "./svg.ts";
import { measureText } from "./text-width.ts";

/**
 * The width of a picture in logical pixels; its PNG has twice as many. The type is sized for chats, which show a
 * picture 360 to 480 pixels wide.
 */
export const WIDTH = 600;

/** The margin to the left and to the right, in logical pixels. */
export const MARGIN = 24;
/** Where the content below the heading begins, in logical pixels from the top. */
export const HEADING_HEIGHT = 88;
/** The smallest type that a picture uses. Shown 360 pixels wide it is still about ten pixels high. */
export const SMALL = { size: 16, weight: 400 } as const;

/** The title, size and colours of a picture. Lengths are logical pixels; the width is `WIDTH` unless given. */
export type PictureFrame = {
  readonly locale: Locale;
  readonly title: string;
  readonly subtitle: string;
  readonly palette: Palette;
  readonly width?: number;
  readonly height: number;
};

/** Returns the whole SVG: ground and heading, with `parts` as markup inside. */
export function drawFrame(frame: PictureFrame, ...parts: readonly string[]): string {
  const { palette, height, width = WIDTH } = frame;
  const root = {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "xml:lang": frame.locale,
    "font-family": FONT_FAMILY,
  };
  return element(
    "svg",
    root,
    element("title", {}, escapeXml(toDrawable(frame.title)) || " "),
    element("rect", { width, height, fill: palette.ground }),
    drawHeading(frame, width),
    ...parts,
  );
}

function drawHeading({ title, subtitle, palette }: PictureFrame, width: number): string {
  const maxWidth = width - 2 * MARGIN;
  const at = { x: MARGIN, maxWidth };
  const size = measureText(toDrawable(title), { size: 24, weight: 600 }) > maxWidth ? 20 : 24;
  return [
    writeLine({ ...at, y: 36, text: title, size, weight: 600, fill: palette.ink }),
    writeLine({ ...SMALL, ...at, y: 63, text: subtitle, fill: palette.muted }),
  ].join("");
}

/** One entry of a legend. The symbol is markup, drawn around the point at its left edge within 22 × 14 logical pixels. */
export type LegendItem = { readonly label: string /** Drawn in a box of 22 × 14 around its middle. */; readonly symbol: string };

const SYMBOL_WIDTH = 22;
const SYMBOL_GAP = 8;
const GAP = 22;

/** Draws the items in one row. Where their labels are too long for it, each gets the same room and is cut with an ellipsis. */
export function drawLegend(options: {
  readonly items: readonly LegendItem[];
  readonly palette: Palette;
  readonly y: number;
}): string {
  const { items, palette, y } = options;
  const room = WIDTH - 2 * MARGIN - GAP * (items.length - 1) - (SYMBOL_WIDTH + SYMBOL_GAP) * items.length;
  const widths = items.map(({ label }) => measureText(toDrawable(label), SMALL));
  const fits = widths.reduce((sum, width) => sum + width, 0) <= room;
  const maxWidth = fits ? room : room / Math.max(1, items.length);
  let x = MARGIN;
  return items
    .map(({ label, symbol }, index) => {
      const place = element("g", { transform: `translate(${x} ${y})` }, symbol);
      const left = x + SYMBOL_WIDTH + SYMBOL_GAP;
      const text = writeLine({ ...SMALL, x: left, y, text: label, fill: palette.muted, maxWidth });
      x = Math.round(left + Math.min(maxWidth, widths[index] ?? 0) + GAP);
      return place + text;
    })
    .join("");
}
