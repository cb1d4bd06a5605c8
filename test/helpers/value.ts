/** Builders of the value ledger, with overrides. */
import type { Goal, Kpi, KpiRecord, Reading, ValueConfirmation } from "../../src/core/value/kpi.ts";
import { NOW } from "./team.ts";

export function aGoal(overrides: Partial<Goal> = {}): Goal {
  return {
    id: "goal-1",
    teamId: "team-1",
    sentence: "Customers get changes sooner",
    ownerName: "Cleo Example",
    addedBy: "person-ana",
    addedAt: NOW,
    revision: 1,
    ...overrides,
  };
}

/** 21 days on 1 September, wanted down to 7. */
export function aKpi(overrides: Partial<Kpi> = {}): Kpi {
  return {
    id: "kpi-1",
    teamId: "team-1",
    goalId: "goal-1",
    name: "Days from idea to customer",
    unit: "days",
    wanted: "down",
    baseline: { value: "21", on: "2026-09-01" },
    target: { value: "7", on: "2027-03-01" },
    rhythm: "monthly",
    movedBySteps: [],
    movedByQuestions: [],
    addedBy: "person-ana",
    addedAt: NOW,
    revision: 1,
    ...overrides,
  };
}

export function aReading(overrides: Partial<Reading> = {}): Reading {
  return { id: "reading-1", kpiId: "kpi-1", value: "12", on: "2026-10-01", addedBy: "person-ben", addedAt: NOW, ...overrides };
}

export function aValueConfirmation(overrides: Partial<ValueConfirmation> = {}): ValueConfirmation {
  return {
    id: "confirmation-1",
    kpiId: "kpi-1",
    readingId: "reading-1",
    how: "Releases no longer wait for a weekend",
    ownerName: "Cleo Example",
    recordedBy: "person-ana",
    on: "2026-10-05",
    at: NOW,
    ...overrides,
  };
}

/** A KPI that shows value on 2026-11-01. */
export function aKpiRecord(overrides: Partial<KpiRecord> = {}): KpiRecord {
  return { kpi: aKpi(), goal: aGoal(), readings: [aReading()], confirmations: [aValueConfirmation()], ...overrides };
}
