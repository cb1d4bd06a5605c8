/** What every picture shares: the ground, its title and subtitle, and the legend at its foot. */
import type { Locale } from "../../core/locale.ts";
import type { Palette } from "./palette.ts";
import { element, escapeXml, FONT_FAMILY, toDrawable, writeLine } from "./svg.ts";
import { measure } from "./text-width.ts";

/** Logical pixels; a PNG has twice as many. */
export const WIDTH = 800;
export const MARGIN = 32;
/** Where the content below the heading begins. */
export const HEADING_HEIGHT = 100;

export type Frame = {
  readonly locale: Locale;
  readonly title: string;
  readonly subtitle: string;
  readonly palette: Palette;
  readonly width?: number;
  readonly height: number;
  /** Room that something at the right of the heading takes. */
  readonly headingRight?: number;
};

/** The whole picture around its parts. */
export function drawFrame(frame: Frame, ...parts: readonly string[]): string {
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

function drawHeading({ title, subtitle, palette, headingRight = 0 }: Frame, width: number): string {
  const maxWidth = width - 2 * MARGIN - headingRight;
  const at = { x: MARGIN, maxWidth };
  return [
    writeLine({ ...at, y: 40, text: title, size: 22, weight: 600, fill: palette.ink }),
    writeLine({ ...at, y: 66, text: subtitle, size: 13, weight: 400, fill: palette.muted }),
  ].join("");
}

export type LegendItem = { readonly label: string /** Drawn in a box of 20 × 12 around its middle. */; readonly symbol: string };

const SYMBOL_WIDTH = 20;
const LEGEND_FACE = { size: 12, weight: 400 } as const;

/** The items in one row; long labels share the room evenly. */
export function drawLegend(options: {
  readonly items: readonly LegendItem[];
  readonly palette: Palette;
  readonly y: number;
}): string {
  const { items, palette, y } = options;
  const gap = 24;
  const maxWidth = (WIDTH - 2 * MARGIN - gap * (items.length - 1)) / Math.max(1, items.length) - SYMBOL_WIDTH - 8;
  let x = MARGIN;
  return items
    .map(({ label, symbol }) => {
      const place = element("g", { transform: `translate(${x} ${y})` }, symbol);
      const text = writeLine({ ...LEGEND_FACE, x: x + SYMBOL_WIDTH + 8, y, text: label, fill: palette.muted, maxWidth });
      x = Math.round(x + SYMBOL_WIDTH + 8 + Math.min(maxWidth, measure(toDrawable(label), LEGEND_FACE)) + gap);
      return place + text;
    })
    .join("");
}
