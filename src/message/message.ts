/**
 * One platform-neutral message: plain tagged data in one language. Each front end renders it with one pure function
 * that ends in a `never` check, so a new element breaks the build everywhere. Names no platform.
 */
import type { Locale } from "../core/locale.ts";
import type { Action } from "./action.ts";
import type { Picture } from "./picture.ts";
import type { Text } from "./text.ts";

/** A message in one language, as plain data that every front end can render. */
export type Message = {
  readonly locale: Locale;
  /** One line for notifications, screen readers and clients that show nothing else. */
  readonly summary: string;
  readonly elements: readonly Element[];
};

/** How a paragraph is emphasized: as usual, in the background, as good news, or as something that needs attention. */
export type Tone = "normal" | "quiet" | "good" | "warning";

/** One part of a message, told apart by `kind`. */
export type Element =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: Text; readonly tone?: Tone }
  | { readonly kind: "list"; readonly items: readonly Text[]; readonly ordered?: boolean }
  | { readonly kind: "facts"; readonly items: readonly Fact[] }
  | { readonly kind: "progress"; readonly done: number; readonly total: number; readonly label: string }
  /** The worded answers of a question: the wording in the body, a tap on the button saves and goes on. */
  | { readonly kind: "choices"; readonly items: readonly Choice[] }
  /** A score board: a bar, its value and change, a line each. */
  | { readonly kind: "scores"; readonly rows: readonly ScoreRow[] }
  | { readonly kind: "table"; readonly columns: readonly string[]; readonly rows: readonly (readonly Text[])[] }
  | { readonly kind: "picture"; readonly picture: Picture; readonly alt: string }
  /** A file that was written for the reader alone; front ends bring it, or offer it, in their own way. */
  | { readonly kind: "file"; readonly exportId: string; readonly name: string }
  /** At most five a row; renderers wrap. */
  | { readonly kind: "buttons"; readonly buttons: readonly Button[] }
  /** Details behind a click where the platform can, else after the message or in its thread. Folds do not nest. */
  | { readonly kind: "fold"; readonly title: string; readonly elements: readonly Element[] }
  | { readonly kind: "divider" };

/** A label with its value, such as a setting and what it is set to. */
export type Fact = { readonly label: string; readonly value: Text };

/** One of the worded answers to a question, with the action that saves it. */
export type Choice = {
  readonly label: string;
  readonly text: string;
  readonly action: Action;
  /** `last`: the member's answer before this check-in; `given`: the one in this check-in. */
  readonly mark?: "last" | "given";
};

/** One line of a score board. Shares are in 0..1; `display` and `detail` are already worded. */
export type ScoreRow = {
  readonly label: string;
  /** 0..1; undefined: no value. */
  readonly share?: number;
  readonly before?: number;
  readonly target?: number;
  /** "67 %", "–", "hidden". */
  readonly display: string;
  /** Coverage, change, "provisional". */
  readonly detail: string;
  readonly action?: Action;
};

/** A button with what it asks for. With `confirm` the platform asks first where it can. */
export type Button = {
  readonly label: string;
  readonly action: Action;
  readonly style?: "primary" | "danger";
  readonly confirm?: { readonly title: string; readonly text: string; readonly yes: string; readonly no: string };
};

/** A picture in a message, with the words that stand for it. */
export type PictureElement = Extract<Element, { readonly kind: "picture" }>;

/** Lists the pictures of these elements in order, those inside folds included. */
export function listPictures(elements: readonly Element[]): readonly PictureElement[] {
  return elements.flatMap((element) => {
    if (element.kind === "picture") return [element];
    return element.kind === "fold" ? listPictures(element.elements) : [];
  });
}

/** True when the message contains a picture, also inside a fold. */
export function hasPictures({ elements }: Pick<Message, "elements">): boolean {
  return listPictures(elements).length > 0;
}

/** Returns the file that the message brings; undefined where it brings none. */
export function findFile({ elements }: Message): Extract<Element, { readonly kind: "file" }> | undefined {
  return elements.find((element) => element.kind === "file");
}
