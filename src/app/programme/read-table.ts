/** Reads a pasted table into rows of named cells. The separator is the first comma, semicolon or tab in the first line. */
import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";

/** The columns that a table of teams may have, in the order of the example. */
export const IMPORT_COLUMNS = [
  "name",
  "channel",
  "members",
  "leads",
  "observers",
  "cadence",
  "weekday",
  "time",
  "zone",
  "locale",
  "questions",
  "privacy",
] as const;
/** The columns whose cells name people. */
export const PEOPLE_COLUMNS = ["members", "leads", "observers"] as const;
const REQUIRED = ["name", "leads"] as const;
/** The most rows that a table may have, not counting its header. */
export const MAX_TABLE_ROWS = 50;

type Column = (typeof IMPORT_COLUMNS)[number];
/** One row of the table. `line` is where it begins, counted from 1; a column that the table lacks is an empty text. */
export type ImportRow = { readonly line: number; readonly cells: Readonly<Record<Column, string>> };
/** The rows of a table, or what is wrong with it as a whole. */
export type ImportTable =
  | { readonly kind: "rows"; readonly rows: readonly ImportRow[] }
  | { readonly kind: "empty" | "too-many" }
  | { readonly kind: "unknown-column" | "missing-column"; readonly column: string }
  | { readonly kind: "broken"; readonly line: number };

const record = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

/**
 * Reads a table whose first line names its columns. An empty table, too many rows, unknown or missing columns and broken
 * quoting are returned as faults; it does not check the cells.
 */
export function readTable(text: string): ImportTable {
  const table = parseRecords(text);
  if ("line" in table) return { kind: "broken", line: table.line };
  const [header, ...rows] = table.records;
  if (!header || rows.length === 0) return { kind: "empty" };
  const columns = header.cells.map((cell) => cell.trim().toLowerCase());
  const unknown = columns.find((column) => !isColumn(column));
  if (unknown !== undefined) return { kind: "unknown-column", column: unknown.slice(0, 40) };
  const missing = REQUIRED.find((column) => !columns.includes(column));
  if (missing) return { kind: "missing-column", column: missing };
  if (rows.length > MAX_TABLE_ROWS) return { kind: "too-many" };
  return { kind: "rows", rows: rows.map(({ line, cells }) => ({ line, cells: toCells(columns, cells) })) };
}

/** Splits a cell into the people that it names, by e-mail, platform user id or name. Each is listed once. */
export function splitPeople(cell: string): readonly string[] {
  const words = cell.split(/[;,|、；，\n]+/).map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ""))];
}

type Records = { readonly records: readonly { readonly line: number; readonly cells: readonly string[] }[] };

function parseRecords(text: string): Records | { readonly line: number } {
  const options = { delimiter: findDelimiter(text), bom: true, info: true, relax_column_count: true, trim: true };
  try {
    const parsed = record.parse(parse(text, { ...options, skip_records_with_empty_values: true }));
    const lines = parsed.map(({ info }) => info.lines);
    return {
      records: parsed.map(({ record: cells, info }, index) => ({
        cells,
        line: Math.max((lines[index - 1] ?? 0) + 1, info.lines - cells.join("").split("\n").length + 1),
      })),
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { line: typeof error.lines === "number" ? error.lines : 1 };
  }
}

function findDelimiter(text: string): string {
  const [first = ""] = text.split("\n");
  return first.match(/[,;\t]/)?.[0] ?? ",";
}

function isColumn(word: string): word is Column {
  return IMPORT_COLUMNS.some((column) => column === word);
}

function toCells(columns: readonly string[], cells: readonly string[]): ImportRow["cells"] {
  const of = (column: Column) => cells[columns.indexOf(column)] ?? "";
  return {
    name: of("name"),
    channel: of("channel"),
    members: of("members"),
    leads: of("leads"),
    observers: of("observers"),
    cadence: of("cadence"),
    weekday: of("weekday"),
    time: of("time"),
    zone: of("zone"),
    locale: of("locale"),
    questions: of("questions"),
    privacy: of("privacy"),
  };
}
