/** Tables on paper: cells whose lines are broken to the width of their column, a rule below each row, the head again on each page. */
import type { ScoreRow } from "../message/message.ts";
import type { Text } from "../message/text.ts";
import { breakLines } from "./break-lines.ts";
import { CELL, COLORS, GAP, LEADING, PAGE, type Style, TEXT_WIDTH } from "./layout.ts";
import type { Sheet, Struct } from "./sheet.ts";
import type { Typeface } from "./typeface.ts";

type Row = { readonly cells: readonly Text[]; readonly widths: readonly number[] };

/** Draws a table. Without columns it has no head. */
export function drawTable(sheet: Sheet, columns: readonly string[], rows: readonly (readonly Text[])[]): void {
  const widths = shareWidth(sheet.typeface, [...(columns.length === 0 ? [] : [columns]), ...rows]);
  const table = sheet.tag("Table");
  const drawHead = (): void => {
    if (columns.length > 0) drawRow(sheet, table, { cells: columns, widths, isHead: true });
  };
  sheet.need(60);
  drawHead();
  for (const cells of rows) {
    if (sheet.need(heightOf(sheet.typeface, { cells, widths }))) drawHead();
    drawRow(sheet, table, { cells, widths });
  }
  sheet.y += GAP;
}

const SCORE_WIDTHS = {
  label: TEXT_WIDTH * 0.26,
  bar: TEXT_WIDTH * 0.26,
  display: TEXT_WIDTH * 0.13,
  detail: TEXT_WIDTH * 0.35,
} as const;

/** Draws a line for each score: its label, a bar with the target on it, the number, and what belongs beside it. */
export function drawScores(sheet: Sheet, scores: readonly ScoreRow[]): void {
  const widths = Object.values(SCORE_WIDTHS);
  const table = sheet.tag("Table");
  for (const { label, share, target, display, detail } of scores) {
    sheet.need(heightOf(sheet.typeface, { cells: [label, "", display, detail], widths }));
    sheet.decorate("Layout", () => drawBar(sheet, share, target));
    const cells = [[{ text: label, style: "bold" }], "", [{ text: display, style: "bold" }], detail] as const;
    drawRow(sheet, table, { cells, widths });
  }
  sheet.y += GAP;
}

/** `share` and `target` are in 0..1. */
function drawBar({ doc, y }: Sheet, share: number | undefined, target: number | undefined): void {
  const [x, top, width] = [PAGE.margin + SCORE_WIDTHS.label, y + 5, SCORE_WIDTHS.bar - 2 * GAP];
  doc.rect(x, top, width, 7).fill(COLORS.track);
  if (share !== undefined) doc.rect(x, top, width * share, 7).fill(COLORS.now);
  if (target !== undefined) doc.rect(x + width * target - 0.75, top - 2, 1.5, 11).fill(COLORS.target);
}

function drawRow(sheet: Sheet, table: Struct, { cells, widths, isHead = false }: Row & { readonly isHead?: boolean }): void {
  const { doc, typeface, y: top } = sheet;
  const style: Style = isHead ? { size: CELL - 1, weight: "strong", color: COLORS.muted } : { size: CELL };
  const lines = cells.map((cell, index) => breakLines(typeface, cell, { ...style, width: (widths[index] ?? 0) - GAP }));
  const row = doc.struct("TR");
  table.add(row);
  let x: number = PAGE.margin;
  for (const [index, ofCell] of lines.entries()) {
    const at = x;
    const drawCell = () => {
      for (const [below, line] of ofCell.entries())
        sheet.line(line, { x: at, top: top + 3 + below * style.size * LEADING }, style);
    };
    row.add(doc.struct(isHead ? "TH" : "TD", {}, drawCell));
    x += widths[index] ?? 0;
  }
  sheet.y = top + countLines(lines) * style.size * LEADING + 6;
  drawRule(sheet);
}

function drawRule(sheet: Sheet): void {
  const { doc, y } = sheet;
  sheet.decorate("Layout", () =>
    doc
      .moveTo(PAGE.margin, y)
      .lineTo(PAGE.margin + TEXT_WIDTH, y)
      .lineWidth(0.5)
      .strokeColor(COLORS.grid)
      .stroke(),
  );
}

function heightOf(typeface: Typeface, { cells, widths }: Row): number {
  const lines = cells.map((cell, at) => breakLines(typeface, cell, { size: CELL, width: (widths[at] ?? 0) - GAP }));
  return countLines(lines) * CELL * LEADING + 6;
}

/** Counts the lines of the highest cell, at least one. */
function countLines(cells: readonly (readonly unknown[])[]): number {
  return Math.max(1, ...cells.map(({ length }) => length));
}

/** Widths of columns in points: what each would like, up to a half of the page, and none less than a readable one. */
function shareWidth(typeface: Typeface, rows: readonly (readonly Text[])[]): readonly number[] {
  const columns = Math.max(0, ...rows.map(({ length }) => length));
  const wishes = Array.from({ length: columns }, (_, at) => {
    const widest = rows.map((cells) => breakLines(typeface, cells[at] ?? "", { size: CELL, width: TEXT_WIDTH * 0.5 }));
    return Math.max(44, ...widest.flat().map((line) => line.reduce((sum, piece) => sum + piece.width, 0) * CELL + GAP + 2));
  });
  const total = wishes.reduce((sum, wish) => sum + wish, 0);
  return wishes.map((wish) => (wish / total) * TEXT_WIDTH);
}
