/** Renders buttons as universal actions, with a submit action for hosts that lack them. */
import { type Action, encodeAction } from "../../message/action.ts";
import type { Button } from "../../message/message.ts";
import { CARD_LIMITS, weigh } from "./card-limits.ts";
import { toLiteral } from "./card-text.ts";
import type { CardNode, Json } from "./card.ts";

/** The key of our own data in what a card returns; everything else was typed into its inputs. */
export const DATA_KEY = "speedboat";
const VERB = "speedboat";
/** What a button adds to the width of its label, in letters. */
const PADDING = 4;

type Look = { readonly title?: string; readonly style?: Button["style"] | undefined; readonly ignoreInputs?: boolean };

/** Renders a button that carries the action. */
export function toAction(action: Action, look: Look = {}): CardNode {
  return toExecute({ kind: "press", action: encodeAction(action) }, look);
}

/** Renders a button whose press returns `data`. */
export function toExecute(data: Json, look: Look = {}): CardNode {
  const shared = {
    ...(look.title !== undefined && { title: toLiteral(look.title, CARD_LIMITS.actionTitle) }),
    data: { [DATA_KEY]: data },
    ...(look.style && { style: look.style === "primary" ? "positive" : "destructive" }),
    ...(look.ignoreInputs && { associatedInputs: "none" }),
  };
  return { type: "Action.Execute", verb: VERB, ...shared, fallback: { type: "Action.Submit", ...shared } };
}

/** Renders buttons in rows that fit a narrow chat. A button that asks for confirmation opens its question below. */
export function toButtonRows(buttons: readonly Button[], nextId: () => string): readonly CardNode[] {
  const asked = buttons.map((button) => ({ button, id: button.confirm ? nextId() : undefined }));
  const rows = splitRows(asked, ({ button }) => weigh(button.label) + PADDING);
  return [
    ...rows.map((row) => ({ type: "ActionSet", actions: row.map(({ button, id }) => toButton(button, id)) })),
    ...asked.flatMap(({ button, id }) => (id === undefined ? [] : [toConfirmation(button, id)])),
  ];
}

function toButton(button: Button, confirmationId: string | undefined): CardNode {
  if (confirmationId === undefined) return toAction(button.action, { title: button.label, style: button.style });
  return toToggle(button.label, [confirmationId]);
}

/** Renders a button that shows or hides these elements of the card. */
export function toToggle(title: string, targetElements: readonly string[]): CardNode {
  return { type: "Action.ToggleVisibility", title: toLiteral(title, CARD_LIMITS.actionTitle), targetElements };
}

function toConfirmation({ confirm, action, style }: Button, id: string): CardNode {
  const { title = "", text = "", yes = "", no = "" } = confirm ?? {};
  return {
    type: "Container",
    id,
    isVisible: false,
    style: "emphasis",
    items: [
      { type: "RichTextBlock", inlines: [{ type: "TextRun", text: toLiteral(title), weight: "Bolder" }] },
      { type: "RichTextBlock", inlines: [{ type: "TextRun", text: toLiteral(text) }] },
      { type: "ActionSet", actions: [toAction(action, { title: yes, style: style ?? "primary" }), toToggle(no, [id])] },
    ],
  };
}

function splitRows<T>(items: readonly T[], widthOf: (item: T) => number): readonly (readonly T[])[] {
  const rows: T[][] = [];
  let width = 0;
  for (const item of items) {
    const last = rows.at(-1);
    width += widthOf(item);
    if (last && last.length < CARD_LIMITS.rowButtons && width <= CARD_LIMITS.rowWidth) last.push(item);
    else {
      rows.push([item]);
      width = widthOf(item);
    }
  }
  return rows;
}
