/** What of a message can be chosen in the terminal: worded answers and buttons in their order; a fold's behind its title. */
import type { Button, Element, Message } from "../../message/message.ts";

export type Move = Pick<Button, "label" | "action" | "confirm">;
export type TerminalOption =
  | { readonly kind: "move"; readonly label: string; readonly move: Move }
  | { readonly kind: "more"; readonly label: string; readonly options: readonly TerminalOption[] };

export function listOptions({ elements }: Pick<Message, "elements">): readonly TerminalOption[] {
  return elements.flatMap((element): readonly TerminalOption[] => {
    if (element.kind === "choices") return element.items.map(({ label, action }) => toOption({ label, action }));
    if (element.kind === "buttons") return element.buttons.map(toOption);
    if (element.kind !== "fold") return [];
    const options = listOptions(element);
    return options.length > 0 ? [{ kind: "more", label: element.title, options }] : [];
  });
}

/** What stays to be read once the buttons are options; a fold of buttons alone is gone with them. */
export function withoutButtons(elements: readonly Element[]): readonly Element[] {
  return elements.flatMap((element): readonly Element[] => {
    if (element.kind === "buttons") return [];
    if (element.kind !== "fold") return [element];
    const inside = withoutButtons(element.elements);
    return inside.length > 0 ? [{ ...element, elements: inside }] : [];
  });
}

/** Whether a question waits on it for its answer. */
export function asksFor({ elements }: Message): boolean {
  return elements.some((element) => element.kind === "choices");
}

/** Whether the walk goes on from it without looking into a fold: it asks, or it was paused. */
export function goesOn({ elements }: Message): boolean {
  const shown = listOptions({ elements: elements.filter(({ kind }) => kind !== "fold") });
  return shown.some((option) => option.kind === "move" && option.move.action.act === "walk");
}

function toOption(move: Move): TerminalOption {
  return { kind: "move", label: move.label, move };
}
