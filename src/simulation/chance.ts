/** Random numbers from a seed. The same words give the same number, in whatever order they are asked for. */
import { createHash } from "node:crypto";

/** Returns a number from 0 up to but not including 1, the same for the same words. */
export type Chance = (...about: readonly (string | number)[]) => number;

/** Returns numbers that depend on the seed and the words alone, not on the order in which they are asked for. */
export function createChance(seed: number | string): Chance {
  return (...about) =>
    createHash("sha256")
      .update(`${seed}\u0000${about.join("\u0000")}`)
      .digest()
      .readUInt32BE(0) /
    2 ** 32;
}
