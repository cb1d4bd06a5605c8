/** Where a team stands: a bar a dimension, now against the last round and against the gate, with its coverage beneath. */
import { drawFrame, drawLegend, HEADING_HEIGHT, MARGIN, WIDTH } from "./frame.ts";
import { defineHatch, drawBefore, drawDirection, drawTarget, HATCH_ID } from "./marks.ts";
import type { Palette } from "./palette.ts";
import type { Bar, Picture } from "./picture.ts";
import { element, toDrawable, writeLine } from "./svg.ts";
import { measure, wrapInTwo } from "./text-width.ts";

type StandingPicture = Extract<Picture, { kind: "standing" }>;

/** The scale of the bars: 0 stands at `left`, 1 at `left + width`. */
export const SCALE = { left: 208, width: 412 } as const;
const PITCH = 47;
const GATE_WIDTH = 200;

export function drawStanding(picture: StandingPicture, palette: Palette): string {
  const rowsEnd = HEADING_HEIGHT + PITCH * Math.max(1, picture.bars.length);
  const height = rowsEnd + 84;
  const withGate = picture.gate.total > 0;
  return drawFrame(
    { ...picture, palette, height, headingRight: withGate ? GATE_WIDTH + 32 : 0 },
    defineHatch(palette),
    withGate ? drawGate(picture.gate, palette) : "",
    drawGrid(rowsEnd, palette),
    ...picture.bars.map((bar, index) => drawBar(bar, HEADING_HEIGHT + PITCH * index + 20, palette)),
    drawLegend({ items: listLegend(picture, palette), palette, y: height - 28 }),
  );
}

function toX(share: number): number {
  return SCALE.left + share * SCALE.width;
}

function drawGrid(bottom: number, palette: Palette): string {
  return [0, 0.25, 0.5, 0.75, 1]
    .map((share) => {
      const x = toX(share);
      const line = { x1: x, x2: x, y1: HEADING_HEIGHT, y2: bottom, stroke: palette.grid, "stroke-width": 1 };
      const label = { x, y: bottom + 12, text: `${share * 100}%`, size: 11, weight: 400, fill: palette.muted } as const;
      return element("line", line) + writeLine({ ...label, anchor: "middle" });
    })
    .join("");
}

function drawBar(bar: Bar, y: number, palette: Palette): string {
  return [
    drawLabel(bar.label, y, palette),
    element("rect", { class: "track", x: SCALE.left, y: y - 8, width: SCALE.width, height: 16, rx: 4, fill: palette.track }),
    bar.now === undefined ? drawNothing(y, palette) : drawNow(bar.now, y, bar.provisional === true, palette),
    drawCoverage(bar.coverage, y, palette),
    bar.target === undefined ? "" : drawTarget(toX(bar.target), y - 11, y + 10, palette),
    bar.before === undefined ? "" : drawBefore(toX(bar.before), y, palette),
    drawValue(bar, y, palette),
  ].join("");
}

/** In one line or two. */
function drawLabel(label: string, y: number, palette: Palette): string {
  const face = { size: 14, weight: 600 } as const;
  const maxWidth = SCALE.left - MARGIN - 16;
  const lines = wrapInTwo(toDrawable(label), face, maxWidth);
  const top = y - (lines.length - 1) * 9;
  return lines
    .map((text, line) => writeLine({ ...face, x: MARGIN, y: top + line * 18, text, fill: palette.ink, maxWidth }))
    .join("");
}

/** A dashed outline says "no value here" where an empty bar would say "nothing reached". */
function drawNothing(y: number, palette: Palette): string {
  const outline = { x: SCALE.left + 0.5, y: y - 7.5, width: SCALE.width - 1, height: 15, rx: 4, fill: palette.ground };
  return element("rect", { class: "nothing", ...outline, stroke: palette.coverage, "stroke-dasharray": "4 4" });
}

function drawNow(now: number, y: number, provisional: boolean, palette: Palette): string {
  const place = { class: "now", x: SCALE.left, y: y - 8, width: now * SCALE.width, height: 16, rx: 4 };
  if (!provisional) return element("rect", { ...place, fill: palette.now });
  return element("rect", { ...place, fill: `url(#${HATCH_ID})`, stroke: palette.now, "stroke-width": 1.5 });
}

function drawCoverage(coverage: number | undefined, y: number, palette: Palette): string {
  if (coverage === undefined) return "";
  const place = { x: SCALE.left, y: y + 12, height: 4, rx: 2 };
  return (
    element("rect", { ...place, width: SCALE.width, fill: palette.track }) +
    element("rect", { class: "coverage", ...place, width: coverage * SCALE.width, fill: palette.coverage })
  );
}

const VALUE_END = 700;

function drawValue(bar: Bar, y: number, palette: Palette): string {
  const shown = bar.now !== undefined;
  const fill = shown ? palette.ink : palette.muted;
  const size = shown ? 16 : 13;
  const maxWidth = VALUE_END - SCALE.left - SCALE.width - 14;
  const value = writeLine({ x: VALUE_END, y, text: bar.display, size, weight: 600, fill, anchor: "end", maxWidth });
  if (!bar.change) return value;
  const change = { x: VALUE_END + 26, y, text: bar.change, size: 13, weight: 400, fill: palette.ink } as const;
  return value + drawDirection(bar.change, VALUE_END + 12, y, palette) + writeLine({ ...change, maxWidth: 46 });
}

/** How much of the gate is met, as figures and as a row of fields; beyond 30 conditions as one bar. */
function drawGate(gate: StandingPicture["gate"], palette: Palette): string {
  const right = WIDTH - MARGIN;
  const left = right - GATE_WIDTH;
  const count = `${gate.met} / ${gate.total}`;
  const countFace = { size: 18, weight: 600 } as const;
  const maxWidth = GATE_WIDTH - measure(count, countFace) - 12;
  const fields = gate.total <= 30 ? gate.total : 1;
  const step = (GATE_WIDTH + 3) / fields;
  const field = { y: 59, height: 10, rx: 2 };
  const drawField = (index: number): string => {
    const full = gate.total <= 30 ? (index < gate.met ? 1 : 0) : gate.met / gate.total;
    const place = { ...field, x: left + index * step, width: step - 3 };
    const empty = element("rect", { ...place, fill: palette.track, stroke: palette.coverage, "stroke-width": 1 });
    return full === 0
      ? empty
      : (full < 1 ? empty : "") + element("rect", { class: "met", ...place, width: place.width * full, fill: palette.good });
  };
  return [
    writeLine({ x: left, y: 40, text: gate.label, size: 13, weight: 400, fill: palette.muted, maxWidth }),
    writeLine({ ...countFace, x: right, y: 40, text: count, fill: palette.ink, anchor: "end" }),
    ...Array.from({ length: fields }, (_, index) => drawField(index)),
  ].join("");
}

function listLegend({ legend, bars }: StandingPicture, palette: Palette) {
  const box = { x: 0, y: -5, width: 20, height: 10, rx: 3 };
  const hatched = element("rect", { ...box, fill: `url(#${HATCH_ID})`, stroke: palette.now, "stroke-width": 1.5 });
  const provisional = legend.provisional !== undefined && bars.some((bar) => bar.provisional);
  return [
    { label: legend.now, symbol: element("rect", { ...box, fill: palette.now }) },
    ...(provisional ? [{ label: legend.provisional ?? "", symbol: hatched }] : []),
    { label: legend.before, symbol: drawBefore(10, 0, palette) },
    { label: legend.target, symbol: drawTarget(10, -5, 7, palette) },
    { label: legend.coverage, symbol: element("rect", { ...box, y: -2, height: 4, rx: 2, fill: palette.coverage }) },
  ];
}
