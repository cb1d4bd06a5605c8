/** The fonts of the product for a document: which of them draws a character, and how wide text runs in it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { create, type Font } from "fontkit";
import { FONTS_DIRECTORY } from "../pictures/fonts.ts";

/** How heavy the letters are. */
export type Weight = "regular" | "strong";
/** Text in one font, with the width that it takes at a size of one point. */
export type Piece = { readonly text: string; readonly font: string; readonly width: number };

const LATIN = { regular: "inter-400.ttf", strong: "inter-600.ttf" } as const;
const CHINESE = { regular: "noto-sans-sc-400.ttf", strong: "noto-sans-sc-600.ttf" } as const;
const EMOJI = "noto-emoji-400.ttf";
/** The files of the fonts that a document can be set in. */
export const PAPER_FONTS = [LATIN.regular, LATIN.strong, CHINESE.regular, CHINESE.strong, EMOJI];
const UNKNOWN = "□";
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** Chinese writes these in the width of its own characters. */
const SHARED_MARKS = /[“”‘’…—]/u;

/** Chooses fonts and measures text. One reads each font file once, when a character first needs it. */
export class Typeface {
  readonly #prefersChinese: boolean;
  readonly #fonts = new Map<string, Font>();
  readonly #widths = new Map<string, number>();

  /** @param locale - the language of the document: it decides how wide quotation marks and dashes are. */
  constructor(locale: string) {
    this.#prefersChinese = locale.startsWith("zh");
  }

  /** Splits text by the fonts that draw it. A character that none of them has becomes a box (□), so that none is dropped. */
  split(text: string, weight: Weight): readonly Piece[] {
    const pieces: { text: string; font: string; width: number }[] = [];
    for (const { segment } of graphemes.segment(text.normalize("NFC").replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " "))) {
      const drawn = this.#choose(segment, weight) ? segment : UNKNOWN;
      const font = this.#choose(drawn, weight) ?? CHINESE[weight];
      const width = this.#widthOf(drawn, font);
      const last = pieces.at(-1);
      if (last?.font === font) {
        last.text += drawn;
        last.width += width;
      } else pieces.push({ text: drawn, font, width });
    }
    return pieces;
  }

  #choose(grapheme: string, weight: Weight): string | undefined {
    const chineseFirst = this.#prefersChinese && SHARED_MARKS.test(grapheme);
    const order = chineseFirst ? [CHINESE[weight], LATIN[weight], EMOJI] : [LATIN[weight], CHINESE[weight], EMOJI];
    return order.find((name) => [...grapheme].every((one) => this.#open(name).hasGlyphForCodePoint(one.codePointAt(0) ?? 0)));
  }

  #widthOf(grapheme: string, name: string): number {
    const key = `${name} ${grapheme}`;
    const known = this.#widths.get(key);
    if (known !== undefined) return known;
    const font = this.#open(name);
    const width = font.layout(grapheme).advanceWidth / font.unitsPerEm;
    this.#widths.set(key, width);
    return width;
  }

  #open(name: string): Font {
    const known = this.#fonts.get(name);
    if (known) return known;
    const font = create(readFileSync(join(FONTS_DIRECTORY, name)));
    if (!("hasGlyphForCodePoint" in font)) throw new Error(`${name} holds more than one font`);
    this.#fonts.set(name, font);
    return font;
  }
}
