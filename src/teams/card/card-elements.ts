/** Renders each element of a message as elements of an Adaptive Card. */
import type { Choice, Element, ScoreRow } from "../../message/message.ts";
import type { Picture } from "../../message/picture.ts";
import { type Text, toPlain, toRuns } from "../../message/text.ts";
import { toAction, toButtonRows, toToggle } from "./actions.ts";
import { CARD_LIMITS, weigh } from "./card-limits.ts";
import { toHeading, toLiteral, toTextBlocks } from "./card-text.ts";
import type { CardNode } from "./card.ts";

/** What rendering a card needs besides the message. */
export type Drawing = {
  /** The picture as a `data:` address; undefined where none could be drawn: its words are shown instead. */
  readonly pictureOf: (picture: Picture) => string | undefined;
  /** Between a label and what it labels, in the message's language. */
  readonly colon: string;
  /** An id that no other element of the card has. */
  readonly nextId: () => string;
};

const BAR_FIELDS = 12;
/** What a table's cell adds to the width of its text, in letters. */
const CELL_PADDING = 5;

/** Renders the elements in order. A picture that cannot be drawn is replaced with its words. */
export function toElements(elements: readonly Element[], drawing: Drawing): readonly CardNode[] {
  return elements.flatMap((element) => toElement(element, drawing));
}

function toElement(element: Element, drawing: Drawing): readonly CardNode[] {
  switch (element.kind) {
    case "heading":
      return [toHeading(element.text)];
    case "paragraph":
      return toTextBlocks(element.text, { ...(element.tone && { tone: element.tone }), spacing: "Small" });
    case "list":
      return toList(element.items, element.ordered ?? false);
    case "facts":
      return element.items.flatMap(({ label, value }) =>
        toTextBlocks([{ text: `${label}${drawing.colon}`, style: "bold" }, ...toRuns(value)], { spacing: "Small" }),
      );
    case "progress":
      return toTextBlocks([{ text: `${toBar(element.total > 0 ? element.done / element.total : 0)}  ${element.label}` }], {
        size: "Small",
        tone: "quiet",
      });
    case "choices":
      return toChoices(element.items, drawing);
    case "scores":
      return element.rows.map(toScore);
    case "table":
      return [toTable(element.columns, element.rows)];
    case "picture":
      return [toPicture(element, drawing)];
    case "buttons":
      return toButtonRows(element.buttons, drawing.nextId);
    case "fold":
      return toFold(element, drawing);
    case "file":
      return toTextBlocks(element.name, { tone: "quiet", spacing: "Small" });
    case "divider":
      return [{ type: "Container", separator: true, spacing: "Medium", items: [] }];
    default: {
      const never: never = element;
      return never;
    }
  }
}

/** The sign stands in a column of its own, so that long items keep their edge. */
function toList(items: readonly Text[], ordered: boolean): readonly CardNode[] {
  const shown = items.slice(0, CARD_LIMITS.listItems);
  const rest: readonly Text[] = items.length > shown.length ? ["…"] : [];
  return [...shown, ...rest].map((item, index) => ({
    type: "ColumnSet",
    spacing: "Small",
    columns: [
      { type: "Column", width: "auto", items: toTextBlocks(ordered ? `${index + 1}.` : "•") },
      { type: "Column", width: "stretch", spacing: "Small", items: toTextBlocks(item) },
    ],
  }));
}

const MARKS = { last: "○ ", given: "● " } as const;

/** The wording in the body, the short labels on the buttons; the chosen one is marked in both. */
function toChoices(items: readonly Choice[], drawing: Drawing): readonly CardNode[] {
  const rows = items.map((choice): CardNode => ({
    type: "Container",
    spacing: "Small",
    ...(choice.mark && { style: "emphasis" }),
    items: toTextBlocks([
      { text: `${choice.mark ? MARKS[choice.mark] : ""}${choice.label}${drawing.colon}`, style: "bold" },
      { text: choice.text },
    ]),
  }));
  const buttons = items.map(({ label, action, mark }) => ({
    label: `${mark ? MARKS[mark] : ""}${label}`,
    action,
    ...(mark === "given" && { style: "primary" as const }),
  }));
  return [...rows, ...toButtonRows(buttons, drawing.nextId)];
}

function toScore(row: ScoreRow): CardNode {
  const label = { type: "Column", width: "stretch", items: toTextBlocks(row.label, { bold: true }) };
  const value = { type: "Column", width: "auto", items: toTextBlocks(row.display, { bold: true }) };
  const about = [{ text: toBar(row.share) }, ...(row.detail === "" ? [] : [{ text: `  ${row.detail}` }])];
  return {
    type: "Container",
    spacing: "Small",
    ...(row.action && { selectAction: toAction(row.action, { title: row.label }) }),
    items: [
      { type: "ColumnSet", columns: [label, value] },
      ...toTextBlocks(about, { size: "Small", tone: "quiet", spacing: "None" }),
    ],
  };
}

/** All empty where there is no value. */
function toBar(share = 0): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR_FIELDS);
  return "▰".repeat(full) + "▱".repeat(BAR_FIELDS - full);
}

function toTable(columns: readonly string[], rows: readonly (readonly Text[])[]): CardNode {
  const width = Math.min(columns.length, CARD_LIMITS.tableColumns);
  const toRow = (cells: readonly Text[], bold: boolean): CardNode => ({
    type: "TableRow",
    cells: cells.slice(0, width).map((cell) => ({ type: "TableCell", items: toTextBlocks(cell, { size: "Small", bold }) })),
  });
  const cut = rows.length > CARD_LIMITS.tableRows ? [["…"]] : [];
  return {
    type: "Table",
    firstRowAsHeader: true,
    showGridLines: true,
    columns: columns.slice(0, width).map((column, index) => ({ width: weighColumn(column, rows, index) })),
    rows: [toRow(columns, true), ...[...rows.slice(0, CARD_LIMITS.tableRows), ...cut].map((row) => toRow(row, false))],
  };
}

/** A column's share of the width: its longest word breaks last, and no cell is wider for being long. */
function weighColumn(heading: string, rows: readonly (readonly Text[])[], index: number): number {
  const cells = rows.map((row) => toPlain(row[index] ?? ""));
  const words = [heading, ...cells].flatMap((cell) => cell.split(/\s+|(?=[\u2E80-\uFFEF])/)).map(weigh);
  const wishes = cells.map((cell) => Math.min(weigh(cell), CARD_LIMITS.tableCell));
  return CELL_PADDING + Math.max(...words, ...wishes);
}

function toPicture({ picture, alt }: Extract<Element, { kind: "picture" }>, { pictureOf }: Drawing): CardNode {
  const url = pictureOf(picture);
  if (url === undefined) return { type: "Container", items: toTextBlocks(alt, { tone: "quiet" }) };
  return { type: "Image", url, altText: toLiteral(alt), size: "Stretch", spacing: "Medium" };
}

/** Closed at first. */
function toFold(fold: Extract<Element, { kind: "fold" }>, drawing: Drawing): readonly CardNode[] {
  const id = drawing.nextId();
  return [
    { type: "ActionSet", actions: [toToggle(`${fold.title} ▾`, [id])] },
    { type: "Container", id, isVisible: false, spacing: "Small", items: toElements(fold.elements, drawing) },
  ];
}
