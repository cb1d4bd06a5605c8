/** The marks that mean the same in every picture: told apart by shape first, by colour second. */
import type { Palette } from "./palette.ts";
import { element } from "./svg.ts";

/** The gate's score: a line with a small arrow head on top, set off from the bar that it crosses. */
export function drawTarget(x: number, top: number, bottom: number, palette: Palette): string {
  const head = `M${x - 4.5} ${top - 4}h9l-4.5 6z`;
  return (
    element("line", { x1: x, x2: x, y1: top, y2: bottom, stroke: palette.ground, "stroke-width": 5 }) +
    element("line", { class: "target", x1: x, x2: x, y1: top, y2: bottom, stroke: palette.target, "stroke-width": 2 }) +
    element("path", { d: head, fill: palette.target })
  );
}

/** The last round: a ring. */
export function drawBefore(x: number, y: number, palette: Palette): string {
  return element("circle", { class: "before", cx: x, cy: y, r: 5, fill: palette.ground, stroke: palette.ink, "stroke-width": 2 });
}

/** Up, down or level, beside the words of a change. */
export function drawDirection(change: string, x: number, y: number, palette: Palette): string {
  if (change.startsWith("+")) return element("path", { d: `M${x} ${y + 4}h9l-4.5 -8z`, fill: palette.good });
  if (/^[−-]/.test(change)) return element("path", { d: `M${x} ${y - 4}h9l-4.5 8z`, fill: palette.bad });
  return element("rect", { x, y: y - 1, width: 9, height: 2, fill: palette.muted });
}

export const HATCH_ID = "hatch";

/** Stripes for what is provisional. */
export function defineHatch(palette: Palette): string {
  const tile = { id: HATCH_ID, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  const stripes = [
    element("rect", { width: 7, height: 7, fill: palette.ground }),
    element("rect", { width: 3.5, height: 7, fill: palette.now }),
  ];
  return element("defs", {}, element("pattern", tile, ...stripes));
}
