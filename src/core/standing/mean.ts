/** Exact means over fractions. Sums run over big integers and are reduced once, at the end, so that a standing is cheap. */
import Fraction from "fraction.js";

/** Returns the exact mean, or undefined for an empty list. */
export function meanOf(values: readonly Fraction[]): Fraction | undefined {
  if (values.length === 0) return undefined;
  let numerator = 0n;
  let denominator = 1n;
  for (const value of values) {
    const signed = value.s * value.n;
    if (value.d === denominator) {
      numerator += signed;
    } else {
      numerator = numerator * value.d + signed * denominator;
      denominator *= value.d;
    }
  }
  return new Fraction(numerator, denominator * BigInt(values.length));
}

/** Returns the exact mean of the values that are defined, or undefined when none is. */
export function meanOfKnown(values: readonly (Fraction | undefined)[]): Fraction | undefined {
  return meanOf(values.filter((value) => value !== undefined));
}

/** Returns the exact sum, which is 0 for an empty list. */
export function sumOf(values: readonly Fraction[]): Fraction {
  return meanOf(values)?.mul(values.length) ?? new Fraction(0);
}
