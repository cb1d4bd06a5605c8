/** Reads the records of a run against its plan. Knows the seed's input and what the servers saw; no database, no rule of the bot's own code. */
import type { Plan } from "../plan.ts";
import type { WireRecord } from "../record.ts";
import { checkAsks } from "./asks.ts";
import { checkDigests, checkNames } from "./channels.ts";
import { gatherEvidence } from "./evidence.ts";
import { checkHours, checkQuiet, checkReminders } from "./messages.ts";
import type { Row } from "./row.ts";

export function checkRun(plan: Plan, records: readonly WireRecord[]): readonly Row[] {
  const evidence = gatherEvidence(plan, records);
  return [
    ...checkAsks(evidence),
    ...checkReminders(evidence),
    ...checkHours(evidence),
    ...checkQuiet(evidence),
    ...checkDigests(evidence),
    ...checkNames(evidence),
  ];
}
