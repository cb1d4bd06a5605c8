/**
 * Reads a pasted table into rows of named cells, as spreadsheets and people write it: with any usual separator, columns in
 * either language, empty columns at the end, and a stray quotation mark. Nothing of a line is dropped unsaid.
 */
import { CsvError, type Options, parse } from "csv-parse/sync";
import { z } from "zod";
import { foldWord } from "../../message/voice/vocabulary.ts";

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
type ImportColumn = (typeof IMPORT_COLUMNS)[number];
/** The columns whose cells name people. */
export const PEOPLE_COLUMNS = ["members", "leads", "observers"] as const;
const REQUIRED = ["name", "leads"] as const;
/** The most rows that a table may have, not counting its header. */
export const MAX_TABLE_ROWS = 50;

/**
 * One row of the table. `line` is where it begins, counted from 1; a column that the table lacks is an empty text. `beyond`
 * are cells that stand under no column.
 */
export type ImportRow = {
  readonly line: number;
  readonly cells: Readonly<Record<ImportColumn, string>>;
  readonly beyond: readonly string[];
};
/** The rows of a table, or what is wrong with it as a whole. */
export type ImportTable =
  | { readonly kind: "rows"; readonly rows: readonly ImportRow[] }
  | { readonly kind: "empty" | "too-many" }
  | { readonly kind: "unknown-column" | "missing-column" | "double-column"; readonly column: string };

/** What the columns are called besides their own names, by folded word. */
type ColumnNames = ReadonlyMap<string, string>;

const record = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

/**
 * Reads a table whose first line names its columns. An empty table, too many rows, and unknown, missing or repeated columns
 * are returned as faults; it does not check the cells.
 */
export function readTable(text: string, names: ColumnNames): ImportTable {
  const [header, ...rows] = parseRecords(text);
  if (!header || rows.length === 0) return { kind: "empty" };
  const columns = header.cells.map((cell) => nameColumn(cell, names));
  const unknown = header.cells.find((cell, index) => cell !== "" && columns[index] === undefined);
  if (unknown !== undefined) return { kind: "unknown-column", column: unknown.slice(0, 40) };
  const double = columns.find((column, index) => column !== undefined && columns.indexOf(column) !== index);
  if (double !== undefined) return { kind: "double-column", column: double };
  const missing = REQUIRED.find((column) => !columns.includes(column));
  if (missing) return { kind: "missing-column", column: missing };
  if (rows.length > MAX_TABLE_ROWS) return { kind: "too-many" };
  return { kind: "rows", rows: rows.map((row) => toRow(columns, row)) };
}

/** Splits a cell into the people that it names, by e-mail, platform user id or name. Each is listed once. */
export function splitPeople(cell: string): readonly string[] {
  const words = cell.split(/[;,|、；，\n]+/).map((word) => (/<([^<>\s]+@[^<>\s]+)>/.exec(word)?.[1] ?? word).trim());
  return [...new Set(words.filter((word) => word !== ""))];
}

/** One record of a table: the line on which it begins, counted from 1, and its cells. */
export type TableRecord = { readonly line: number; readonly cells: readonly string[] };

/**
 * Splits a text into the records of a table, its header included; empty lines are left out. Where quotation marks do not pair up
 * they are read as letters, so that one of them does not take the whole table with it.
 */
export function parseRecords(text: string): readonly TableRecord[] {
  const { body, delimiter, skipped } = findDelimiter(text);
  const options = {
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    trim: true,
    skip_records_with_empty_values: true,
  };
  const parsed = tryParse(body, options) ?? tryParse(body, { ...options, quote: null }) ?? [];
  const lines = parsed.map(({ info }) => info.lines);
  return parsed.map(({ record: cells, info }, index) => ({
    cells: cells.map(dropStrayQuotes),
    line: skipped + Math.max((lines[index - 1] ?? 0) + 1, info.lines - cells.join("").split("\n").length + 1),
  }));
}

function tryParse(text: string, options: Options): z.infer<typeof record> | undefined {
  try {
    return record.parse(parse(text, options));
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** One quotation mark alone, at the beginning or the end of a cell, is a slip. */
function dropStrayQuotes(cell: string): string {
  const marks = cell.split('"').length - 1;
  return marks === 1 ? cell.replace(/^"|"$/, "").trim() : cell;
}

/** Excel names the separator in a line of its own, `sep=;`; otherwise it is the first one in the line of the columns. */
function findDelimiter(text: string): { readonly body: string; readonly delimiter: string; readonly skipped: number } {
  const [, named, rest] = /^\uFEFF?\s*sep=(.)\r?\n([\s\S]*)$/i.exec(text) ?? [];
  if (named !== undefined) return { body: rest ?? "", delimiter: named, skipped: 1 };
  const first = text.split("\n").find((line) => line.trim() !== "") ?? "";
  return { body: text, delimiter: first.match(/[,;\t，；|]/)?.[0] ?? ",", skipped: 0 };
}

function nameColumn(cell: string, names: ColumnNames): ImportColumn | undefined {
  const word = foldWord(cell);
  const known = names.get(word) ?? word;
  return IMPORT_COLUMNS.find((column) => column === known);
}

function toRow(columns: readonly (ImportColumn | undefined)[], { line, cells }: TableRecord): ImportRow {
  const of = (column: ImportColumn) => cells[columns.indexOf(column)] ?? "";
  return {
    line,
    beyond: cells.filter((cell, index) => cell !== "" && columns[index] === undefined),
    cells: {
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
    },
  };
}
