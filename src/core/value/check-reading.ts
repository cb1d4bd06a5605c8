/** Finds what looks wrong with a reading, so that the person is asked again before it counts. */
import { toFraction } from "./decimal.ts";
import { type Kpi, listCurrentReadings, type Point, type Reading } from "./kpi.ts";

/**
 * What looks wrong. `below-zero`: a number that can't be below zero is. `above-hundred`: a share of more than 100 %.
 * `tenfold`: at least ten times the last number, or at most a tenth of it.
 */
export type ReadingDoubt =
  | { readonly kind: "below-zero" }
  | { readonly kind: "above-hundred" }
  | { readonly kind: "tenfold"; readonly last: Point };

/** Returns what looks wrong with a value, compared with the last reading or else the baseline. */
export function findDoubt(kpi: Kpi, readings: readonly Reading[], value: string): ReadingDoubt | undefined {
  const number = toFraction(value);
  const canBeBelowZero = kpi.unit !== "hours" && kpi.unit !== "days" && kpi.unit !== "count";
  const known = listCurrentReadings(readings).at(-1) ?? kpi.baseline;
  const last = known && toFraction(known.value);
  if (number.compare(0) < 0 && (!canBeBelowZero || (last && last.compare(0) > 0))) return { kind: "below-zero" };
  if (kpi.unit === "percent" && number.compare(100) > 0 && (!last || last.compare(100) <= 0)) return { kind: "above-hundred" };
  if (!last || last.compare(0) === 0 || number.compare(0) === 0) return undefined;
  const ratio = number.div(last).abs();
  if (ratio.compare(10) < 0 && ratio.mul(10).compare(1) > 0) return undefined;
  return { kind: "tenfold", last: { value: known.value, on: known.on } };
}
