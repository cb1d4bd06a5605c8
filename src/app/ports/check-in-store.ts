/** Stores check-ins in the state that the walk left them in. */
import type { CheckIn } from "../../core/check-in/check-in.ts";

/** Where a check-in came from. */
export type CheckInOrigin = Pick<CheckIn, "kind" | "roundId">;

/** Stores check-ins. A membership has at most one that is open or paused. */
export interface CheckInStore {
  find(id: string): Promise<CheckIn | undefined>;
  /** Returns what kind each of these check-ins is, and of which round; by id. */
  originsOf(ids: readonly string[]): Promise<ReadonlyMap<string, CheckInOrigin>>;
  /** Returns the check-in that is open or paused; undefined when there is none. */
  findOpen(membershipId: string): Promise<CheckIn | undefined>;
  /** Newest first. */
  listOfMembership(membershipId: string, limit: number): Promise<readonly CheckIn[]>;
  listOfRound(roundId: string): Promise<readonly CheckIn[]>;
  /** Throws `lost-race` when the membership has one open already. */
  insert(checkIn: CheckIn): Promise<void>;
  /** Writes the check-in if the stored revision is one less; otherwise throws `lost-race`. */
  update(checkIn: CheckIn): Promise<void>;
}
