/** The fonts that come with the product, and which characters they can draw. Their licences stand beside them. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Every character that one of the fonts has a glyph for. */
export const CHARACTERS_FILE = "characters.txt";
/** The package's `fonts/`, from its sources as from a build. */
export const FONTS_DIRECTORY = findFonts(import.meta.dirname);
export const PICTURE_FONTS = [
  "inter-400.ttf",
  "inter-600.ttf",
  "noto-sans-sc-400.ttf",
  "noto-sans-sc-600.ttf",
  "noto-emoji-400.ttf",
] as const;

const UNKNOWN = "□";
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The text with a box for each character that no font has, so that none is dropped or drawn with the machine's own fonts. */
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
