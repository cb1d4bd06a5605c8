/**
 * Draws all teams of a workspace: a row for each team with one cell per column. The higher the score, the stronger
 * the colour.
 */

import type { Picture } from "../message/picture.ts";
import type { Palette } from "./palette.ts";
import { drawFrame, HEADING_HEIGHT, MARGIN, SMALL, WIDTH } from "./picture-frame.ts";
import { element, toDrawable, writeLine } from "./svg.ts";
import { fitText, measureText, wrapInTwo } from "./text-width.ts";

type OverviewPicture = Extract<Picture, { kind: "overview" }>;
type Cell = OverviewPicture["rows"][number]["cells"][number];
type Grid = { readonly cellWidth: number; readonly pitch: number; readonly top: number };

/** The greatest number of rows that are drawn. The others are counted at the foot, as "+140". */
export const MAX_PICTURE_ROWS = 60;
const LABEL_WIDTH = 148;
const LABEL_ROOM = LABEL_WIDTH - 12;
const LABEL_FACE = { size: 17, weight: 400 } as const;
const MIN_CELL = 60;
const GAP = 4;

/**
 * Returns the SVG of all teams in a grid, a row for each team. The picture grows with its rows and columns; a cell
 * without a value is drawn as a dashed outline.
 */
export function drawOverview(picture: OverviewPicture, palette: Palette): string {
  const rows = picture.rows.slice(0, MAX_PICTURE_ROWS);
  const left = picture.rows.length - rows.length;
  const header = layOutHeader(picture.columns);
  const grid = { cellWidth: header.cellWidth, pitch: pitchOf(rows), top: HEADING_HEIGHT + header.height };
  const columns = Math.max(1, picture.columns.length);
  const end = grid.top + grid.pitch * Math.max(1, rows.length);
  const height = end + (left > 0 ? 30 : 0) + 56;
  const more = { x: MARGIN, y: end + 18, text: `+${left}`, size: 17, weight: 600, fill: palette.muted, class: "more" } as const;
  return drawFrame(
    { ...picture, palette, height, width: header.width },
    ...header.columns.map((column, index) => drawColumn(column, index, grid, palette)),
    ...rows.map((row, index) => drawRow(row, index, grid, palette)),
    rows.length === 0 ? drawNoRows(grid, columns, palette) : "",
    left > 0 ? writeLine(more) : "",
    drawScale(height - 26, palette),
  );
}

/** Returns the height of a row. With few rows it is high enough for a name in two lines. */
function pitchOf(rows: OverviewPicture["rows"]): number {
  if (rows.length > 24) return 34;
  return rows.some(({ label }) => measureText(toDrawable(label), LABEL_FACE) > LABEL_ROOM) ? 46 : 40;
}

type Header = {
  readonly width: number;
  readonly cellWidth: number;
  readonly height: number;
  readonly columns: readonly Column[];
};
/** The name of a column in lines above its cells, or as one slanted line. */
type Column = { readonly lines: readonly string[]; readonly slanted: boolean };

const COLUMN_FACE = { size: 16, weight: 600 } as const;
const SLANT = { degrees: -40, x: Math.cos((40 / 180) * Math.PI), y: Math.sin((40 / 180) * Math.PI), longest: 190 };

/** Writes the columns' names level where all of them fit, and slanted where one does not. */
function layOutHeader(names: readonly string[]): Header {
  const count = Math.max(1, names.length);
  const toHeader = (overhang: number) => {
    const cellWidth = Math.max(MIN_CELL, Math.min(110, (WIDTH - 2 * MARGIN - LABEL_WIDTH - overhang) / count));
    return { cellWidth, width: Math.max(WIDTH, 2 * MARGIN + LABEL_WIDTH + count * cellWidth + overhang) };
  };
  const level = toHeader(0);
  const wrapped = names.map((name) => wrapInTwo(toDrawable(name), COLUMN_FACE, level.cellWidth - 6));
  if (!wrapped.flat().some((line) => line.endsWith("…"))) {
    const lines = Math.max(1, ...wrapped.map(({ length }) => length));
    return { ...level, height: 6 + 20 * lines, columns: wrapped.map((each) => ({ lines: each, slanted: false })) };
  }
  const fitted = names.map((name) => fitText(toDrawable(name), COLUMN_FACE, SLANT.longest));
  const lengths = fitted.map((name) => measureText(name, COLUMN_FACE));
  const overhang = Math.max(0, (lengths.at(-1) ?? 0) * SLANT.x + 12 - level.cellWidth / 2 - MARGIN);
  const height = 18 + Math.max(...lengths) * SLANT.y;
  return { ...toHeader(overhang), height, columns: fitted.map((line) => ({ lines: [line], slanted: true })) };
}

function drawColumn({ lines, slanted }: Column, index: number, grid: Grid, palette: Palette): string {
  const x = MARGIN + LABEL_WIDTH + (index + 0.5) * grid.cellWidth;
  if (slanted) {
    const text = writeLine({ ...COLUMN_FACE, x: 0, y: 0, text: lines.join(""), fill: palette.muted });
    return element("g", { transform: `translate(${x.toFixed(2)} ${(grid.top - 10).toFixed(2)}) rotate(${SLANT.degrees})` }, text);
  }
  return lines
    .map((text, line) => {
      const y = grid.top - 14 - (lines.length - 1 - line) * 20;
      return writeLine({ ...COLUMN_FACE, x, y, text, fill: palette.muted, anchor: "middle" });
    })
    .join("");
}

function drawRow(row: OverviewPicture["rows"][number], index: number, grid: Grid, palette: Palette): string {
  const y = grid.top + index * grid.pitch;
  const name = toDrawable(row.label);
  const lines = grid.pitch > 34 ? wrapInTwo(name, LABEL_FACE, LABEL_ROOM) : [name];
  const first = y + grid.pitch / 2 - (lines.length - 1) * 10;
  const label = { ...LABEL_FACE, x: MARGIN, fill: palette.ink, maxWidth: LABEL_ROOM };
  return (
    lines.map((text, line) => writeLine({ ...label, y: first + line * 20, text })).join("") +
    row.cells.map((cell, column) => drawCell(cell, MARGIN + LABEL_WIDTH + column * grid.cellWidth, y, grid, palette)).join("")
  );
}

function drawCell(cell: Cell, x: number, y: number, grid: Grid, palette: Palette): string {
  const place = { x: x + GAP / 2, y: y + GAP / 2, width: grid.cellWidth - GAP, height: grid.pitch - GAP, rx: 5 };
  const step = cell.value === undefined ? undefined : heatOf(cell.value, palette);
  const shape = step
    ? element("rect", { class: "cell", ...place, fill: step.fill })
    : element("rect", { class: "nothing", ...place, fill: palette.ground, stroke: palette.grid, "stroke-dasharray": "4 4" });
  const under = step && cell.coverage !== undefined ? drawCellCoverage(cell.coverage, place, step.ink) : "";
  const middle = { x: x + grid.cellWidth / 2, y: y + grid.pitch / 2 - (under === "" ? 0 : 3) };
  const text = { text: cell.display, size: step ? 17 : 16, weight: step ? 600 : 400 } as const;
  const fill = step?.ink ?? palette.muted;
  return shape + under + writeLine({ ...middle, ...text, fill, anchor: "middle", maxWidth: grid.cellWidth - 8 });
}

type Place = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

function drawCellCoverage(coverage: number, { x, y, width, height }: Place, ink: string): string {
  const line = { x: x + 6, y: y + height - 7, height: 3.5, rx: 1.75, fill: ink };
  const room = width - 12;
  return (
    element("rect", { ...line, width: room, "fill-opacity": 0.22 }) +
    element("rect", { class: "coverage", ...line, width: room * coverage, "fill-opacity": 0.85 })
  );
}

function heatOf(value: number, palette: Palette): Palette["heat"][number] | undefined {
  const steps = palette.heat.length;
  return palette.heat[Math.min(steps - 1, Math.max(0, Math.floor(value * steps)))];
}

function drawNoRows(grid: Grid, columns: number, palette: Palette): string {
  const place = { x: MARGIN, y: grid.top, width: LABEL_WIDTH + columns * grid.cellWidth, height: grid.pitch - GAP, rx: 5 };
  const dash = { ...SMALL, x: MARGIN + place.width / 2, y: grid.top + place.height / 2, text: "–" };
  return (
    element("rect", { ...place, fill: palette.ground, stroke: palette.coverage, "stroke-dasharray": "4 4" }) +
    writeLine({ ...dash, fill: palette.muted, anchor: "middle" })
  );
}

/** 0% to 100% in the steps of the cells. */
function drawScale(y: number, palette: Palette): string {
  const face = { ...SMALL, fill: palette.muted };
  const left = MARGIN + measureText("0%", SMALL) + 8;
  const swatches = palette.heat.map(({ fill }, index) =>
    element("rect", { x: left + index * 34, y: y - 7, width: 32, height: 14, rx: 3, fill, stroke: palette.grid }),
  );
  const end = left + palette.heat.length * 34 + 6;
  return writeLine({ ...face, x: MARGIN, y, text: "0%" }) + swatches.join("") + writeLine({ ...face, x: end, y, text: "100%" });
}
