/** Exact numbers of the value ledger: decimals with at most four places, as text, so that nothing is lost in a store or a sum. */
import Fraction from "fraction.js";

/** A decimal number in its shortest form, such as `-6.5` or `1200`: at most 12 digits before the point and 4 after it. */
export type Decimal = string;

const DECIMAL = /^-?(?:0|[1-9]\d{0,11})(?:\.\d{0,3}[1-9])?$/;

/** Tells whether a text is a decimal in its shortest form. `-0` isn't one. */
export function isDecimal(text: string): text is Decimal {
  return DECIMAL.test(text) && text !== "-0";
}

/**
 * Returns the decimal in its shortest form, so that `06.50` becomes `6.5`. Returns undefined for text that isn't a plain
 * decimal, and for numbers with more than 12 digits before the point or 4 after it.
 */
export function toDecimal(text: string): Decimal | undefined {
  const match = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text);
  if (!match) return undefined;
  const [, sign = "", whole = "", places = ""] = match;
  const size = places === "" ? whole : `${whole}.${places}`;
  const decimal = size === "0" ? "0" : `${sign}${size}`;
  return isDecimal(decimal) ? decimal : undefined;
}

/** Returns the exact value of a decimal. */
export function toFraction(decimal: Decimal): Fraction {
  return new Fraction(decimal);
}
