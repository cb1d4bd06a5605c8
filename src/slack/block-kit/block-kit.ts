/** A message as Block Kit. Pure; every element has its case, so that a new one breaks the build here. */
import type { types } from "@slack/bolt";
import type { Locale } from "../../core/locale.ts";
import { encodeAction } from "../../message/action.ts";
import type { Button, Choice, Element, Message, ScoreRow } from "../../message/message.ts";
import type { Picture } from "../../message/picture.ts";
import { toPlainText } from "../../message/plain-text.ts";
import { toPlain } from "../../message/text.ts";
import { PUNCTUATION } from "../../message/voice/punctuation.ts";
import {
  encodeDetails,
  BLOCK_LIMITS,
  shortenForBlock,
  toEntities,
  fitBlocks,
  isPlain,
  toLabelled,
  toLists,
  toRichText,
  toSection,
} from "./block-text.ts";

type Block = types.KnownBlock;

/** Where it is shown: a lasting message of the outbox, an answer to one person, the Home tab, a modal. */
type Surface = "post" | "notice" | "home" | "view";

/** Where a message is shown and in which language. */
export type RenderOptions = {
  readonly surface: Surface;
  readonly locale: Locale;
  /** Details go to the message's thread; otherwise behind a button where they fit, else below. */
  readonly foldsInThread?: boolean;
  /** The id of the uploaded picture; without one its words are shown. */
  readonly fileOf?: (picture: Picture) => string | undefined;
};

/** Blocks, with the text that notifications and screen readers use. */
export type Rendered = { readonly text: string; readonly blocks: Block[] };
/** A rendered message, with the details that go to its thread. */
export type RenderedMessage = Rendered & { readonly thread?: Rendered };

/** Renders a message within every limit of the surface. Mentions in its text are inert. */
export function toBlockKit(message: Message, place: Omit<RenderOptions, "locale">): RenderedMessage {
  const options = { ...place, locale: message.locale };
  const inThread = options.foldsInThread === true;
  const folds = message.elements.filter((element) => element.kind === "fold");
  const shown = inThread ? message.elements.filter((element) => element.kind !== "fold") : message.elements;
  const text = toEntities(shortenForBlock(message.summary === "" ? toPlainText(message) : message.summary, BLOCK_LIMITS.summary));
  const blocks = render(shown, options);
  // Slack refuses a message without a block, which empty elements alone come to.
  const main = { text, blocks: blocks.length > 0 ? blocks : render([{ kind: "paragraph", text: message.summary }], options) };
  return inThread && folds.length > 0 ? { ...main, thread: { text, blocks: render(folds, options) } } : main;
}

/** Renders elements as blocks within the surface's limits. */
export function render(elements: readonly Element[], options: RenderOptions): Block[] {
  const renderer = createRenderer(options);
  const most = options.surface === "home" || options.surface === "view" ? BLOCK_LIMITS.viewBlocks : BLOCK_LIMITS.messageBlocks;
  return fitBlocks(joinDetails(elements.flatMap(renderer)), most);
}

/** Buttons to details that follow each other stand in one row. */
function joinDetails(blocks: readonly Block[]): readonly Block[] {
  const joined: Block[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    if (last?.type === "actions" && block.type === "actions" && isDetails(last) && isDetails(block)) {
      joined[joined.length - 1] = { ...last, elements: [...last.elements, ...block.elements] };
    } else joined.push(block);
  }
  return joined;
}

function isDetails({ elements }: types.ActionsBlock): boolean {
  return elements.length < BLOCK_LIMITS.actions && elements.every((element) => element.action_id?.startsWith("details:"));
}

function createRenderer(options: RenderOptions): (element: Element) => readonly Block[] {
  let count = 0;
  const { colon } = PUNCTUATION[options.locale];
  const nextId = (kind: string): string => {
    count += 1;
    return `${kind}:${count}`;
  };
  const toButton = (button: Button): types.Button => buildButton(button, nextId(options.surface));

  function toBlocks(element: Element): readonly Block[] {
    switch (element.kind) {
      case "heading":
        return [{ type: "header", text: plain(element.text, BLOCK_LIMITS.header) }];
      case "paragraph":
        return [toParagraph(element)];
      case "list":
        return toLists(
          element.items.map((item) => toSection(item)),
          element.ordered ? "ordered" : "bullet",
        );
      case "facts":
        return joinLines(element.items.map(({ label, value }) => toLabelled(label + colon, value)));
      case "progress":
        return [quiet(`${toBar(element.total > 0 ? element.done / element.total : 0)}  ${element.label}`)];
      case "choices":
        return [
          ...toLists(
            element.items.map((item) => toChoice(item, colon)),
            "bullet",
          ),
          ...toRows(element.items.map(toChoiceButton)),
        ];
      case "scores":
        return [...joinLines(element.rows.map(toScore)), ...toRows(element.rows.flatMap(toScoreButton))];
      case "table":
        return joinLines([
          toSection([{ text: element.columns.join(" · "), style: "bold" }]),
          ...element.rows.map((row) => toSection(row.map(toPlain).join(" · "))),
        ]);
      case "picture":
        return [toImage(element)];
      case "buttons":
        return toRows(element.buttons);
      case "fold":
        return toFold(element);
      case "file":
        return [quiet(element.name)];
      case "divider":
        return [{ type: "divider" }];
      default: {
        const never: never = element;
        return never;
      }
    }
  }

  function toRows(buttons: readonly Button[]): readonly Block[] {
    const rows: Block[] = [];
    for (let from = 0; from < buttons.length; from += BLOCK_LIMITS.actions) {
      rows.push({ type: "actions", elements: buttons.slice(from, from + BLOCK_LIMITS.actions).map(toButton) });
    }
    return rows;
  }

  function toImage({ picture, alt }: Extract<Element, { kind: "picture" }>): Block {
    const id = options.fileOf?.(picture);
    if (id === undefined) return quiet(alt);
    return { type: "image", slack_file: { id }, alt_text: shortenForBlock(alt, BLOCK_LIMITS.imageAlt) };
  }

  function toFold({ title, elements }: Extract<Element, { kind: "fold" }>): readonly Block[] {
    const value =
      options.foldsInThread === true || options.surface === "view"
        ? undefined
        : encodeDetails({ locale: options.locale, title, elements });
    if (value === undefined) return [toRichText(toSection([{ text: title, style: "bold" }])), ...elements.flatMap(toBlocks)];
    return [
      {
        type: "actions",
        elements: [{ type: "button", action_id: nextId("details"), text: plain(title, BLOCK_LIMITS.buttonText), value }],
      },
    ];
  }

  return toBlocks;
}

function buildButton({ label, action, style, confirm }: Button, actionId: string): types.Button {
  return {
    type: "button",
    action_id: actionId,
    text: plain(label, BLOCK_LIMITS.buttonText),
    value: encodeAction(action),
    ...(style && { style }),
    ...(confirm && {
      confirm: {
        title: plain(confirm.title, BLOCK_LIMITS.confirmTitle),
        text: plain(confirm.text, BLOCK_LIMITS.confirmText),
        confirm: plain(confirm.yes, BLOCK_LIMITS.confirmButton),
        deny: plain(confirm.no, BLOCK_LIMITS.confirmButton),
        ...(style && { style }),
      },
    }),
  };
}

const TONES = { normal: "", quiet: "", good: "✓ ", warning: "⚠ " } as const;

function toParagraph({ text, tone = "normal" }: Extract<Element, { kind: "paragraph" }>): Block {
  if (tone === "quiet" && isPlain(text)) return quiet(toPlain(text));
  const mark = TONES[tone];
  return toRichText(mark === "" ? toSection(text) : toLabelled(mark, text));
}

const MARKS = { last: "○ ", given: "● " } as const;

function toChoice({ label, text, mark }: Choice, colon: string): types.RichTextSection {
  return toLabelled(`${mark ? MARKS[mark] : ""}${label}${colon}`, text);
}

function toChoiceButton({ label, action, mark }: Choice): Button {
  return { label: `${mark ? MARKS[mark] : ""}${label}`, action };
}

function toScore({ label, share, display, detail }: ScoreRow): types.RichTextSection {
  const value = { text: `  ${display}  `, style: "bold" } as const;
  return toSection([
    { text: toBar(share), style: "code" },
    value,
    { text: label },
    { text: detail === "" ? "" : ` · ${detail}` },
  ]);
}

function toScoreButton({ label, action }: ScoreRow): readonly Button[] {
  return action ? [{ label, action }] : [];
}

/** One block of several lines, or more blocks where it would be too long. */
function joinLines(lines: readonly types.RichTextSection[]): readonly Block[] {
  const blocks: Block[] = [];
  const size = 8;
  for (let from = 0; from < lines.length; from += size) {
    const part = lines.slice(from, from + size);
    const elements = part.flatMap(({ elements: parts }, index) =>
      index === 0 ? parts : [{ type: "text", text: "\n" } as const, ...parts],
    );
    blocks.push(toRichText({ type: "rich_text_section", elements }));
  }
  return blocks;
}

function quiet(text: string): Block {
  const said = shortenForBlock(text, BLOCK_LIMITS.contextText);
  return { type: "context", elements: [plain(said === "" ? " " : said, BLOCK_LIMITS.contextText)] };
}

/** Returns a text object of plain text, shortened to `limit` characters. Emoji codes stay as they were typed. */
export function plain(text: string, limit: number): types.PlainTextElement {
  const said = shortenForBlock(text, limit);
  return { type: "plain_text", text: said === "" ? "–" : said, emoji: false };
}

/** Ten fields. */
function toBar(share = 0): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * 10);
  return "█".repeat(full) + "░".repeat(10 - full);
}
