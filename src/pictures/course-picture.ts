/** Draws a KPI over time: its numbers as a line from the baseline on, and the way to the target as a dashed one. */
import type { Picture } from "../message/picture.ts";
import type { Palette } from "./palette.ts";
import { drawFrame, drawLegend, HEADING_HEIGHT, MARGIN, SMALL, WIDTH } from "./picture-frame.ts";
import { element, toDrawable, writeLine } from "./svg.ts";
import { measureText } from "./text-width.ts";

type CoursePicture = Extract<Picture, { kind: "course" }>;
type Spot = { readonly x: number; readonly y: number };

const PLOT = { top: HEADING_HEIGHT + 20, bottom: HEADING_HEIGHT + 224, right: WIDTH - 64 } as const;
/** The most room that the labels of the values may take. */
const MAX_LABEL = 130;
const STROKE = { fill: "none", "stroke-linejoin": "round", "stroke-linecap": "round" } as const;

/** Returns the SVG of a KPI's numbers over time, with the way to its target where it has one. */
export function drawCourse(picture: CoursePicture, palette: Palette): string {
  const { points, target, values } = picture;
  const widest = Math.max(0, ...values.map(({ label }) => measureText(toDrawable(label), SMALL)));
  const left = MARGIN + Math.min(MAX_LABEL, widest) + 12;
  const place = ({ x, y }: Spot): Spot => ({
    x: left + 14 + x * (PLOT.right - left - 28),
    y: PLOT.bottom - y * (PLOT.bottom - PLOT.top),
  });
  const spots = points.map(place);
  const aim = target && place(target);
  return drawFrame(
    { ...picture, palette, height: PLOT.bottom + 84 },
    ...values.map((tick, index) =>
      drawTick({ y: place({ x: 0, y: tick.at }).y, label: tick.label, left, isBase: index === 0 }, palette),
    ),
    drawWay(spots[0], aim, palette),
    drawLine(spots, palette),
    ...picture.days.map(({ at, label }, index) =>
      drawDay(place({ x: at, y: 0 }).x, label, index === 0 ? "start" : "end", palette),
    ),
    drawEnds({ ...picture, spots, aim }, palette),
    drawLegend({ items: listLegend(picture, palette), palette, y: PLOT.bottom + 60 }),
  );
}

type Tick = { readonly y: number; readonly label: string; readonly left: number; readonly isBase: boolean };

function drawTick({ y, label, left, isBase }: Tick, palette: Palette): string {
  const stroke = isBase ? palette.coverage : palette.grid;
  return (
    element("line", { x1: left, x2: PLOT.right, y1: y, y2: y, stroke, "stroke-width": 1.5 }) +
    writeLine({ ...SMALL, x: left - 10, y, text: label, fill: palette.muted, anchor: "end", maxWidth: MAX_LABEL })
  );
}

function drawWay(from: Spot | undefined, aim: Spot | undefined, palette: Palette): string {
  if (!from || !aim) return "";
  const line = { class: "target", x1: from.x, y1: from.y, x2: aim.x, y2: aim.y, stroke: palette.target };
  const mark = element("path", { d: `M${aim.x} ${aim.y - 8}l8 8l-8 8l-8 -8z`, fill: palette.target });
  return element("line", { ...line, "stroke-width": 2.5, "stroke-dasharray": "8 6" }) + mark;
}

/** The baseline is a ring, the numbers after it are dots while they can be told apart. */
function drawLine(spots: readonly Spot[], palette: Palette): string {
  const [first, ...others] = spots;
  const d = spots.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(2)} ${y.toFixed(2)}`).join("");
  const dots = spots.length <= 24 ? others : others.slice(-1);
  return [
    spots.length > 1 ? element("path", { class: "path", d, ...STROKE, stroke: palette.now, "stroke-width": 4 }) : "",
    first
      ? element("circle", {
          class: "baseline",
          cx: first.x,
          cy: first.y,
          r: 7,
          fill: palette.ground,
          stroke: palette.ink,
          "stroke-width": 3,
        })
      : "",
    ...dots.map(({ x, y }) =>
      element("circle", { class: "value", cx: x, cy: y, r: 6, fill: palette.now, stroke: palette.ground, "stroke-width": 2 }),
    ),
  ].join("");
}

type Ends = CoursePicture & { readonly spots: readonly Spot[]; readonly aim: Spot | undefined };

/** The newest number and the target stand beside their marks, moved apart where they would touch. */
function drawEnds({ points, target, spots, aim }: Ends, palette: Palette): string {
  const [point, spot] = [points.at(-1), spots.at(-1)];
  if (!point || !spot) return "";
  const above = spot.y - 20 < PLOT.top - 6 ? spot.y + 22 : spot.y - 20;
  const written = beside({ ...spot, y: above }, point.display, palette.ink);
  if (!aim || !target) return written;
  const isNear = Math.abs(aim.x - spot.x) < 160;
  const heights = [aim.y - 20, aim.y + 22, above - 22, above + 22].filter((y) => y >= PLOT.top - 6 && y <= PLOT.bottom + 6);
  const y = heights.find((height) => !isNear || Math.abs(height - above) >= 20) ?? aim.y - 20;
  return written + beside({ ...aim, y }, target.display, palette.target);
}

function beside({ x, y }: Spot, text: string, fill: string): string {
  const half = measureText(toDrawable(text), { size: 16, weight: 600 }) / 2;
  const inside = Math.min(Math.max(x, MARGIN + half), WIDTH - MARGIN - half);
  return writeLine({ size: 16, weight: 600, x: inside, y, text, fill, anchor: "middle", maxWidth: WIDTH / 2, class: "last" });
}

function drawDay(x: number, text: string, anchor: "start" | "end", palette: Palette): string {
  const at = anchor === "start" ? x - 14 : x + 14;
  return writeLine({ ...SMALL, x: at, y: PLOT.bottom + 24, text, fill: palette.muted, anchor, maxWidth: 200 });
}

function listLegend({ legend, target }: CoursePicture, palette: Palette) {
  const line = { x1: 0, x2: 22, y1: 0, y2: 0 };
  const reading = element("line", { ...line, stroke: palette.now, "stroke-width": 4, "stroke-linecap": "round" });
  const way = element("line", { ...line, stroke: palette.target, "stroke-width": 2.5, "stroke-dasharray": "8 6" });
  return [{ label: legend.reading, symbol: reading }, ...(target ? [{ label: legend.target, symbol: way }] : [])];
}
