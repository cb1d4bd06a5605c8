/** The fonts that come with the product, and which characters they can draw. Their licences stand beside them. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The name of the file with every character that one of the fonts has a glyph for. */
export const CHARACTERS_FILE = "characters.txt";
/** The package's `fonts` folder, found from the sources and from a build alike. */
export const FONTS_DIRECTORY = findFonts(import.meta.dirname);

/** The font files that pictures are drawn with. Text is drawn with no others. */
export const PICTURE_FONTS = [
  "inter-400.ttf",
  "inter-600.ttf",
  "noto-sans-sc-400.ttf",
  "noto-sans-sc-600.ttf",
  "noto-emoji-400.ttf",
] as const;

const UNKNOWN = "□";
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * Returns the text with a box (□) for each character that no font has, so that none is dropped or drawn with a font
 * of the machine. ASCII is left as it is.
 */
export function boxUnknown(text: string, known: ReadonlySet<string>): string {
  const box = (run: string) => Array.from(graphemes.segment(run), ({ segment }) => (isKnown(segment, known) ? segment : UNKNOWN));
  return text.replaceAll(/\P{ASCII}+/gu, (run) => box(run).join(""));
}

function isKnown(grapheme: string, known: ReadonlySet<string>): boolean {
  return [...grapheme].every((character) => known.has(character));
}

function findFonts(folder: string): string {
  const fonts = join(folder, "fonts");
  return existsSync(join(fonts, CHARACTERS_FILE)) || dirname(folder) === folder ? fonts : findFonts(dirname(folder));
}
