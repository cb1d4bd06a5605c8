/** Draws where a team stands: the whole and the gate on top, and below them a bar for each dimension with its coverage. */

import type { Bar, Picture } from "../message/picture.ts";
import { ARROW_WIDTH, drawBefore, drawDirection, drawHatched, drawTarget } from "./marks.ts";
import type { Palette } from "./palette.ts";
import { drawFrame, drawLegend, HEADING_HEIGHT, MARGIN, SMALL, WIDTH } from "./picture-frame.ts";
import { element, toDrawable, writeLine } from "./svg.ts";
import { type Face, measureText, wrapInTwo } from "./text-width.ts";

type StandingPicture = Extract<Picture, { kind: "standing" }>;

/** Where the bars lie, in logical pixels: a share of 0 is at `left` and 1 at `left + width`. */
export const SCALE = { left: 152, width: 300 } as const;
/** The height of a row and of the bar in it, in logical pixels. */
export const ROW = { pitch: 54, bar: 18 } as const;
const RIGHT = WIDTH - MARGIN;
const HEADLINE_HEIGHT = 82;
const GATE_WIDTH = 244;

/**
 * Returns the SVG of a team's standing: the whole and the gate on top, then a bar with its coverage for each
 * dimension. A bar without a value is drawn as a dashed outline.
 */
export function drawStanding(picture: StandingPicture, palette: Palette): string {
  const { bars, whole, gate } = picture;
  const withGate = gate.total > 0;
  const rows = rowsTop(picture);
  const end = rows + ROW.pitch * Math.max(1, bars.length);
  const items = listLegend(picture, palette);
  return drawFrame(
    { ...picture, palette, height: end + (items.length > 0 ? 52 : 14) },
    whole ? drawWhole(whole, withGate ? RIGHT - GATE_WIDTH - 24 : RIGHT, palette) : "",
    withGate ? drawGate(gate, palette) : "",
    drawTargetLabel(picture, rows, palette),
    ...bars.map((bar, index) => drawBar(bar, rows + ROW.pitch * (index + 0.5), palette)),
    drawLegend({ items, palette, y: end + 24 }),
  );
}

/** Returns where the first row begins, in logical pixels from the top. */
export function rowsTop({ whole, gate, bars }: StandingPicture): number {
  const headline = whole || gate.total > 0 ? HEADLINE_HEIGHT : 0;
  return HEADING_HEIGHT + headline + (sharedTarget(bars) === undefined ? 0 : 26);
}

const HEADLINE_Y = HEADING_HEIGHT + 20;

function drawWhole(whole: NonNullable<StandingPicture["whole"]>, right: number, palette: Palette): string {
  const face: Face = { size: /\d/.test(whole.display) ? 36 : 24, weight: 600 };
  const value = { ...face, x: MARGIN - 1, y: HEADLINE_Y, text: whole.display, fill: palette.ink, class: "whole" };
  const x = MARGIN + measureText(toDrawable(whole.display), face) + 14;
  const note = { ...SMALL, x: MARGIN, y: HEADLINE_Y + 34, text: whole.note, fill: palette.muted };
  return (
    writeLine({ ...value, maxWidth: right - MARGIN }) +
    drawChange(whole.change, { x, y: HEADLINE_Y + 2, maxWidth: right - x }, palette) +
    writeLine({ ...note, maxWidth: right - MARGIN })
  );
}

type ChangePlace = { readonly x: number; readonly y: number; readonly maxWidth: number };

/** `maxWidth` for the arrow and the figure together. */
function drawChange(change: string | undefined, place: ChangePlace, palette: Palette): string {
  if (!change) return "";
  const face = { size: 18, weight: 400 } as const;
  const arrow = drawDirection(change, place, palette);
  if (arrow === undefined) return writeLine({ ...face, ...place, text: change, fill: palette.muted });
  const room = ARROW_WIDTH + 5;
  const figure = { x: place.x + room, y: place.y, maxWidth: place.maxWidth - room };
  return arrow + writeLine({ ...face, ...figure, text: change, fill: palette.ink });
}

/** How much of the gate is met, as figures and as a row of fields; beyond 30 conditions as one bar. */
function drawGate(gate: StandingPicture["gate"], palette: Palette): string {
  const left = RIGHT - GATE_WIDTH;
  const count = `${gate.met} / ${gate.total}`;
  const countFace = { size: 20, weight: 600 } as const;
  const maxWidth = GATE_WIDTH - measureText(count, countFace) - 12;
  return [
    writeLine({ ...SMALL, x: left, y: HEADLINE_Y + 3, text: gate.label, fill: palette.muted, maxWidth }),
    writeLine({ ...countFace, x: RIGHT, y: HEADLINE_Y + 2, text: count, fill: palette.ink, anchor: "end" }),
    ...drawFields(gate, { x: left, y: HEADLINE_Y + 27, width: GATE_WIDTH, height: 14 }, palette),
  ].join("");
}

type Place = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

function drawFields({ met, total }: StandingPicture["gate"], place: Place, palette: Palette): readonly string[] {
  const count = total <= 30 ? total : 1;
  const gap = 3;
  const step = (place.width + gap) / count;
  return Array.from({ length: count }, (_, index) => {
    const full = count === total ? (index < met ? 1 : 0) : met / total;
    const field = { ...place, x: place.x + index * step, width: step - gap, rx: count === 1 ? 7 : 2 };
    const empty = element("rect", { ...field, fill: palette.track, stroke: palette.coverage, "stroke-width": 1 });
    const filled = element("rect", { class: "met", ...field, width: field.width * full, fill: palette.good });
    if (full === 0) return empty;
    return full < 1 ? empty + filled : filled;
  });
}

function toX(share: number): number {
  return SCALE.left + share * SCALE.width;
}

/** Returns the target that all rows share, if they share one. */
function sharedTarget(bars: readonly Bar[]): number | undefined {
  const [first, ...others] = new Set(bars.map(({ target }) => target));
  return others.length === 0 ? first : undefined;
}

/** Names the target above the first row's mark, so that the legend need not explain it. */
function drawTargetLabel({ bars, legend }: StandingPicture, top: number, palette: Palette): string {
  const target = sharedTarget(bars);
  if (target === undefined) return "";
  const half = measureText(toDrawable(legend.target), SMALL) / 2;
  const x = Math.max(MARGIN + half, Math.min(toX(target), RIGHT - half));
  const label = { ...SMALL, x, y: top - 11, text: legend.target, fill: palette.target, maxWidth: RIGHT - MARGIN };
  return writeLine({ ...label, anchor: "middle" });
}

function drawBar(bar: Bar, y: number, palette: Palette): string {
  const half = ROW.bar / 2;
  const track = { x: SCALE.left, y: y - half, width: SCALE.width, height: ROW.bar, rx: 4 };
  return [
    drawLabel(bar.label, y, palette),
    element("rect", { class: "track", ...track, fill: palette.track }),
    bar.now === undefined ? drawNothing(y, palette) : drawNow({ ...bar, now: bar.now }, y, palette),
    drawCoverage(bar.coverage, y, palette),
    bar.target === undefined ? "" : drawTarget(toX(bar.target), y - half - 2, y + half + 2, palette),
    bar.before === undefined ? "" : drawBefore(toX(bar.before), y, palette),
    drawValue(bar, y, palette),
  ].join("");
}

/** In one line or two. */
function drawLabel(label: string, y: number, palette: Palette): string {
  const face = { size: 18, weight: 600 } as const;
  const maxWidth = SCALE.left - MARGIN - 12;
  const lines = wrapInTwo(toDrawable(label), face, maxWidth);
  const top = y - (lines.length - 1) * 11;
  return lines
    .map((text, line) => writeLine({ ...face, x: MARGIN, y: top + line * 22, text, fill: palette.ink, maxWidth }))
    .join("");
}

/** A dashed outline says "no value here" where an empty bar would say "nothing reached". */
function drawNothing(y: number, palette: Palette): string {
  const outline = { x: SCALE.left + 0.75, y: y - ROW.bar / 2 + 0.75, width: SCALE.width - 1.5, height: ROW.bar - 1.5, rx: 4 };
  const stroke = { fill: palette.ground, stroke: palette.coverage, "stroke-width": 1.5, "stroke-dasharray": "5 5" };
  return element("rect", { class: "nothing", ...outline, ...stroke });
}

function drawNow({ now, provisional }: Bar & { readonly now: number }, y: number, palette: Palette): string {
  const place = { x: SCALE.left, y: y - ROW.bar / 2, width: now * SCALE.width, height: ROW.bar, rx: 4 };
  if (provisional) return drawHatched(place, "now", palette);
  return element("rect", { class: "now", ...place, fill: palette.now });
}

function drawCoverage(coverage: number | undefined, y: number, palette: Palette): string {
  if (coverage === undefined) return "";
  const place = { x: SCALE.left, y: y + ROW.bar / 2 + 5, height: 5, rx: 2.5 };
  return (
    element("rect", { ...place, width: SCALE.width, fill: palette.track }) +
    element("rect", { class: "coverage", ...place, width: coverage * SCALE.width, fill: palette.coverage })
  );
}

const VALUE_END = SCALE.left + SCALE.width + 70;

function drawValue(bar: Bar, y: number, palette: Palette): string {
  const shown = bar.now !== undefined;
  const face: Face = shown ? { size: 20, weight: 600 } : SMALL;
  const fill = shown ? palette.ink : palette.muted;
  const room = VALUE_END - SCALE.left - SCALE.width - 10;
  const value = { ...face, y, text: bar.display, fill };
  const change = { x: VALUE_END + 7, y, maxWidth: RIGHT - VALUE_END - 7 };
  if (!shown) return writeLine({ ...value, x: VALUE_END - room, maxWidth: RIGHT - VALUE_END + room });
  return writeLine({ ...value, x: VALUE_END, anchor: "end", maxWidth: room }) + drawChange(bar.change, change, palette);
}

/** Only what the picture holds; the gate's mark only where no label above the rows names it. */
function listLegend({ legend, bars }: StandingPicture, palette: Palette) {
  const box = { x: 0, y: -6, width: 22, height: 12, rx: 3 };
  const wide = { x: 0, y: -2.5, width: 22, height: 5, rx: 2.5 };
  const entry = (wanted: boolean, label: string, symbol: string) => (wanted ? [{ label, symbol }] : []);
  const targets = bars.some(({ target }) => target !== undefined) && sharedTarget(bars) === undefined;
  const has = (name: "now" | "before" | "coverage"): boolean => bars.some((bar) => bar[name] !== undefined);
  const provisional = legend.provisional !== undefined && bars.some((bar) => bar.provisional);
  return [
    ...entry(has("now"), legend.now, element("rect", { ...box, fill: palette.now })),
    ...entry(provisional, legend.provisional ?? "", drawHatched(box, undefined, palette)),
    ...entry(has("before"), legend.before, drawBefore(11, 0, palette)),
    ...entry(targets, legend.target, drawTarget(11, -4, 8, palette)),
    ...entry(has("coverage"), legend.coverage, element("rect", { ...wide, fill: palette.coverage })),
  ];
}
