/** When a number is called provisional. No number is shown without its coverage. */
import type Fraction from "fraction.js";

export const PROVISIONAL_BELOW = "1/2";

export function isProvisional(coverage: Fraction | undefined): boolean {
  return coverage?.lt(PROVISIONAL_BELOW) ?? true;
}
