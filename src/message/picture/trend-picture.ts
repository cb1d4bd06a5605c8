/** The path over rounds: the score as a line with gaps where nothing may be shown, coverage as columns, the gate as a dashed line. */
import { toWholePercent } from "../voice-numbers.ts";
import { drawFrame, drawLegend, MARGIN, WIDTH } from "./frame.ts";
import type { Palette } from "./palette.ts";
import type { Picture } from "./picture.ts";
import { element, toDrawable, writeLine } from "./svg.ts";
import { fitText, measure } from "./text-width.ts";

type TrendPicture = Extract<Picture, { kind: "trend" }>;
type Point = TrendPicture["points"][number];
type Spot = { readonly x: number; readonly y: number };

/** 0 stands at `bottom`, 1 at `top`; every round has a band of the same width. */
export const PLOT = { left: 76, right: WIDTH - MARGIN, top: 124, bottom: 324 } as const;
const HEIGHT = 420;

export function drawTrend(picture: TrendPicture, palette: Palette): string {
  const { points } = picture;
  return drawFrame(
    { ...picture, palette, height: HEIGHT },
    drawGrid(palette),
    ...points.map((point, index) => drawCoverage(point, toX(index, points.length), columnWidth(points.length), palette)),
    drawTargetLine(picture.target, palette),
    drawMilestones(points, palette),
    drawPath(points, palette),
    drawRoundLabels(points, palette),
    drawLegend({ items: listLegend(picture, palette), palette, y: HEIGHT - 28 }),
  );
}

function toX(index: number, count: number): number {
  return PLOT.left + ((index + 0.5) * (PLOT.right - PLOT.left)) / count;
}

function toY(share: number): number {
  return PLOT.bottom - share * (PLOT.bottom - PLOT.top);
}

/** Many columns close up to one area; they overlap a little, so that no seam shows. */
function columnWidth(count: number): number {
  const band = (PLOT.right - PLOT.left) / count;
  return count > 24 ? band + 0.5 : Math.min(28, band * 0.62);
}

function drawGrid(palette: Palette): string {
  return [0, 0.25, 0.5, 0.75, 1]
    .map((share) => {
      const y = toY(share);
      const label = { x: PLOT.left - 12, y, text: `${share * 100}%`, size: 11, weight: 400, fill: palette.muted } as const;
      const stroke = share === 0 ? palette.coverage : palette.grid;
      return element("line", { x1: PLOT.left, x2: PLOT.right, y1: y, y2: y, stroke }) + writeLine({ ...label, anchor: "end" });
    })
    .join("");
}

function drawCoverage(point: Point, x: number, width: number, palette: Palette): string {
  if (point.coverage === undefined) return "";
  const y = toY(point.coverage);
  const column = { class: "coverage", x: x - width / 2, y, width, height: PLOT.bottom - y, fill: palette.coverageArea };
  return element("rect", column) + element("rect", { x: x - width / 2, y: y - 1, width, height: 2, fill: palette.coverage });
}

function drawTargetLine(target: number, palette: Palette): string {
  const y = toY(target);
  const line = { class: "target", x1: PLOT.left, x2: PLOT.right, y1: y, y2: y, stroke: palette.target };
  return element("line", { ...line, "stroke-width": 2, "stroke-dasharray": "7 5" });
}

/** The line, a dot a round while they can be told apart, and the last value in figures. */
function drawPath(points: readonly Point[], palette: Palette): string {
  const stretches = listStretches(points);
  const spots = stretches.flat();
  const line = { fill: "none", stroke: palette.now, "stroke-width": 3, "stroke-linejoin": "round", "stroke-linecap": "round" };
  const dots = points.length <= 24 ? spots : stretches.filter((stretch) => stretch.length === 1).flat();
  const last = spots.at(-1);
  return [
    ...stretches
      .filter((stretch) => stretch.length > 1)
      .map((stretch) => element("path", { class: "path", d: toPath(stretch), ...line })),
    ...dots.map((spot) => drawDot(spot, 4, palette)),
    last ? drawDot(last, 6, palette) + drawLastValue(points, last, palette) : "",
  ].join("");
}

/** Runs of rounds that have a value, as spots. */
function listStretches(points: readonly Point[]): readonly (readonly Spot[])[] {
  const stretches: Spot[][] = [];
  let open = false;
  for (const [index, { value }] of points.entries()) {
    if (value === undefined) {
      open = false;
      continue;
    }
    const spot = { x: toX(index, points.length), y: toY(value) };
    if (open) stretches.at(-1)?.push(spot);
    else stretches.push([spot]);
    open = true;
  }
  return stretches;
}

function toPath(stretch: readonly Spot[]): string {
  return stretch.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(2)} ${y.toFixed(2)}`).join("");
}

function drawDot({ x, y }: Spot, r: number, palette: Palette): string {
  return element("circle", { class: "value", cx: x, cy: y, r, fill: palette.now, stroke: palette.ground, "stroke-width": 1.5 });
}

function drawLastValue(points: readonly Point[], spot: Spot, palette: Palette): string {
  const value = points.findLast((point) => point.value !== undefined)?.value ?? 0;
  const text = `${toWholePercent(value)}%`;
  const face = { size: 15, weight: 600 } as const;
  const width = measure(text, face) + 12;
  const x = Math.min(spot.x, PLOT.right - width / 2);
  const y = spot.y - PLOT.top < 30 ? spot.y + 22 : spot.y - 22;
  const plate = { x: x - width / 2, y: y - 11, width, height: 22, rx: 6, fill: palette.ground, stroke: palette.grid };
  return element("rect", plate) + writeLine({ ...face, x, y, text, fill: palette.ink, anchor: "middle", class: "last" });
}

/** A dotted line a milestone; names stand in two rows above the plot where there is room for them. */
function drawMilestones(points: readonly Point[], palette: Palette): string {
  const face = { size: 11, weight: 600 } as const;
  const rowEnds = [0, 0];
  return points
    .map((point, index) => {
      if (point.milestone === undefined) return "";
      const x = toX(index, points.length);
      const flag = element("path", { d: `M${x} ${PLOT.top - 8}l5 5l-5 5l-5 -5z`, fill: palette.ink });
      const line = { class: "milestone", x1: x, x2: x, y1: PLOT.top - 2, y2: PLOT.bottom, stroke: palette.ink };
      const mark = element("line", { ...line, "stroke-dasharray": "2 4" }) + flag;
      const text = fitText(toDrawable(point.milestone), face, 180);
      const half = measure(text, face) / 2;
      const centre = Math.min(Math.max(x, MARGIN + half), PLOT.right - half);
      const row = rowEnds.findIndex((end) => centre - half > end + 10);
      if (row === -1) return mark;
      rowEnds[row] = centre + half;
      const y = PLOT.top - 20 - row * 15;
      return mark + writeLine({ ...face, x: centre, y, text, fill: palette.ink, anchor: "middle" });
    })
    .join("");
}

/** The last round is named, and as many before it as fit. */
function drawRoundLabels(points: readonly Point[], palette: Palette): string {
  const face = { size: 11, weight: 400 } as const;
  const maxWidth = 96;
  const widest = Math.max(0, ...points.map(({ label }) => Math.min(maxWidth, measure(toDrawable(label), face))));
  const band = (PLOT.right - PLOT.left) / Math.max(1, points.length);
  const every = Math.max(1, Math.ceil((widest + 14) / band));
  const last = points.length - 1;
  return points
    .map((point, index) => {
      const wanted = (last - index) % every === 0;
      if (!wanted) return "";
      const half = Math.min(maxWidth, measure(toDrawable(point.label), face)) / 2;
      const x = Math.min(toX(index, points.length), WIDTH - half - 8);
      const place = { x, y: PLOT.bottom + 16, maxWidth };
      return writeLine({ ...face, ...place, text: point.label, fill: palette.muted, anchor: "middle" });
    })
    .join("");
}

function listLegend({ legend, points }: TrendPicture, palette: Palette) {
  const line = { x1: 0, x2: 20, y1: 0, y2: 0 };
  const area = element("rect", { x: 4, y: -6, width: 12, height: 12, fill: palette.coverageArea });
  const cap = element("rect", { x: 4, y: -6, width: 12, height: 2, fill: palette.coverage });
  const path = element("line", { ...line, stroke: palette.now, "stroke-width": 3 });
  const target = element("line", { ...line, stroke: palette.target, "stroke-width": 2, "stroke-dasharray": "7 5" });
  return [
    { label: legend.value, symbol: path + drawDot({ x: 10, y: 0 }, 4, palette) },
    { label: legend.target, symbol: target },
    ...(points.some((point) => point.coverage !== undefined) ? [{ label: legend.coverage, symbol: area + cap }] : []),
  ];
}
