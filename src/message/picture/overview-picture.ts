/** All teams of a workspace: a row a team, a cell a column, the darker the further (in dark, the brighter), each with its figure. */
import { drawFrame, HEADING_HEIGHT, MARGIN, WIDTH } from "./frame.ts";
import type { Palette } from "./palette.ts";
import type { Picture } from "./picture.ts";
import { element, toDrawable, writeLine } from "./svg.ts";
import { wrapInTwo } from "./text-width.ts";

type OverviewPicture = Extract<Picture, { kind: "overview" }>;
type Cell = OverviewPicture["rows"][number]["cells"][number];
type Grid = { readonly labelWidth: number; readonly cellWidth: number; readonly pitch: number; readonly top: number };

/** More rows than a chat can show are counted at the foot: "+140". */
export const MAX_ROWS = 60;
const MIN_CELL = 46;
const GAP = 3;

export function drawOverview(picture: OverviewPicture, palette: Palette): string {
  const rows = picture.rows.slice(0, MAX_ROWS);
  const left = picture.rows.length - rows.length;
  const columns = Math.max(1, picture.columns.length);
  const labelWidth = columns > 8 ? 150 : 196;
  const cellWidth = Math.max(MIN_CELL, Math.min(120, (WIDTH - 2 * MARGIN - labelWidth) / columns));
  const grid = { labelWidth, cellWidth, pitch: rows.length > 24 ? 24 : 32, top: HEADING_HEIGHT + 34 };
  const end = grid.top + grid.pitch * Math.max(1, rows.length);
  const height = end + (left > 0 ? 26 : 0) + 56;
  const more = { x: MARGIN, y: end + 14, text: `+${left}`, size: 13, weight: 600, fill: palette.muted, class: "more" } as const;
  return drawFrame(
    { ...picture, palette, height, width: Math.max(WIDTH, 2 * MARGIN + labelWidth + columns * cellWidth) },
    ...picture.columns.map((column, index) => drawColumn(column, index, grid, palette)),
    ...rows.map((row, index) => drawRow(row, index, grid, palette)),
    rows.length === 0 ? drawNoRows(grid, columns, palette) : "",
    left > 0 ? writeLine(more) : "",
    drawScale(height - 28, palette),
  );
}

/** Centred over its cells, in one line or two. */
function drawColumn(column: string, index: number, grid: Grid, palette: Palette): string {
  const face = { size: 12, weight: 600 } as const;
  const lines = wrapInTwo(toDrawable(column), face, grid.cellWidth - 8);
  const x = MARGIN + grid.labelWidth + (index + 0.5) * grid.cellWidth;
  return lines
    .map((text, line) => {
      const y = grid.top - 14 - (lines.length - 1 - line) * 15;
      return writeLine({ ...face, x, y, text, fill: palette.muted, anchor: "middle", maxWidth: grid.cellWidth - 4 });
    })
    .join("");
}

function drawRow(row: OverviewPicture["rows"][number], index: number, grid: Grid, palette: Palette): string {
  const y = grid.top + index * grid.pitch;
  const middle = y + grid.pitch / 2;
  const size = grid.pitch > 24 ? 14 : 12;
  const label = { x: MARGIN, y: middle, text: row.label, size, weight: 400, fill: palette.ink } as const;
  return (
    writeLine({ ...label, maxWidth: grid.labelWidth - 14 }) +
    row.cells.map((cell, column) => drawCell(cell, MARGIN + grid.labelWidth + column * grid.cellWidth, y, grid, palette)).join("")
  );
}

function drawCell(cell: Cell, x: number, y: number, grid: Grid, palette: Palette): string {
  const place = { x: x + GAP / 2, y: y + GAP / 2, width: grid.cellWidth - GAP, height: grid.pitch - GAP, rx: 4 };
  const step = cell.value === undefined ? undefined : heatOf(cell.value, palette);
  const shape = step
    ? element("rect", { class: "cell", ...place, fill: step.fill })
    : element("rect", { class: "nothing", ...place, fill: palette.ground, stroke: palette.grid, "stroke-dasharray": "4 4" });
  const middle = { x: x + grid.cellWidth / 2, y: y + grid.pitch / 2 };
  const text = { text: cell.display, size: grid.pitch > 24 ? 13 : 12, weight: step ? 600 : 400 } as const;
  const fill = step?.ink ?? palette.muted;
  return shape + writeLine({ ...middle, ...text, fill, anchor: "middle", maxWidth: grid.cellWidth - 8 });
}

function heatOf(value: number, palette: Palette): Palette["heat"][number] | undefined {
  const steps = palette.heat.length;
  return palette.heat[Math.min(steps - 1, Math.max(0, Math.floor(value * steps)))];
}

function drawNoRows(grid: Grid, columns: number, palette: Palette): string {
  const place = { x: MARGIN, y: grid.top, width: grid.labelWidth + columns * grid.cellWidth, height: grid.pitch - GAP, rx: 4 };
  const dash = { x: MARGIN + place.width / 2, y: grid.top + place.height / 2, text: "–", size: 13, weight: 400 } as const;
  return (
    element("rect", { ...place, fill: palette.ground, stroke: palette.coverage, "stroke-dasharray": "4 4" }) +
    writeLine({ ...dash, fill: palette.muted, anchor: "middle" })
  );
}

/** 0% to 100% in the steps of the cells. */
function drawScale(y: number, palette: Palette): string {
  const face = { size: 11, weight: 400, fill: palette.muted } as const;
  const swatches = palette.heat.map(({ fill }, index) =>
    element("rect", { x: MARGIN + 28 + index * 27, y: y - 6, width: 26, height: 12, rx: 2, fill, stroke: palette.grid }),
  );
  const end = MARGIN + 28 + palette.heat.length * 27 + 6;
  return writeLine({ ...face, x: MARGIN, y, text: "0%" }) + swatches.join("") + writeLine({ ...face, x: end, y, text: "100%" });
}
