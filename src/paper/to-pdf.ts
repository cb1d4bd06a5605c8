/**
 * A document as PDF: text that can be selected, searched and read aloud, bookmarks for its sections, and the product's own fonts,
 * of which only the characters used are put in.
 */
import { join } from "node:path";
import PDFDocument from "pdfkit";
import type { Paper, PaperElement } from "../message/paper.ts";
import type { Voice } from "../message/voice/voice.ts";
import { FONTS_DIRECTORY } from "../pictures/fonts.ts";
import { toPng } from "../pictures/to-png.ts";
import { toSvg } from "../pictures/to-svg.ts";
import { breakLines } from "./break-lines.ts";
import { drawScores, drawTable } from "./draw-table.ts";
import { BODY, COLORS, PAGE, TONES, TEXT_WIDTH } from "./layout.ts";
import { drawPieces, Sheet } from "./sheet.ts";
import { PAPER_FONTS, Typeface } from "./typeface.ts";

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
  const sheet = new Sheet(doc, typeface, root);
  sheet.text("H1", title, { size: 20, weight: "strong" });
  sheet.text("P", subtitle, { size: BODY, color: COLORS.muted });
  for (const element of elements) await drawElement(sheet, element);
  root.end();
  numberPages(doc, typeface, (page, pages) => `${voice.say("report.made")} · ${voice.say("report.page", { page, pages })}`);
  doc.end();
  await ended;
  return Uint8Array.from(Buffer.concat(chunks));
}

async function drawElement(sheet: Sheet, element: PaperElement): Promise<void> {
  switch (element.kind) {
    case "heading":
      return sheet.heading(element.text);
    case "paragraph":
      return sheet.text("P", element.text, { size: BODY, color: TONES[element.tone ?? "normal"] });
    case "list":
      return sheet.list(element.items, element.ordered ?? false);
    case "facts":
      return drawTable(
        sheet,
        [],
        element.items.map(({ label, value }) => [label, value]),
      );
    case "scores":
      return drawScores(sheet, element.rows);
    case "table":
      return drawTable(sheet, element.columns, element.rows);
    case "picture":
      return sheet.picture(await toPng(toSvg(element.picture, "light")), element.alt);
    default:
      return element satisfies never;
  }
}

function numberPages(doc: PDFKit.PDFDocument, typeface: Typeface, say: (page: number, pages: number) => string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(start + page);
    const [line = []] = breakLines(typeface, say(page + 1, count), { size: 8, width: TEXT_WIDTH });
    doc.markContent("Artifact", { type: "Pagination" });
    drawPieces(doc, line, { x: PAGE.margin, baseline: PAGE.height - PAGE.margin + 4, size: 8, color: COLORS.muted });
    doc.endMarkedContent();
  }
}
