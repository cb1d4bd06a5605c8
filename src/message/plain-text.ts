/**
 * Renders a message as plain text, for clients that show nothing else, for the terminal and for exports. What is only
 * drawn is lost, what is said is not.
 */
import type { Choice, Element, Message, ScoreRow } from "./message.ts";
import { toPlain } from "./text.ts";
import { PUNCTUATION, type Punctuation } from "./voice/punctuation.ts";

/**
 * Returns every element in its order, with an empty line between blocks. Pictures become their description, and
 * buttons their labels. A message without elements becomes its summary.
 */
export function toPlainText(message: Message): string {
  const blocks = toBlocks(message.elements, PUNCTUATION[message.locale]);
  return blocks.length > 0 ? blocks.join("\n\n") : message.summary;
}

function toBlocks(elements: readonly Element[], punctuation: Punctuation): readonly string[] {
  return elements.map((element) => toBlock(element, punctuation)).filter((block) => block !== "");
}

function toBlock(element: Element, punctuation: Punctuation): string {
  switch (element.kind) {
    case "heading":
      return element.text;
    case "paragraph":
      return toPlain(element.text);
    case "list":
      return element.items.map((item, index) => `${element.ordered ? `${index + 1}.` : "•"} ${toPlain(item)}`).join("\n");
    case "facts":
      return element.items.map(({ label, value }) => `${label}${punctuation.colon}${toPlain(value)}`).join("\n");
    case "progress":
      return `${toBar(element.total > 0 ? element.done / element.total : 0)} ${element.label}`;
    case "choices":
      return element.items.map((choice) => toChoice(choice, punctuation)).join("\n");
    case "scores":
      return element.rows.map((row) => toScore(row, punctuation)).join("\n");
    case "table":
      return [element.columns, ...element.rows].map((row) => row.map(toPlain).join(" | ")).join("\n");
    case "picture":
      return element.alt;
    case "file":
      return element.name;
    case "buttons":
      return element.buttons.map(({ label }) => `[${label}]`).join(" ");
    case "fold":
      return [element.title, ...toBlocks(element.elements, punctuation)].join("\n\n");
    case "divider":
      return "———";
    default: {
      const never: never = element;
      return never;
    }
  }
}

const MARKS = { last: "○", given: "●" } as const;

function toChoice(choice: Choice, { colon }: Punctuation): string {
  const mark = choice.mark ? `${MARKS[choice.mark]} ` : "";
  return `${mark}${choice.label}${colon}${choice.text}`;
}

function toScore(row: ScoreRow, { colon, open, close }: Punctuation): string {
  const detail = row.detail === "" ? "" : `${open}${row.detail}${close}`;
  return `${toBar(row.share)} ${row.label}${colon}${row.display}${detail}`;
}

/** Ten fields; all empty where there is no value. */
function toBar(share = 0): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * 10);
  return "█".repeat(full) + "░".repeat(10 - full);
}
