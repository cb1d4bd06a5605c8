/** Proof that it pays, and leads' word on evidence. */
import type { Confirmation, ValueRecord } from "../../core/standing/records.ts";

export interface ValueRecordStore {
  find(id: string): Promise<ValueRecord | undefined>;
  listOfTeam(teamId: string): Promise<readonly ValueRecord[]>;
  save(record: ValueRecord): Promise<void>;
}

export interface ConfirmationStore {
  listOfTeam(teamId: string): Promise<readonly Confirmation[]>;
  save(confirmation: Confirmation): Promise<void>;
  remove(id: string): Promise<void>;
}
