/** The pages of a document with the place on them where the next thing goes: what is drawn there moves the place down. */
import type { Text } from "../message/text.ts";
import { breakLines, type PaperLine } from "./break-lines.ts";
import { BODY, BOTTOM, COLORS, GAP, LEADING, PAGE, type Style, TEXT_WIDTH } from "./layout.ts";
import type { Typeface } from "./typeface.ts";

/** A tag of the document's structure, by which readers find their way. */
export type Struct = ReturnType<PDFKit.PDFDocument["struct"]>;

/** Draws one thing below the other, and goes to the next page where too little is left. */
export class Sheet {
  readonly doc: PDFKit.PDFDocument;
  readonly typeface: Typeface;
  /** How far down the page the next thing begins, in points. */
  y: number = PAGE.margin;
  readonly #root: Struct;

  /** What is drawn belongs to `root` in the document's structure. */
  constructor(doc: PDFKit.PDFDocument, typeface: Typeface, root: Struct) {
    this.doc = doc;
    this.typeface = typeface;
    this.#root = root;
  }

  /** Adds a tag to the document, with what it marks where that is drawn now. */
  tag(name: string, draw?: () => void): Struct {
    const tag = draw ? this.doc.struct(name, {}, draw) : this.doc.struct(name);
    this.#root.add(tag);
    return tag;
  }

  /** Goes to the next page where less than this is left; true when it did. */
  need(height: number): boolean {
    if (this.y + height <= BOTTOM || this.y === PAGE.margin) return false;
    this.doc.addPage();
    this.y = PAGE.margin;
    return true;
  }

  /** Draws one line whose top left corner is there. The place for the next thing stays. */
  line(line: PaperLine, { x, top }: { readonly x: number; readonly top: number }, { size, color = COLORS.ink }: Style): void {
    drawPieces(this.doc, line, { x, baseline: top + size, size, color });
  }

  /** Draws lines one below the other, over pages where it takes several. */
  flow(lines: readonly PaperLine[], x: number, style: Style): void {
    for (const line of lines) {
      this.need(style.size * LEADING);
      this.line(line, { x, top: this.y }, style);
      this.y += style.size * LEADING;
    }
  }

  /** Draws a paragraph under the tag. */
  text(tag: string, words: Text, style: Style): void {
    const lines = breakLines(this.typeface, words, { ...style, width: TEXT_WIDTH });
    this.tag(tag, () => this.flow(lines, PAGE.margin, style));
    this.y += GAP * 0.75;
  }

  /** Draws a heading with its bookmark, never as the last thing of a page. */
  heading(words: string): void {
    this.y += GAP * 1.5;
    this.need(90);
    this.doc.outline.addItem(words);
    this.text("H2", words, { size: 14, weight: "strong" });
  }

  /** Draws a list; an item keeps its mark and its first two lines on one page. */
  list(items: readonly Text[], ordered: boolean): void {
    const tag = this.tag("L");
    for (const [index, item] of items.entries()) {
      const lines = breakLines(this.typeface, item, { size: BODY, width: TEXT_WIDTH - 14 });
      this.need(Math.min(lines.length, 2) * BODY * LEADING);
      const [mark] = breakLines(this.typeface, ordered ? `${index + 1}.` : "•", { size: BODY, width: 20 });
      const drawMark = () => mark && this.line(mark, { x: PAGE.margin, top: this.y }, { size: BODY, color: COLORS.muted });
      const entry = this.doc.struct("LI");
      tag.add(entry);
      entry.add(this.doc.struct("Lbl", {}, drawMark));
      entry.add(this.doc.struct("LBody", {}, () => this.flow(lines, PAGE.margin + 14, { size: BODY })));
      this.y += 3;
    }
    this.y += GAP / 2;
  }

  /** Draws a PNG as wide as the text, with what it shows in words for readers who do not see it. */
  picture(png: Uint8Array, alt: string): void {
    const { width, height: tall } = sizeOfPng(png);
    const height = (tall / width) * TEXT_WIDTH;
    this.need(height);
    const top = this.y;
    const draw = () => this.doc.image(Buffer.from(png), PAGE.margin, top, { width: TEXT_WIDTH });
    this.#root.add(this.doc.struct("Figure", { alt }, draw));
    this.y += height + GAP;
  }

  /** Draws what readers skip: rules, bars, numbers of pages. */
  decorate(type: "Layout" | "Pagination", draw: () => void): void {
    this.doc.markContent("Artifact", { type });
    draw();
    this.doc.endMarkedContent();
  }
}

/** Draws the pieces of a line beside each other. A piece that has an address on the web is a link to it. */
export function drawPieces(
  doc: PDFKit.PDFDocument,
  line: PaperLine,
  { x, baseline, size, color }: { readonly x: number; readonly baseline: number; readonly size: number; readonly color: string },
): void {
  let at = x;
  for (const { text, font, width, href } of line) {
    doc.font(font).fontSize(size).fillColor(color);
    doc.text(text, at, baseline, {
      lineBreak: false,
      baseline: "alphabetic",
      ...(href?.startsWith("https://") && { link: href }),
    });
    at += width * size;
  }
}

/** In pixels, as a PNG's first chunk says. */
function sizeOfPng(png: Uint8Array): { readonly width: number; readonly height: number } {
  const view = new DataView(png.buffer, png.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
