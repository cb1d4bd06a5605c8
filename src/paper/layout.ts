/** The measures of a page in points, and how a row of text looks on it. */
import { PALETTES } from "../pictures/palette.ts";
import type { Weight } from "./typeface.ts";

const { ink, muted, grid, track, now, target, good, bad } = PALETTES.light;

/** The colours of the light palette, since paper is white. */
export const COLORS = { ink, muted, grid, track, now, target } as const;
/** The colour of a paragraph by its tone. */
export const TONES = { normal: ink, quiet: muted, good, warning: bad } as const;

/** A4 with its margins. */
export const PAGE = { width: 595.28, height: 841.89, margin: 54 } as const;
/** How wide text runs. */
export const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;
/** Where the last line of a page ends at the latest. */
export const BOTTOM = PAGE.height - PAGE.margin - 18;
/** The height of a line, as a multiple of the size of its letters. */
export const LEADING = 1.45;
/** The size of letters in paragraphs. */
export const BODY = 10;
/** The size of letters in tables. */
export const CELL = 9;
/** The space between two things. */
export const GAP = 8;

/** How a line looks: size in points, and the colour `ink` where none is named. */
export type Style = { readonly size: number; readonly weight?: Weight; readonly color?: string };
