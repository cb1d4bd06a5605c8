/** What a KPI's change is worth in money: exact sums that open up like every other number. */
import type Fraction from "fraction.js";
import { toFraction } from "./decimal.ts";
import type { Currency, Kpi, Reading } from "./kpi.ts";

/** The sum behind a KPI's money. All amounts are in `currency` and exact; rounding is for display alone. */
export type Saving = {
  readonly currency: Currency;
  /** From the baseline to the latest reading in the wanted direction; below zero where the number got worse. */
  readonly change: Fraction;
  readonly worthOfOne: Fraction;
  /** What the change is worth a year: change × worth of one unit. */
  readonly gross: Fraction;
  readonly runningPerYear: Fraction;
  /** What is left a year: gross − running cost. */
  readonly perYear: Fraction;
  readonly oneOff: Fraction;
  /** One-off cost ÷ what is left a year × 12. Undefined when nothing is left. */
  readonly paybackMonths?: Fraction;
};

/** Returns the KPI's money sum. Returns undefined when it has no money, no baseline or no reading after it. */
export function computeSaving(kpi: Kpi, latest: Reading | undefined): Saving | undefined {
  const { money, baseline, wanted } = kpi;
  if (!money || !baseline || !latest) return undefined;
  const rise = toFraction(latest.value).sub(toFraction(baseline.value));
  const change = wanted === "up" ? rise : rise.neg();
  const worthOfOne = toFraction(money.worthOfOne);
  const gross = change.mul(worthOfOne);
  const runningPerYear = toFraction(money.runningPerYear);
  const perYear = gross.sub(runningPerYear);
  const oneOff = toFraction(money.oneOff);
  return {
    currency: money.currency,
    change,
    worthOfOne,
    gross,
    runningPerYear,
    perYear,
    oneOff,
    ...(perYear.compare(0) > 0 && { paybackMonths: oneOff.div(perYear).mul(12) }),
  };
}

/** The sum of what several KPIs leave a year, in one currency. */
export type SavingTotal = {
  readonly currency: Currency;
  readonly perYear: Fraction;
  readonly oneOff: Fraction;
  readonly count: number;
};

/** Adds savings up, each currency by itself, in the order of the currencies' codes. Different currencies are never added. */
export function addSavings(savings: readonly Saving[]): readonly SavingTotal[] {
  const totals = new Map<Currency, SavingTotal>();
  for (const { currency, perYear, oneOff } of savings) {
    const before = totals.get(currency);
    totals.set(currency, {
      currency,
      perYear: before ? before.perYear.add(perYear) : perYear,
      oneOff: before ? before.oneOff.add(oneOff) : oneOff,
      count: (before?.count ?? 0) + 1,
    });
  }
  return [...totals.values()].toSorted((one, other) => (one.currency < other.currency ? -1 : 1));
}
