/** Decides what a table of readings changes: what is new, what replaces another number, what is there already, and what is wrong. */
import { groupBy } from "../group-by.ts";
import type { LocalDate } from "../time.ts";
import { findDoubt, type ReadingDoubt } from "./check-reading.ts";
import { type Kpi, listCurrentReadings, type Reading } from "./kpi.ts";

/** A number of a table, read and found to be a number of its KPI's unit. */
export type ImportedNumber = {
  /** The line of the table, counted from 1. */
  readonly line: number;
  readonly kpi: Kpi;
  readonly entered: Pick<Reading, "value" | "on" | "note" | "link">;
};

/** What is wrong with a number: another line has another number for the same day, or it looks wrong. */
export type NumberFault =
  | { readonly kind: "other-line"; readonly other: number }
  | { readonly kind: "doubtful"; readonly doubt: ReadingDoubt };

/** What a table would change. Only without faults may it be carried out. */
export type ReadingsPlan = {
  readonly faults: readonly { readonly number: ImportedNumber; readonly fault: NumberFault }[];
  /** What is to be added, with the readings of the same day that it takes the place of; by date. */
  readonly changes: readonly { readonly number: ImportedNumber; readonly replaced: readonly Reading[] }[];
  /** How many numbers stand there already. */
  readonly unchanged: number;
};

/**
 * Plans the numbers of one KPI. A number that stands there already for its day, with the same note and link, changes nothing, so
 * that a table can be read again. `sure`: numbers that look wrong are taken. Each is compared with the number before its day.
 */
export function planReadingsImport(
  kpi: Kpi,
  {
    numbers,
    readings,
    sure,
  }: { readonly numbers: readonly ImportedNumber[]; readonly readings: readonly Reading[]; readonly sure: boolean },
): ReadingsPlan {
  const stored = groupBy(listCurrentReadings(readings), ({ on }) => on);
  const byDay = groupBy(numbers, ({ entered }) => entered.on);
  const faults: ReadingsPlan["faults"][number][] = [];
  const changes: ReadingsPlan["changes"][number][] = [];
  let unchanged = 0;
  let before: Reading | undefined;
  for (const on of [...new Set([...stored.keys(), ...byDay.keys()])].toSorted()) {
    const there = stored.get(on) ?? [];
    const [number, ...others] = byDay.get(on) ?? [];
    for (const other of others) {
      if (number && isSame(other.entered, number.entered)) unchanged += 1;
      else faults.push({ number: other, fault: { kind: "other-line", other: number?.line ?? 0 } });
    }
    if (number && there.length === 1 && there.every((reading) => isSame(reading, number.entered))) unchanged += 1;
    else if (number) {
      const doubt = sure ? undefined : findDoubt(kpi, before ? [before] : [], number.entered.value);
      if (doubt) faults.push({ number, fault: { kind: "doubtful", doubt } });
      else changes.push({ number, replaced: there });
    }
    before = number ? asReading(number, on) : (there.at(-1) ?? before);
  }
  return { faults, changes, unchanged };
}

function isSame(one: ImportedNumber["entered"], other: ImportedNumber["entered"]): boolean {
  return one.value === other.value && one.on === other.on && one.note === other.note && one.link === other.link;
}

function asReading({ kpi, entered }: ImportedNumber, on: LocalDate): Reading {
  return { id: "", kpiId: kpi.id, ...entered, on, addedAt: 0 };
}
