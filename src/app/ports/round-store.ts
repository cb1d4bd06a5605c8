/** Rounds, and each member's turn in them. */
import type { Round, Turn } from "../../core/schedule/round.ts";
import type { Instant } from "../../core/time.ts";

/** Stores rounds. A team has at most one round for each slot of its schedule. */
export interface RoundStore {
  find(id: string): Promise<Round | undefined>;
  latest(teamId: string): Promise<Round | undefined>;
  /** Newest first. */
  listOfTeam(teamId: string, limit: number): Promise<readonly Round[]>;
  /** Claims the slot: false when the team has a round of this slot already. */
  claim(round: Round): Promise<boolean>;
  update(round: Round): Promise<void>;
  listDue(now: Instant, limit: number): Promise<readonly Round[]>;
}

/** Stores turns. A member has at most one turn in a round. */
export interface TurnStore {
  find(id: string): Promise<Turn | undefined>;
  listOfRound(roundId: string): Promise<readonly Turn[]>;
  findOfCheckIn(checkInId: string): Promise<Turn | undefined>;
  /** Those that were due last come first. */
  listOfMembership(membershipId: string, limit: number): Promise<readonly Turn[]>;
  /** False when the member has a turn in this round already. */
  claim(turn: Turn): Promise<boolean>;
  update(turn: Turn): Promise<void>;
  listDue(now: Instant, limit: number): Promise<readonly Turn[]>;
  /** Removes up to `limit` turns that were due before `at`, of rounds that are sealed, and returns how many. */
  removeBefore(at: Instant, limit: number): Promise<number>;
}
