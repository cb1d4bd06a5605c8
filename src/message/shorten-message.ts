/** Makes a message smaller for a platform that found it too large. What can be pressed stays; texts, lists and pictures give way. */
import type { Element, Message } from "./message.ts";
import { type Text, toRuns } from "./text.ts";
import type { Voice } from "./voice/voice.ts";

/** How much is left: `short` keeps the beginning of everything, `bare` one line and what can be pressed. */
export const SHORTENINGS = ["short", "bare"] as const;

const LONGEST_TEXT = 300;
const MOST_ITEMS = 8;
const LONGEST_BARE_CHOICE = 80;

/** Returns the message in fewer words, with a line that says so. Every button and every choice is still there. */
export function shortenMessage(voice: Voice, message: Message, how: (typeof SHORTENINGS)[number]): Message {
  const told: Element = { kind: "paragraph", text: voice.say("words.shortened"), tone: "quiet" };
  const elements =
    how === "short" ? message.elements.flatMap(shorten) : [sayInOneLine(message), ...message.elements.flatMap(bare)];
  return { ...message, summary: cut(message.summary, LONGEST_TEXT), elements: [...elements, told] };
}

function sayInOneLine({ summary }: Message): Element {
  return { kind: "paragraph", text: cut(summary, LONGEST_TEXT) };
}

function shorten(element: Element): readonly Element[] {
  switch (element.kind) {
    case "heading":
    case "progress":
    case "buttons":
    case "file":
    case "divider":
      return [element];
    case "paragraph":
      return [{ ...element, text: cutText(element.text) }];
    case "list":
      return [{ ...element, items: element.items.slice(0, MOST_ITEMS).map(cutText) }];
    case "facts":
      return [
        { ...element, items: element.items.slice(0, MOST_ITEMS).map(({ label, value }) => ({ label, value: cutText(value) })) },
      ];
    case "choices":
      return [{ ...element, items: element.items.map((choice) => ({ ...choice, text: cut(choice.text, LONGEST_TEXT) })) }];
    case "scores":
      return [{ ...element, rows: element.rows.slice(0, MOST_ITEMS) }];
    case "table":
      return [{ ...element, rows: element.rows.slice(0, MOST_ITEMS).map((row) => row.map(cutText)) }];
    case "picture":
      return [{ kind: "paragraph", text: cut(element.alt, LONGEST_TEXT), tone: "quiet" }];
    case "fold":
      return element.elements.flatMap(bare);
    default:
      return element satisfies never;
  }
}

function bare(element: Element): readonly Element[] {
  switch (element.kind) {
    case "buttons":
    case "file":
      return [element];
    case "choices":
      return [{ ...element, items: element.items.map((choice) => ({ ...choice, text: cut(choice.text, LONGEST_BARE_CHOICE) })) }];
    case "fold":
      return element.elements.flatMap(bare);
    case "heading":
    case "progress":
    case "divider":
    case "paragraph":
    case "list":
    case "facts":
    case "scores":
    case "table":
    case "picture":
      return [];
    default:
      return element satisfies never;
  }
}

/** Styles and links stay where the text stays. */
function cutText(text: Text): Text {
  if (typeof text === "string") return cut(text, LONGEST_TEXT);
  let left = LONGEST_TEXT;
  return toRuns(text).flatMap((run) => {
    if (left <= 0) return [];
    const shown = cut(run.text, left);
    left -= run.text.length;
    return [{ ...run, text: shown }];
  });
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
