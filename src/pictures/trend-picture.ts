/**
 * Draws the score over the rounds as a line with gaps where nothing may be shown, with coverage as columns and the
 * gate as a dashed line.
 */

import type { Picture } from "../message/picture.ts";
import { toWholePercent } from "../message/voice/voice-numbers.ts";
import type { Palette } from "./palette.ts";
import { drawFrame, HEADING_HEIGHT, MARGIN, SMALL, WIDTH } from "./picture-frame.ts";
import { element, toDrawable, writeLine } from "./svg.ts";
import { fitText, measureText } from "./text-width.ts";

type TrendPicture = Extract<Picture, { kind: "trend" }>;
type Point = TrendPicture["points"][number];
type Spot = { readonly x: number; readonly y: number };

/**
 * Where the plot lies, in logical pixels: a share of 0 is at `bottom` and 1 at `top`. The first and the last moment
 * are `inset` from its sides.
 */
export const PLOT_AREA = {
  left: 76,
  right: WIDTH - 142,
  inset: 16,
  top: HEADING_HEIGHT + 12,
  bottom: HEADING_HEIGHT + 222,
} as const;
const MILESTONE_PITCH = 22;

/**
 * Returns the SVG of a score over the rounds: a line with gaps where nothing may be shown, coverage as columns, and
 * the gate as a dashed line.
 */
export function drawTrend(picture: TrendPicture, palette: Palette): string {
  const { points } = picture;
  const names = nameMilestones(points);
  const above = Math.max(0, ...names.map(({ row }) => row + 1)) * MILESTONE_PITCH + (names.length > 0 ? 6 : 0);
  const plot = [
    drawGrid(palette),
    ...points.map((point, index) => drawCoverage(point, toX(index, points.length), columnWidth(points.length), palette)),
    drawTargetLine(picture.target, palette),
    drawMilestones(points, palette),
    ...names.map((name) => drawMilestoneName(name, palette)),
    drawPath(points, palette),
    drawRoundLabels(points, palette),
    ...drawEndLabels(picture, palette),
  ];
  const moved = above === 0 ? plot.join("") : element("g", { transform: `translate(0 ${above})` }, ...plot);
  return drawFrame({ ...picture, palette, height: PLOT_AREA.bottom + 52 + above }, moved);
}

function toX(index: number, count: number): number {
  const width = PLOT_AREA.right - PLOT_AREA.left - 2 * PLOT_AREA.inset;
  return PLOT_AREA.left + PLOT_AREA.inset + (count === 1 ? 0.5 : index / (count - 1)) * width;
}

function toY(share: number): number {
  return PLOT_AREA.bottom - share * (PLOT_AREA.bottom - PLOT_AREA.top);
}

/** Many columns close up to one area; they overlap a little, so that no seam shows. */
function columnWidth(count: number): number {
  const step = (PLOT_AREA.right - PLOT_AREA.left - 2 * PLOT_AREA.inset) / Math.max(1, count - 1);
  return count > 24 ? step + 0.5 : Math.min(26, step * 0.62);
}

function drawGrid(palette: Palette): string {
  return [0, 0.5, 1]
    .map((share) => {
      const y = toY(share);
      const label = { ...SMALL, x: PLOT_AREA.left - 10, y, text: `${share * 100}%`, fill: palette.muted };
      const stroke = share === 0 ? palette.coverage : palette.grid;
      const line = { x1: PLOT_AREA.left, x2: PLOT_AREA.right, y1: y, y2: y, stroke, "stroke-width": 1.5 };
      return element("line", line) + writeLine({ ...label, anchor: "end" });
    })
    .join("");
}

function drawCoverage(point: Point, x: number, width: number, palette: Palette): string {
  if (point.coverage === undefined) return "";
  const y = toY(point.coverage);
  const column = { class: "coverage", x: x - width / 2, y, width, height: PLOT_AREA.bottom - y, fill: palette.coverageArea };
  return element("rect", column) + element("rect", { x: x - width / 2, y: y - 1, width, height: 2.5, fill: palette.coverage });
}

function drawTargetLine(target: number, palette: Palette): string {
  const y = toY(target);
  const line = { class: "target", x1: PLOT_AREA.left, x2: PLOT_AREA.right, y1: y, y2: y, stroke: palette.target };
  return element("line", { ...line, "stroke-width": 2.5, "stroke-dasharray": "8 6" });
}

/** Draws the line, with a dot for each round while the dots can be told apart. */
function drawPath(points: readonly Point[], palette: Palette): string {
  const stretches = listStretches(points);
  const spots = stretches.flat();
  const line = { fill: "none", stroke: palette.now, "stroke-width": 4, "stroke-linejoin": "round", "stroke-linecap": "round" };
  const dots = points.length <= 16 ? spots : stretches.filter((stretch) => stretch.length === 1).flat();
  const last = spots.at(-1);
  return [
    ...stretches
      .filter((stretch) => stretch.length > 1)
      .map((stretch) => element("path", { class: "path", d: toPath(stretch), ...line })),
    ...dots.map((spot) => drawDot(spot, 5, palette)),
    last ? drawDot(last, 8, palette) : "",
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
  return element("circle", { class: "value", cx: x, cy: y, r, fill: palette.now, stroke: palette.ground, "stroke-width": 2 });
}

type EndLabel = { readonly y: number; readonly draw: (y: number) => string };

const LABEL_LEFT = PLOT_AREA.right + 12;
const LABEL_PITCH = 22;

/** At the right, each at the height that it speaks of: the last score, the gate, the last coverage. They replace a legend. */
function drawEndLabels({ points, target, legend }: TrendPicture, palette: Palette): readonly string[] {
  const maxWidth = WIDTH - 8 - LABEL_LEFT;
  const at = { ...SMALL, x: LABEL_LEFT, maxWidth };
  const value = points.findLast((point) => point.value !== undefined)?.value;
  const coverage = points.findLast((point) => point.coverage !== undefined)?.coverage;
  const labels: EndLabel[] = [
    { y: toY(target), draw: (y) => writeLine({ ...at, y, text: legend.target, fill: palette.target }) },
  ];
  if (value !== undefined) labels.push({ y: toY(value), draw: (y) => drawScoreLabel(value, legend.value, y, palette) });
  if (coverage !== undefined) {
    const text = `${legend.coverage} ${toWholePercent(coverage)}%`;
    labels.push({ y: toY(coverage), draw: (y) => writeLine({ ...at, y, text, fill: palette.muted }) });
  }
  return setApart(labels).map(({ y, draw }) => draw(y));
}

function drawScoreLabel(value: number, name: string, y: number, palette: Palette): string {
  const text = `${toWholePercent(value)}%`;
  const face = { size: 20, weight: 600 } as const;
  const left = LABEL_LEFT + measureText(text, face) + 6;
  return (
    writeLine({ ...face, x: LABEL_LEFT, y, text, fill: palette.ink, class: "last" }) +
    writeLine({ ...SMALL, x: left, y: y + 1.5, text: name, fill: palette.ink, maxWidth: WIDTH - 8 - left })
  );
}

/** Moves labels down where they would touch, and up again where they would leave the plot. */
function setApart(labels: readonly EndLabel[]): readonly EndLabel[] {
  const sorted = labels.toSorted((one, other) => one.y - other.y);
  const placed: EndLabel[] = [];
  for (const label of sorted) placed.push({ ...label, y: Math.max(label.y, (placed.at(-1)?.y ?? 0) + LABEL_PITCH) });
  let floor: number = PLOT_AREA.bottom;
  return placed
    .toReversed()
    .map((label) => {
      const y = Math.min(label.y, floor);
      floor = y - LABEL_PITCH;
      return { ...label, y };
    })
    .toReversed();
}

function drawMilestones(points: readonly Point[], palette: Palette): string {
  return points
    .map((point, index) => {
      if (point.milestone === undefined) return "";
      const x = toX(index, points.length);
      const line = { class: "milestone", x1: x, x2: x, y1: PLOT_AREA.top - 6, y2: PLOT_AREA.bottom, stroke: palette.ink };
      const flag = element("path", { d: `M${x} ${PLOT_AREA.top - 14}l6 6l-6 6l-6 -6z`, fill: palette.ink });
      return element("line", { ...line, "stroke-width": 1.5, "stroke-dasharray": "2 5" }) + flag;
    })
    .join("");
}

type MilestoneName = { readonly text: string; readonly x: number; readonly row: number };

/** In two rows above the plot, where there is room for them. */
function nameMilestones(points: readonly Point[]): readonly MilestoneName[] {
  const ends = [0, 0];
  const right = WIDTH - MARGIN;
  return points.flatMap((point, index) => {
    if (point.milestone === undefined) return [];
    const text = fitText(toDrawable(point.milestone), MILESTONE_FACE, 260);
    const half = measureText(text, MILESTONE_FACE) / 2;
    const x = Math.min(Math.max(toX(index, points.length), MARGIN + half), right - half);
    const row = ends.findIndex((end) => x - half > end + 12);
    if (row === -1) return [];
    ends[row] = x + half;
    return [{ text, x, row }];
  });
}

const MILESTONE_FACE = { size: 16, weight: 600 } as const;

function drawMilestoneName({ text, x, row }: MilestoneName, palette: Palette): string {
  const y = PLOT_AREA.top - 26 - row * MILESTONE_PITCH;
  return writeLine({ ...MILESTONE_FACE, x, y, text, fill: palette.ink, anchor: "middle" });
}

/** Labels the last round, and as many before it as fit. */
function drawRoundLabels(points: readonly Point[], palette: Palette): string {
  const maxWidth = 120;
  const widest = Math.max(0, ...points.map(({ label }) => Math.min(maxWidth, measureText(toDrawable(label), SMALL))));
  const step = (PLOT_AREA.right - PLOT_AREA.left - 2 * PLOT_AREA.inset) / Math.max(1, points.length - 1);
  const every = Math.max(1, Math.ceil((widest + 24) / step));
  const last = points.length - 1;
  return points
    .map((point, index) => {
      if ((last - index) % every !== 0) return "";
      const place = { x: toX(index, points.length), y: PLOT_AREA.bottom + 22, maxWidth };
      return writeLine({ ...SMALL, ...place, text: point.label, fill: palette.muted, anchor: "middle" });
    })
    .join("");
}
