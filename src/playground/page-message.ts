/** A message as the page gets it: the same data, with every picture drawn in both themes. */
import type { FrontEndPost } from "../app/ports/shown-post-store.ts";
import type { Element, Message } from "../message/message.ts";
import type { Picture, Theme } from "../message/picture.ts";
import { type EntryKind, kindOfRef } from "./shown.ts";

/** Draws a picture as SVG text. */
export type Draw = (picture: Picture, theme: Theme) => string;

type PageElement =
  | Exclude<Element, { readonly kind: "picture" | "fold" }>
  | { readonly kind: "picture"; readonly alt: string; readonly svg: Readonly<Record<Theme, string>> }
  | { readonly kind: "fold"; readonly title: string; readonly elements: readonly PageElement[] };

export type PageMessage = Omit<Message, "elements"> & { readonly elements: readonly PageElement[] };

export type PageEntry = {
  readonly ref: string;
  readonly kind: EntryKind;
  readonly at: number;
  readonly editedAt?: number;
  readonly message: PageMessage;
};

export function toPageMessage(message: Message, draw: Draw): PageMessage {
  return { ...message, elements: message.elements.map((element) => toPageElement(element, draw)) };
}

export function toPageEntry(entry: FrontEndPost, draw: Draw): PageEntry {
  return {
    ref: entry.ref,
    kind: kindOfRef(entry.ref),
    at: entry.shownAt,
    ...(entry.editedAt !== undefined && { editedAt: entry.editedAt }),
    message: toPageMessage(entry.message, draw),
  };
}

function toPageElement(element: Element, draw: Draw): PageElement {
  if (element.kind === "picture") {
    const { picture, alt } = element;
    return { kind: "picture", alt, svg: { light: draw(picture, "light"), dark: draw(picture, "dark") } };
  }
  if (element.kind !== "fold") return element;
  return { ...element, elements: element.elements.map((inner) => toPageElement(inner, draw)) };
}
