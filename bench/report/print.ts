/** The table that people read: a block a result, a line a figure, with its spread and its aim. */
import type { Load, Machine } from "./machine.ts";
import { type Figure, isMet, type Result } from "./result.ts";

export type PrintedRow = { readonly row: string; readonly load: Load; readonly results: readonly Result[] };

/** From here on somebody else's work shows in the times. */
const BUSY_PER_CENT = 20;

export function printMachine({ cores, model, memoryGiB, system, node }: Machine): void {
  console.log(`${cores} × ${model}, ${memoryGiB} GiB, ${system}, Node ${node}`);
  console.log("Each figure: median of the turns [lowest … highest].\n");
}

/** `judges`: whether aims stand beside the figures. */
export function printRow({ row, load, results }: PrintedRow, judges: boolean): void {
  const { average, busyBefore } = load;
  const others = busyBefore < BUSY_PER_CENT ? "" : ": TOO BUSY, do not believe times";
  console.log(`${row}: others used ${busyBefore.toFixed(0)} % of the cores before, load ${average.toFixed(1)}${others}`);
  for (const { what, size, figures } of results) {
    console.log(`  ${what} (${size})`);
    for (const figure of figures) console.log(`    ${formatFigure(figure, judges)}`);
  }
  console.log("");
}

function formatFigure(figure: Figure, judges: boolean): string {
  const { name, unit, median, least, most, aim } = figure;
  const spread = `[${formatNumber(least)} … ${formatNumber(most)}]`;
  const verdict = aim && judges ? `aim ${aim.how} ${formatNumber(aim.value)}: ${isMet(figure) ? "met" : "MISSED"}` : "";
  return `${name.padEnd(38)}${formatNumber(median).padStart(9)} ${unit.padEnd(9)} ${spread.padEnd(24)} ${verdict}`.trimEnd();
}

/** Three figures that count. */
function formatNumber(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
