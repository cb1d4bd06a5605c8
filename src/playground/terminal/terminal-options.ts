/**
 * Lists what can be chosen of a message in the terminal: answers and buttons in their order, and those of a fold behind
 * its title.
 */
import type { Button, Element, Message } from "../../message/message.ts";

/** A choice or a button that can be pressed in the terminal. */
export type Move = Pick<Button, "label" | "action" | "confirm">;
/** An option of a prompt: something to press, or a fold with more options. */
export type TerminalOption =
  | { readonly kind: "move"; readonly label: string; readonly move: Move }
  | { readonly kind: "more"; readonly label: string; readonly options: readonly TerminalOption[] };

/** Lists the options of a message in its order. A fold without options is left out. */
export function listOptions({ elements }: Pick<Message, "elements">): readonly TerminalOption[] {
  return elements.flatMap((element): readonly TerminalOption[] => {
    if (element.kind === "choices") return element.items.map(({ label, action }) => toOption({ label, action }));
    if (element.kind === "buttons") return element.buttons.map(toOption);
    if (element.kind !== "fold") return [];
    const options = listOptions(element);
    return options.length > 0 ? [{ kind: "more", label: element.title, options }] : [];
  });
}

/** Returns what is left to read once the buttons are options. A fold that contained only buttons is left out. */
export function withoutButtons(elements: readonly Element[]): readonly Element[] {
  return elements.flatMap((element): readonly Element[] => {
    if (element.kind === "buttons") return [];
    if (element.kind !== "fold") return [element];
    const inside = withoutButtons(element.elements);
    return inside.length > 0 ? [{ ...element, elements: inside }] : [];
  });
}

/** True when the message asks a question with choices. */
export function asksFor({ elements }: Message): boolean {
  return elements.some((element) => element.kind === "choices");
}

/** True when the check-in continues from this message without opening a fold: it asks something, or it was paused. */
export function goesOn({ elements }: Message): boolean {
  const shown = listOptions({ elements: elements.filter(({ kind }) => kind !== "fold") });
  return shown.some((option) => option.kind === "move" && option.move.action.act === "walk");
}

function toOption(move: Move): TerminalOption {
  return { kind: "move", label: move.label, move };
}
