/** Decides when a number is called provisional. No number is shown without its coverage. */
import type Fraction from "fraction.js";

/** The coverage, as a fraction of 1, below which a number is called provisional. */
const PROVISIONAL_BELOW = "1/2";

/** Tells whether a number with this coverage is provisional: below one half, or without any coverage. */
export function isProvisional(coverage: Fraction | undefined): boolean {
  return coverage?.lt(PROVISIONAL_BELOW) ?? true;
}
