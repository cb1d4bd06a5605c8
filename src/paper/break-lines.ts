/** Breaks text into lines of a width: between words, and in Chinese between characters, never before a mark that ends something. */
import type { Run, Text } from "../message/text.ts";
import { toRuns } from "../message/text.ts";
import type { Piece, Typeface, Weight } from "./typeface.ts";

/** A piece of a line, with the address that it leads to. */
type LinePiece = Piece & { readonly href?: string };
/** A line of text. */
export type PaperLine = readonly LinePiece[];
/** How text is set: its size in points, its weight where a run names none, and the width of a line in points. */
export type Setting = { readonly size: number; readonly weight?: Weight; readonly width: number };

const NEVER_FIRST = /^[\s,.;:!?%)\]}’”…、。，：；！？）》」』】·]/u;
const NEVER_LAST = /[([{“‘（《「『【]$/u;

type Word = { readonly pieces: readonly LinePiece[]; readonly width: number; readonly text: string };

/** Returns the lines; a word that is wider than a line is broken inside. Text without words has no line. */
export function breakLines(typeface: Typeface, text: Text, setting: Setting): readonly PaperLine[] {
  const room = setting.width / setting.size;
  const lines: LinePiece[][] = [];
  let line: LinePiece[] = [];
  let used = 0;
  const end = (): void => {
    lines.push(trimEnd(line));
    line = [];
    used = 0;
  };
  for (const word of listWords(typeface, text, setting).flatMap((each) => splitLong(typeface, each, room))) {
    const width = word.width - (word.text.endsWith(" ") ? spaceOf(word) : 0);
    if (used > 0 && used + width > room) end();
    if (line.length === 0 && word.text.trim() === "") continue;
    line.push(...word.pieces);
    used += word.width;
  }
  if (line.length > 0) end();
  return lines;
}

function spaceOf({ pieces }: Word): number {
  const last = pieces.at(-1);
  return last ? last.width / Math.max(1, last.text.length) : 0;
}

/** What may not be parted is one word: a mark stays with what it follows, an opening one with what comes after. */
function listWords(typeface: Typeface, text: Text, { weight = "regular" }: Setting): readonly Word[] {
  const words: Word[] = [];
  for (const run of toRuns(text)) {
    for (const segment of new Intl.Segmenter("zh", { granularity: "word" }).segment(run.text)) {
      const word = toWord(typeface, run, { text: segment.segment, weight });
      const last = words.at(-1);
      const clings = last !== undefined && (NEVER_FIRST.test(word.text) || NEVER_LAST.test(last.text));
      if (clings) words[words.length - 1] = join(last, word);
      else words.push(word);
    }
  }
  return words;
}

function toWord(typeface: Typeface, { style, href }: Run, { text, weight }: { text: string; weight: Weight }): Word {
  const pieces = typeface.split(text, style === "bold" ? "strong" : weight).map((piece) => ({ ...piece, ...(href && { href }) }));
  return { pieces, text, width: sumOf(pieces) };
}

function join(one: Word, other: Word): Word {
  return { pieces: [...one.pieces, ...other.pieces], text: one.text + other.text, width: one.width + other.width };
}

/** An address or a name without a blank can be longer than a line. */
function splitLong(typeface: Typeface, word: Word, room: number): readonly Word[] {
  if (word.width <= room) return [word];
  return word.pieces.flatMap(({ text, font, href }) =>
    Array.from(text, (character): Word => {
      const weight = /600/.test(font) ? "strong" : "regular";
      return toWord(typeface, { text: character, ...(href && { href }) }, { text: character, weight });
    }),
  );
}

function trimEnd(line: LinePiece[]): LinePiece[] {
  const last = line.at(-1);
  if (!last?.text.endsWith(" ")) return line;
  const text = last.text.trimEnd();
  return text === "" ? trimEnd(line.slice(0, -1)) : [...line.slice(0, -1), { ...last, text }];
}

function sumOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { width }) => sum + width, 0);
}
