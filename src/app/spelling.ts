/** How near two words are to each other, at a cost that nobody can drive up with a long text. */
import { distance } from "fastest-levenshtein";

/** Nothing that people look for by name is longer; the cost of a comparison grows with the square of the letters. */
const MAX_LENGTH = 100;

/** Returns how many letters differ, and infinity where one of the words is longer than 100 UTF-16 code units. */
export function countSlips(left: string, right: string): number {
  return Math.max(left.length, right.length) > MAX_LENGTH ? Number.POSITIVE_INFINITY : distance(left, right);
}

/** Returns the word that differs in the fewest letters, the first of several; undefined where there is none to compare with. */
export function findClosest<W extends string>(wanted: string, words: readonly W[]): W | undefined {
  let closest: { readonly word: W; readonly slips: number } | undefined;
  for (const word of words) {
    const slips = countSlips(word, wanted);
    if (Number.isFinite(slips) && (!closest || slips < closest.slips)) closest = { word, slips };
  }
  return closest?.word;
}
