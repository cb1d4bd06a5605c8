/**
 * A document as PDF: text that can be selected, searched and read aloud, bookmarks for its sections, and the product's own fonts,
 * of which only the characters used are put in.
 */
import { join } from "node:path";
import PDFDocument from "pdfkit";
import type { ScoreRow } from "../message/message.ts";
import type { Paper, PaperElement } from "../message/paper.ts";
import type { Text } from "../message/text.ts";
import type { Voice } from "../message/voice/voice.ts";
import { FONTS_DIRECTORY } from "../pictures/fonts.ts";
import { PALETTES } from "../pictures/palette.ts";
import { toPng } from "../pictures/to-png.ts";
import { toSvg } from "../pictures/to-svg.ts";
import { breakLines, type PaperLine } from "./break-lines.ts";
import { PAPER_FONTS, Typeface, type Weight } from "./typeface.ts";

const { ink, muted, grid, track, now, target, good, bad } = PALETTES.light;
const TONES = { normal: ink, quiet: muted, good, warning: bad } as const;
/** A4 in points, with its margins. */
const PAGE = { width: 595.28, height: 841.89, margin: 54 } as const;
const WIDTH = PAGE.width - 2 * PAGE.margin;
const BOTTOM = PAGE.height - PAGE.margin - 18;
const LEADING = 1.45;
const BODY = 10;
const CELL = 9;
const GAP = 8;

type Style = { readonly size: number; readonly weight?: Weight; readonly color?: string };
type Place = { readonly x: number; readonly width: number };

/** Returns the bytes of the file. `voice` must speak the language of the document. The same document gives the same pages. */
export async function toPdf(voice: Voice, paper: Paper): Promise<Uint8Array> {
  const { title, subtitle, locale, elements } = paper;
  const typeface = new Typeface(locale);
  const doc = new PDFDocument({
    size: "A4",
    margin: PAGE.margin,
    bufferPages: true,
    pdfVersion: "1.7",
    tagged: true,
    lang: locale,
    displayTitle: true,
    font: "",
    info: { Title: title, Subject: subtitle, Creator: "Speedboat", Producer: "Speedboat" },
  });
  for (const file of PAPER_FONTS) doc.registerFont(file, join(FONTS_DIRECTORY, file));
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => doc.once("end", resolve).once("error", reject));
  const root = doc.struct("Document");
  doc.addStructure(root);
  const sheet = createSheet(doc, typeface, root);
  sheet.text("H1", title, { size: 20, weight: "strong" });
  sheet.text("P", subtitle, { size: BODY, color: muted });
  for (const element of elements) await drawElement(sheet, element);
  root.end();
  numberPages(doc, typeface, (page, pages) => `${voice.say("report.made")} · ${voice.say("report.page", { page, pages })}`);
  doc.end();
  await ended;
  return Uint8Array.from(Buffer.concat(chunks));
}

type Sheet = ReturnType<typeof createSheet>;
type Struct = ReturnType<PDFKit.PDFDocument["struct"]>;

async function drawElement(sheet: Sheet, element: PaperElement): Promise<void> {
  switch (element.kind) {
    case "heading":
      return sheet.heading(element.text);
    case "paragraph":
      return sheet.text("P", element.text, { size: BODY, color: TONES[element.tone ?? "normal"] });
    case "list":
      return sheet.list(element.items, element.ordered ?? false);
    case "facts":
      return sheet.table(
        [],
        element.items.map(({ label, value }) => [label, value]),
      );
    case "scores":
      return sheet.scores(element.rows);
    case "table":
      return sheet.table(element.columns, element.rows);
    case "picture":
      return sheet.picture(await toPng(toSvg(element.picture, "light")), element.alt);
    default:
      return element satisfies never;
  }
}

/** The pages with the place on them where the next thing goes. */
function createSheet(doc: PDFKit.PDFDocument, typeface: Typeface, root: Struct) {
  let y: number = PAGE.margin;

  /** Goes to the next page where less than this is left. */
  function need(height: number): void {
    if (y + height <= BOTTOM || y === PAGE.margin) return;
    doc.addPage();
    y = PAGE.margin;
  }

  function drawLine(line: PaperLine, { x, top }: { x: number; top: number }, { size, color = ink }: Style): void {
    drawPieces(doc, line, { x, baseline: top + size, size, color });
  }

  /** Draws lines one below the other, over pages where it takes several. */
  function flow(lines: readonly PaperLine[], { x }: Place, style: Style): void {
    for (const line of lines) {
      need(style.size * LEADING);
      drawLine(line, { x, top: y }, style);
      y += style.size * LEADING;
    }
  }

  function text(tag: string, words: Text, style: Style): void {
    const lines = breakLines(typeface, words, { ...style, width: WIDTH });
    root.add(doc.struct(tag, {}, () => flow(lines, { x: PAGE.margin, width: WIDTH }, style)));
    y += GAP * 0.75;
  }

  function heading(words: string): void {
    y += GAP * 1.5;
    need(90);
    doc.outline.addItem(words);
    text("H2", words, { size: 14, weight: "strong" });
  }

  function list(items: readonly Text[], ordered: boolean): void {
    const tag = doc.struct("L");
    root.add(tag);
    for (const [index, item] of items.entries()) {
      const mark = ordered ? `${index + 1}.` : "•";
      const lines = breakLines(typeface, item, { size: BODY, width: WIDTH - 14 });
      need(Math.min(lines.length, 2) * BODY * LEADING);
      const entry = doc.struct("LI");
      tag.add(entry);
      const [label] = breakLines(typeface, mark, { size: BODY, width: 20 });
      entry.add(doc.struct("Lbl", {}, () => label && drawLine(label, { x: PAGE.margin, top: y }, { size: BODY, color: muted })));
      entry.add(doc.struct("LBody", {}, () => flow(lines, { x: PAGE.margin + 14, width: WIDTH - 14 }, { size: BODY })));
      y += 3;
    }
    y += GAP / 2;
  }

  function rule(): void {
    doc.markContent("Artifact", { type: "Layout" });
    doc
      .moveTo(PAGE.margin, y)
      .lineTo(PAGE.margin + WIDTH, y)
      .lineWidth(0.5)
      .strokeColor(grid)
      .stroke();
    doc.endMarkedContent();
  }

  function row(parent: Struct, cells: readonly Text[], widths: readonly number[], isHead: boolean): void {
    const style: Style = isHead ? { size: CELL - 1, weight: "strong", color: muted } : { size: CELL };
    const lines = cells.map((cell, index) => breakLines(typeface, cell, { ...style, width: (widths[index] ?? 0) - GAP }));
    const height = Math.max(1, ...lines.map(({ length }) => length)) * style.size * LEADING;
    const top = y;
    const tag = doc.struct("TR");
    parent.add(tag);
    let x: number = PAGE.margin;
    for (const [index, ofCell] of lines.entries()) {
      const at = x;
      tag.add(
        doc.struct(isHead ? "TH" : "TD", {}, () => {
          for (const [below, line] of ofCell.entries()) {
            drawLine(line, { x: at, top: top + 3 + below * style.size * LEADING }, style);
          }
        }),
      );
      x += widths[index] ?? 0;
    }
    y = top + height + 6;
    rule();
  }

  function heightOf(cells: readonly Text[], widths: readonly number[]): number {
    const counts = cells.map((cell, at) => breakLines(typeface, cell, { size: CELL, width: (widths[at] ?? 0) - GAP }).length);
    return Math.max(1, ...counts) * CELL * LEADING + 6;
  }

  function table(columns: readonly string[], rows: readonly (readonly Text[])[]): void {
    const widths = shareWidth(typeface, [...(columns.length === 0 ? [] : [columns]), ...rows]);
    const tag = doc.struct("Table");
    root.add(tag);
    const head = (): void => (columns.length === 0 ? undefined : row(tag, columns, widths, true));
    need(60);
    head();
    for (const cells of rows) {
      const page = doc.bufferedPageRange().count;
      need(heightOf(cells, widths));
      if (doc.bufferedPageRange().count > page) head();
      row(tag, cells, widths, false);
    }
    y += GAP;
  }

  function scores(rows: readonly ScoreRow[]): void {
    const widths = [WIDTH * 0.26, WIDTH * 0.26, WIDTH * 0.13, WIDTH * 0.35];
    const tag = doc.struct("Table");
    root.add(tag);
    for (const { label, share, target: aim, display, detail } of rows) {
      need(heightOf([label, "", display, detail], widths));
      const [x, top, width] = [PAGE.margin + (widths[0] ?? 0), y + 5, (widths[1] ?? 0) - 2 * GAP];
      doc.markContent("Artifact", { type: "Layout" });
      doc.rect(x, top, width, 7).fill(track);
      if (share !== undefined) doc.rect(x, top, width * share, 7).fill(now);
      if (aim !== undefined) doc.rect(x + width * aim - 0.75, top - 2, 1.5, 11).fill(target);
      doc.endMarkedContent();
      row(tag, [[{ text: label, style: "bold" }], "", [{ text: display, style: "bold" }], detail], widths, false);
    }
    y += GAP;
  }

  function picture(png: Uint8Array, alt: string): void {
    const { width, height: tall } = sizeOfPng(png);
    const height = (tall / width) * WIDTH;
    need(height);
    const top = y;
    root.add(doc.struct("Figure", { alt }, () => doc.image(Buffer.from(png), PAGE.margin, top, { width: WIDTH })));
    y += height + GAP;
  }

  return { text, heading, list, table, scores, picture };
}

function drawPieces(
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

/** Widths of columns in points: what each would like, up to a half of the page, and none less than a readable one. */
function shareWidth(typeface: Typeface, rows: readonly (readonly Text[])[]): readonly number[] {
  const columns = Math.max(0, ...rows.map(({ length }) => length));
  const wishes = Array.from({ length: columns }, (_, at) => {
    const widest = rows.map((cells) => breakLines(typeface, cells[at] ?? "", { size: CELL, width: WIDTH * 0.5 }));
    return Math.max(44, ...widest.flat().map((line) => line.reduce((sum, piece) => sum + piece.width, 0) * CELL + GAP + 2));
  });
  const total = wishes.reduce((sum, wish) => sum + wish, 0);
  return wishes.map((wish) => (wish / total) * WIDTH);
}

function numberPages(doc: PDFKit.PDFDocument, typeface: Typeface, say: (page: number, pages: number) => string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(start + page);
    const [line = []] = breakLines(typeface, say(page + 1, count), { size: 8, width: WIDTH });
    doc.markContent("Artifact", { type: "Pagination" });
    drawPieces(doc, line, { x: PAGE.margin, baseline: PAGE.height - PAGE.margin + 4, size: 8, color: muted });
    doc.endMarkedContent();
  }
}
