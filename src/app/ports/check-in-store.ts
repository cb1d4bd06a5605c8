/** Check-ins, as the walk left them. */
import type { CheckIn } from "../../core/check-in/check-in.ts";

export interface CheckInStore {
  find(id: string): Promise<CheckIn | undefined>;
  /** The one that is open or paused. */
  findOpen(membershipId: string): Promise<CheckIn | undefined>;
  /** Newest first. */
  listOfMembership(membershipId: string, limit: number): Promise<readonly CheckIn[]>;
  listOfRound(roundId: string): Promise<readonly CheckIn[]>;
  /** Throws `lost-race` when the membership has one open already. */
  insert(checkIn: CheckIn): Promise<void>;
  /** Writes where the stored revision is one less; otherwise `lost-race`. */
  update(checkIn: CheckIn): Promise<void>;
}
