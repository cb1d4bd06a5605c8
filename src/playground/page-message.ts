/** Turns messages into what the page gets: the same data, with every picture drawn in both themes. */
import type { FrontEndPost } from "../app/ports/shown-post-store.ts";
import type { Element, Message } from "../message/message.ts";
import type { Picture, Theme } from "../message/picture.ts";
import { FILE_ADDRESS, type PageElement, type PageEntry, type PageMessage } from "./page-api.ts";
import { kindOfRef } from "./shown.ts";

/** Draws a picture as SVG text. */
export type DrawSvg = (picture: Picture, theme: Theme) => string;

/** Returns the message with its pictures drawn. */
export function toPageMessage(message: Message, draw: DrawSvg): PageMessage {
  return { ...message, elements: message.elements.map((element) => toPageElement(element, draw)) };
}

/** Returns a stored message as an entry of a conversation. */
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
  if (element.kind === "file")
    return { kind: "file", name: element.name, address: FILE_ADDRESS + encodeURIComponent(element.exportId) };
  if (element.kind !== "fold") return element;
  return { ...element, elements: element.elements.map((inner) => toPageElement(inner, draw)) };
}
