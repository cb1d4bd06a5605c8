/** Stores value records, which show whether the work pays off, and the confirmations that leads gave to evidence. */
import type { Confirmation, ValueRecord } from "../../core/standing/records.ts";

/** Stores the value records of each team. */
export interface ValueRecordStore {
  find(id: string): Promise<ValueRecord | undefined>;
  listOfTeam(teamId: string): Promise<readonly ValueRecord[]>;
  /** The ids of the teams that have a record which was not removed. */
  listTeamIds(): Promise<readonly string[]>;
  save(record: ValueRecord): Promise<void>;
}

/** Stores which pieces of evidence a team's leads have confirmed. */
export interface ConfirmationStore {
  listOfTeam(teamId: string): Promise<readonly Confirmation[]>;
  save(confirmation: Confirmation): Promise<void>;
  remove(id: string): Promise<void>;
}
