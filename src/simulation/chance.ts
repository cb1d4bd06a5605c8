/** Chance from a seed: the same words give the same number, in whatever order they are asked. */
import { createHash } from "node:crypto";

export type Chance = (...about: readonly (string | number)[]) => number;

/** A number from 0 up to but not 1 for each combination of words. */
export function createChance(seed: number | string): Chance {
  return (...about) =>
    createHash("sha256")
      .update(`${seed}\u0000${about.join("\u0000")}`)
      .digest()
      .readUInt32BE(0) /
    2 ** 32;
}
