/** The value ledger: goals of the business, the KPIs that serve them, what was read, and who confirmed it. */
import type { Instant, LocalDate } from "../time.ts";
import type { Decimal } from "./decimal.ts";

/** What the numbers of a KPI count, apart from money. */
export const PLAIN_UNITS = ["percent", "hours", "days", "count"] as const;
/** One of the units that isn't money. */
export type PlainUnit = (typeof PLAIN_UNITS)[number];
/** A currency by its ISO 4217 code in capital letters, such as `EUR`. */
export type Currency = string;
/** What the numbers of a KPI count: a plain unit or a currency. */
export type Unit = PlainUnit | Currency;

/** Tells whether a unit is a plain one; otherwise it is a currency. */
export function isPlainUnit(unit: Unit): unit is PlainUnit {
  return PLAIN_UNITS.some((plain) => plain === unit);
}

/** One sentence of the business, with an owner who may be somebody without an account. */
export type Goal = {
  readonly id: string;
  readonly teamId: string;
  readonly sentence: string;
  /** The owner's account, where they have one. */
  readonly ownerId?: string;
  /** The owner's name as a lead typed it, for somebody without an account. */
  readonly ownerName?: string;
  readonly addedBy: string;
  readonly addedAt: Instant;
  readonly retiredAt?: Instant;
  readonly revision: number;
};

/** In which direction the business can want a number to go. */
export const DIRECTIONS = ["down", "up"] as const;
/** In which direction the business wants a number to go. */
export type Direction = (typeof DIRECTIONS)[number];

/** How often a KPI is read. */
export const READING_RHYTHMS = ["weekly", "monthly", "quarterly"] as const;
/** How often a KPI is read. */
export type ReadingRhythm = (typeof READING_RHYTHMS)[number];

/** A number on a day. */
export type Point = { readonly value: Decimal; readonly on: LocalDate };

/** What one unit of a KPI is worth in money. */
export type Money = {
  readonly currency: Currency;
  /** What one unit of change is worth in a year. */
  readonly worthOfOne: Decimal;
  /** What getting there cost once. */
  readonly oneOff: Decimal;
  /** What keeping it costs a year. */
  readonly runningPerYear: Decimal;
};

/** A number that the business reads to see whether a goal is reached. */
export type Kpi = {
  readonly id: string;
  readonly teamId: string;
  readonly goalId: string;
  readonly name: string;
  readonly unit: Unit;
  readonly wanted: Direction;
  /** Where the number comes from and how it is measured. */
  readonly source?: string;
  readonly baseline?: Point;
  readonly target?: Point;
  /** The person who is asked for readings; without one nobody is asked. */
  readonly readerId?: string;
  readonly rhythm: ReadingRhythm;
  readonly money?: Money;
  /** The gate question that it proves; undefined: every question that accepts value. */
  readonly questionId?: string;
  /** The next steps that moved it. */
  readonly movedBySteps: readonly string[];
  /** The questions whose practice moved it. */
  readonly movedByQuestions: readonly string[];
  readonly addedBy: string;
  readonly addedAt: Instant;
  readonly retiredAt?: Instant;
  readonly revision: number;
};

/** One number that was read. A wrong one is superseded by another, never overwritten. */
export type Reading = {
  readonly id: string;
  readonly kpiId: string;
  readonly value: Decimal;
  readonly on: LocalDate;
  readonly note?: string;
  readonly link?: string;
  /** Who typed it; absent for one that came from a file. */
  readonly addedBy?: string;
  readonly addedAt: Instant;
  /** The reading that took its place. */
  readonly supersededBy?: string;
  /** When it was withdrawn with nothing in its place. */
  readonly withdrawnAt?: Instant;
};

/** The goal owner's word that the KPI shows value. */
export type ValueConfirmation = {
  readonly id: string;
  readonly kpiId: string;
  /** The reading that was confirmed. */
  readonly readingId: string;
  /** How technology helped, in the business's words. */
  readonly how: string;
  /** Whose word it is. */
  readonly ownerName: string;
  /** Who recorded it: the owner, or a lead on the owner's behalf. */
  readonly recordedBy: string;
  readonly on: LocalDate;
  readonly link?: string;
  readonly at: Instant;
};

/** A KPI with everything that follows from it. */
export type KpiRecord = {
  readonly kpi: Kpi;
  readonly goal: Goal | undefined;
  /** All readings, in any order. */
  readonly readings: readonly Reading[];
  /** All confirmations, in any order. */
  readonly confirmations: readonly ValueConfirmation[];
};

/** Returns the readings that count, oldest first: neither superseded nor withdrawn. Of one day the later added counts last. */
export function listCurrentReadings(readings: readonly Reading[]): readonly Reading[] {
  return readings
    .filter(({ supersededBy, withdrawnAt }) => supersededBy === undefined && withdrawnAt === undefined)
    .toSorted((one, other) => compare(one.on, other.on) || one.addedAt - other.addedAt || compare(one.id, other.id));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The words that people type beside a number, in every language. */
export type UnitWords = {
  readonly units: Readonly<Record<PlainUnit, readonly string[]>>;
  /** The signs and names of currencies by their ISO 4217 codes; the codes themselves are known anyway. */
  readonly currencies: Readonly<Record<string, readonly string[]>>;
  /** The words for thousands, ten thousands and more, by how many zeros they stand for. */
  readonly zeros: Readonly<Record<string, readonly string[]>>;
};
