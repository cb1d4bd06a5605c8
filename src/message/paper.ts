/** A document for reading on paper or on a screen: what a message is made of, without anything that can be pressed. */
import type { Locale } from "../core/locale.ts";
import type { Element } from "./message.ts";

/** One part of a document. A heading begins a section. */
export type PaperElement = Extract<
  Element,
  { readonly kind: "heading" | "paragraph" | "list" | "facts" | "scores" | "table" | "picture" }
>;

/** A whole document in one language, as plain data; `src/paper` makes files of it. */
export type Paper = {
  readonly locale: Locale;
  readonly title: string;
  /** What it is about and of which day, in one line. */
  readonly subtitle: string;
  readonly elements: readonly PaperElement[];
};
