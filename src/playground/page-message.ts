/** A message as the page gets it: the same data, with every picture drawn in both themes. */
import type { FrontEndPost } from "../app/ports/shown-post-store.ts";
import type { Element, Message } from "../message/message.ts";
import type { Picture, Theme } from "../message/picture.ts";
import type { PageElement, PageEntry, PageMessage } from "./page-api.ts";
import { kindOfRef } from "./shown.ts";

/** Draws a picture as SVG text. */
export type DrawSvg = (picture: Picture, theme: Theme) => string;

export function toPageMessage(message: Message, draw: DrawSvg): PageMessage {
  return { ...message, elements: message.elements.map((element) => toPageElement(element, draw)) };
}

export function toPageEntry(entry: FrontEndPost, draw: DrawSvg): PageEntry {
  return {
    ref: entry.ref,
    kind: kindOfRef(entry.ref),
    at: entry.shownAt,
    ...(entry.editedAt !== undefined && { editedAt: entry.editedAt }),
    message: toPageMessage(entry.message, draw),
  };
}

function toPageElement(element: Element, draw: DrawSvg): PageElement {
  if (element.kind === "picture") {
    const { picture, alt } = element;
    return { kind: "picture", alt, svg: { light: draw(picture, "light"), dark: draw(picture, "dark") } };
  }
  if (element.kind !== "fold") return element;
  return { ...element, elements: element.elements.map((inner) => toPageElement(inner, draw)) };
}
