/** How wide text runs in the pictures' fonts, so that it can be fitted without loading them. */
type Weight = 400 | 600;

/** The size of the type in logical pixels, and its weight. */
export type Face = { readonly size: number; readonly weight: Weight };

/** Advance widths of Inter for U+0020 to U+007E, in thousandths of the size. */
const ASCII_WIDTHS: Readonly<Record<Weight, readonly number[]>> = {
  400: [
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610, 618, 646, 593, 620, 566, 619,
    620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903, 753, 765, 639, 765,
    644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242,
    549, 242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662,
  ],
  600: [
    252, 321, 523, 644, 650, 1004, 663, 326, 373, 373, 540, 673, 319, 465, 319, 379, 660, 423, 623, 636, 666, 612, 640, 576, 640,
    640, 319, 329, 673, 673, 673, 543, 999, 728, 659, 737, 722, 605, 588, 749, 746, 277, 580, 703, 565, 922, 759, 769, 645, 773,
    652, 650, 660, 736, 728, 1020, 720, 713, 652, 373, 379, 373, 481, 469, 351, 574, 624, 583, 624, 591, 389, 625, 612, 262, 262,
    569, 262, 900, 612, 609, 624, 624, 397, 549, 353, 612, 587, 839, 569, 588, 566, 455, 359, 455, 673,
  ],
};
/** Other characters of the fonts: a little wide, so that a fitted text rather ends early than runs over. */
const OTHER_WIDTH = 720;
/** The box that stands for a letter which the fonts do not have. */
const BOX_WIDTH = 914;
const PICTOGRAPH_WIDTH = 1270;
const OTHER_WIDTHS: Readonly<Record<string, number>> = { "…": 956, "·": 319, "−": 673, "±": 673, "–": 500, "—": 1000 };
const FULL_WIDTH =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u;

const FOREIGN_LETTER = /(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{Letter}/u;
const PICTOGRAPH = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/u;

/**
 * Returns the width of the text in logical pixels, from a table of Inter's letters. Other scripts are estimated a
 * little too wide, so that a fitted text ends early rather than runs over.
 */
export function measureText(text: string, face: Face): number {
  let thousandths = 0;
  for (const character of text.normalize("NFD")) thousandths += widthOf(character, face.weight);
  return (thousandths * face.size) / 1000;
}

function widthOf(character: string, weight: Weight): number {
  const known = ASCII_WIDTHS[weight][(character.codePointAt(0) ?? 0) - 0x20] ?? OTHER_WIDTHS[character];
  if (known !== undefined) return known;
  if (/\p{Mark}/u.test(character)) return 0;
  if (FULL_WIDTH.test(character)) return 1000;
  if (PICTOGRAPH.test(character)) return PICTOGRAPH_WIDTH;
  return FOREIGN_LETTER.test(character) ? BOX_WIDTH : OTHER_WIDTH;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter("zh-CN", { granularity: "word" });

/**
 * Returns the text, or as much of its beginning as fits into `maxWidth` logical pixels with an ellipsis. It never
 * cuts a character in two.
 */
export function fitText(text: string, face: Face, maxWidth: number): string {
  if (measureText(text, face) <= maxWidth) return text;
  const room = maxWidth - measureText("…", face);
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (measureText(kept + segment, face) > room) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/**
 * Returns one or two lines of at most `maxWidth` logical pixels, broken between words where possible. What does not
 * fit into two ends in an ellipsis.
 */
export function wrapInTwo(text: string, face: Face, maxWidth: number): readonly string[] {
  if (measureText(text, face) <= maxWidth) return [text];
  let first = "";
  for (const { segment } of words.segment(text)) {
    if (measureText(first + segment, face) > maxWidth) break;
    first += segment;
  }
  if (first.trim() === "") return [fitText(text, face, maxWidth)];
  return [first.trim(), fitText(text.slice(first.length).trim(), face, maxWidth)];
}
