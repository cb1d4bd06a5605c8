/** Makes ids that sort by creation: 26 letters and digits, of which the first encode the time and the rest are random. */
import type { Clock, Ids } from "../app/ports/clock.ts";

/** Crockford's alphabet, which has no letter that looks like a digit, in the order of its characters. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_LENGTH = 10;
const CHANCE_LENGTH = 16;

/**
 * Creates a source of ids that always rise within a process, even if the clock stands still or goes back. `random`
 * returns numbers in [0, 1), like `Math.random`.
 */
export function createIds(clock: Clock, random: () => number): Ids {
  let lastAt = -1;
  let chance: number[] = [];
  return {
    next() {
      const now = clock.now();
      if (now > lastAt) {
        lastAt = now;
        chance = Array.from({ length: CHANCE_LENGTH }, () => Math.floor(random() * ALPHABET.length));
      } else if (!raise(chance)) {
        lastAt += 1;
        chance.fill(0);
      }
      return toLetters(lastAt) + chance.map((digit) => ALPHABET[digit]).join("");
    },
  };
}

function toLetters(at: number): string {
  let rest = at;
  let letters = "";
  for (let index = 0; index < TIME_LENGTH; index += 1) {
    letters = (ALPHABET[rest % ALPHABET.length] ?? "") + letters;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return letters;
}

/** Adds one; false when there is no higher number. */
function raise(digits: number[]): boolean {
  for (let index = digits.length - 1; index >= 0; index -= 1) {
    const digit = digits[index] ?? 0;
    if (digit < ALPHABET.length - 1) {
      digits[index] = digit + 1;
      return true;
    }
    digits[index] = 0;
  }
  return false;
}
