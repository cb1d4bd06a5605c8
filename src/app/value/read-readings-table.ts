/** Reads a table of readings, as a finance sheet or a query of a monitoring system writes it. It doesn't know which KPIs there are. */
import { foldWord } from "../../message/voice/vocabulary.ts";
import { parseRecords, type TableRecord } from "../programme/read-table.ts";

/** The columns that a table of readings may have; the first three are required. */
export const READING_COLUMNS = ["kpi", "date", "value", "team", "note", "link"] as const;
/** A column of a table of readings. */
type ReadingColumn = (typeof READING_COLUMNS)[number];
const REQUIRED = ["kpi", "date", "value"] as const;

/** The most readings that one table may have. */
export const MAX_READINGS = 5000;

/** One line of the table. A column that the table lacks is an empty text; `beyond` are cells that stand under no column. */
export type ReadingLine = {
  readonly line: number;
  readonly cells: Readonly<Record<ReadingColumn, string>>;
  readonly beyond: readonly string[];
};

/** What is wrong with a table as a whole, so that none of its lines can be read. */
export type TableFault =
  | { readonly kind: "empty" | "too-many" }
  | { readonly kind: "unknown-column" | "missing-column" | "double-column"; readonly column: string };

/** The lines of a table, or what is wrong with it as a whole. */
export type ReadingTable = { readonly kind: "lines"; readonly lines: readonly ReadingLine[] } | TableFault;

/**
 * Reads a table whose first line names its columns. `names` gives what else the columns are called. An empty table, too many
 * lines, and unknown, missing or repeated columns are returned as faults; the cells aren't checked.
 */
export function readReadingsTable(text: string, names: ReadonlyMap<string, string>): ReadingTable {
  const [header, ...records] = parseRecords(text);
  if (!header || records.length === 0) return { kind: "empty" };
  const columns = header.cells.map((cell) => nameColumn(cell, names));
  const unknown = header.cells.find((cell, index) => cell !== "" && columns[index] === undefined);
  if (unknown !== undefined) return { kind: "unknown-column", column: unknown.slice(0, 40) };
  const double = columns.find((column, index) => column !== undefined && columns.indexOf(column) !== index);
  if (double !== undefined) return { kind: "double-column", column: double };
  const missing = REQUIRED.find((column) => !columns.includes(column));
  if (missing) return { kind: "missing-column", column: missing };
  if (records.length > MAX_READINGS) return { kind: "too-many" };
  return { kind: "lines", lines: records.map((record) => toLine(columns, record)) };
}

function nameColumn(cell: string, names: ReadonlyMap<string, string>): ReadingColumn | undefined {
  const word = foldWord(cell);
  const known = names.get(word) ?? word;
  return READING_COLUMNS.find((column) => column === known);
}

function toLine(columns: readonly (ReadingColumn | undefined)[], { line, cells }: TableRecord): ReadingLine {
  const of = (column: ReadingColumn) => cells[columns.indexOf(column)] ?? "";
  return {
    line,
    beyond: cells.filter((cell, index) => cell !== "" && columns[index] === undefined),
    cells: {
      kpi: of("kpi"),
      date: of("date"),
      value: of("value"),
      team: of("team"),
      note: of("note"),
      link: of("link"),
    },
  };
}
