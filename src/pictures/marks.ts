/** The marks that mean the same in every picture. They differ in shape first and in colour second. */
import type { Palette } from "./palette.ts";
import { element } from "./svg.ts";

/**
 * Draws the gate's score at `x`: a line with a small arrow head on top, set off from the bar that it crosses. Lengths
 * are logical pixels.
 */
export function drawTarget(x: number, top: number, bottom: number, palette: Palette): string {
  const head = `M${x - 5.5} ${top - 5}h11l-5.5 7z`;
  return (
    element("line", { x1: x, x2: x, y1: top, y2: bottom, stroke: palette.ground, "stroke-width": 6 }) +
    element("line", { class: "target", x1: x, x2: x, y1: top, y2: bottom, stroke: palette.target, "stroke-width": 2.5 }) +
    element("path", { d: head, fill: palette.target })
  );
}

/** Draws the value of the round before as a ring around the point. */
export function drawBefore(x: number, y: number, palette: Palette): string {
  return element("circle", {
    class: "before",
    cx: x,
    cy: y,
    r: 6,
    fill: palette.ground,
    stroke: palette.ink,
    "stroke-width": 2.5,
  });
}

type Spot = { readonly x: number; readonly y: number };

/** The width of the arrow that `drawDirection` draws, in logical pixels. */
export const ARROW_WIDTH = 11;

/**
 * Draws an arrow up or down beside the words of a change, and returns undefined where nothing changed. It goes by the
 * sign that the words begin with.
 */
export function drawDirection(change: string, { x, y }: Spot, palette: Palette): string | undefined {
  if (change.startsWith("+")) return element("path", { d: `M${x} ${y + 5}h11l-5.5 -10z`, fill: palette.good });
  if (/^[−-]/.test(change)) return element("path", { d: `M${x} ${y - 5}h11l-5.5 10z`, fill: palette.bad });
  return undefined;
}

/** A rectangle with rounded corners, in logical pixels. */
export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rx: number;
};

const STRIPE = 9;

/**
 * Draws a provisional bar as stripes. They are plain lines, because a pattern needs an id and the ids of two pictures
 * on one page would collide.
 */
export function drawHatched(box: Box, className: string | undefined, palette: Palette): string {
  const { x, y, width, height } = box;
  const [top, rise] = [y + 1.5, height - 3];
  const lines: string[] = [];
  for (let from = x - rise + 2; from < x + width - 1; from += STRIPE) {
    const start = Math.max(from, x + 1);
    const end = Math.min(from + rise, x + width - 1);
    if (end > start)
      lines.push(`M${round(start)} ${round(top + rise - (start - from))}L${round(end)} ${round(top + rise - (end - from))}`);
  }
  const outline = { ...box, fill: palette.ground, stroke: palette.now, "stroke-width": 2 };
  const stripes =
    lines.length === 0 ? "" : element("path", { d: lines.join(""), stroke: palette.now, "stroke-width": 3, fill: "none" });
  return element("rect", { class: className, ...outline }) + stripes;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
